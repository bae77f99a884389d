import { types } from "node:util";
import type { ColumnDescription, TableDescription } from "../../contract/index.js";
import type { Tally } from "../../data/read/tally-fields.js";
import type { RawTable } from "./raw-table.js";

/** Different values up to which they are counted. */
export const mostDistinct = 1000;
const mostLevels = 50;
/** Longer texts are no levels of anything. */
const longestLevel = 200;
/** Rows between two turns of the event loop. */
const rowsATurn = 50_000;

/** Lets the event loop turn, where that is due. */
export type Breathe = () => Promise<void>;

/** What can be described: columns that are read row by row, or whose values are counted already. */
export interface Describable extends Pick<RawTable, "rows" | "names"> {
  reader(name: string): ((row: number) => unknown) | Tally;
}

/** Describes every column of a table. A column whose values cannot be read is of kind `other`, without values. */
export async function describeTable(table: Describable, breathe: Breathe): Promise<TableDescription> {
  const columns: ColumnDescription[] = [];
  for (const name of table.names) columns.push(await describeColumn(table, name, breathe));
  return { rows: table.rows, columns };
}

async function describeColumn(
  table: Describable,
  name: string,
  breathe: Breathe,
): Promise<ColumnDescription> {
  const scan = createScan();
  try {
    const at = table.reader(name);
    if (typeof at !== "function") {
      for (const [value, times] of at.counts) scan.add(value, times);
      return { name, ...scan.end(at.missing) };
    }
    for (let from = 0; from < table.rows; from += rowsATurn) {
      const to = Math.min(table.rows, from + rowsATurn);
      for (let row = from; row < to; row++) scan.add(at(row));
      await breathe();
    }
    return { name, ...scan.end() };
  } catch {
    return {
      name,
      kind: "other",
      missing: 0,
      distinct: null,
      min: null,
      max: null,
      whole: false,
      levels: [],
    };
  }
}

type Kind = ColumnDescription["kind"];
type DateKey = `@${number}`;

function createScan() {
  let missing = 0;
  /** Null before the first value. */
  let kind: Kind | null = null;
  let min = Infinity;
  let max = -Infinity;
  let whole = true;
  /** How often each value is there; null once there are too many, or values that cannot be told apart. */
  let counts: Map<unknown, number> | null = new Map();

  return {
    add(value: unknown, times = 1): void {
      let own: Kind;
      let key = value;
      switch (typeof value) {
        case "number":
          if (value !== value) {
            missing++;
            return;
          }
          own = "number";
          if (value < min) min = value;
          if (value > max) max = value;
          if (whole && !Number.isInteger(value)) whole = false;
          break;
        case "bigint": {
          own = "number";
          const number = Number(value);
          if (number < min) min = number;
          if (number > max) max = number;
          key = Number.isSafeInteger(number) ? number : value;
          break;
        }
        case "string":
          own = "text";
          break;
        case "boolean":
          own = "boolean";
          break;
        case "undefined":
          missing++;
          return;
        default: {
          const time = timeOf(value);
          if (value === null || Number.isNaN(time)) {
            missing++;
            return;
          }
          own = time === null ? "other" : "date";
          // Two dates of one moment are one value.
          key = `@${time ?? 0}` satisfies DateKey;
        }
      }
      if (kind === null) kind = own;
      else if (kind !== own) kind = "other";
      if (counts === null) return;
      counts.set(key, (counts.get(key) ?? 0) + times);
      if (counts.size > mostDistinct) counts = null;
    },

    /** @param more Missing values that were not added. */
    end(more = 0): Omit<ColumnDescription, "name"> {
      missing += more;
      if (kind === "other") {
        return { kind, missing, distinct: null, min: null, max: null, whole: false, levels: [] };
      }
      const numeric = kind === "number";
      return {
        // The models take a column of nothing but missing values for numbers, too.
        kind: kind ?? "number",
        missing,
        distinct: counts?.size ?? null,
        // Plus zero, for −0 is none in JSON.
        min: numeric && Number.isFinite(min) ? min + 0 : null,
        max: numeric && Number.isFinite(max) ? max + 0 : null,
        whole: numeric && whole,
        levels: counts ? levelsOf(counts, kind) : [],
      };
    },
  };
}

/** Milliseconds of a date, NaN of one that is none; null for anything else. */
const timeOf = (value: unknown): number | null =>
  types.isDate(value) ? Date.prototype.getTime.call(value) : null;

/** The most frequent first; of equally frequent ones numbers in their order, others as they came. */
function levelsOf(counts: Map<unknown, number>, kind: Kind | null): string[] {
  const inOrder = [...counts].sort(
    ([a, n], [b, m]) => m - n || (typeof a === "number" && typeof b === "number" ? a - b : 0),
  );
  const texts = inOrder.map(([value]) => (kind === "date" ? dateText(value as DateKey) : String(value)));
  return texts.filter(({ length }) => length <= longestLevel).slice(0, mostLevels);
}

/** ISO 8601 in UTC; of midnights the day alone. */
function dateText(key: DateKey): string {
  const text = new Date(Number(key.slice(1))).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
}

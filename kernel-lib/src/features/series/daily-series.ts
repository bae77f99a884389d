import { type ColumnTable, table as makeTable } from "arquero";
import { checkOptionNames, InputError } from "../../contract/index.js";
import { asTable, type TableLike } from "../../data/as-table.js";
import { columnOf } from "../../data/design/numbers.js";
import type { Column } from "../../data/table.js";
import { DAY, daysOf, isoDay, quarterOf } from "./days.js";

export interface DailySeriesOptions {
  /** Column of dates, or of moments; days are those of UTC. */
  date: string;
  /** Columns of categories: each level's share of the day's events becomes a column, such as `race_Black`. */
  shares?: readonly string[];
  /** Columns of numbers whose mean over the day's events becomes a column, such as `mean_age`. */
  means?: readonly string[];
  /**
   * What a day without events is, between the first and the last: an error, or a count of 0 with the shares and means
   * of the day before. Default `error`.
   */
  empty?: "error" | "zero";
}

/**
 * Turns events, one a row, into days, one a row: `date`, `count`, the shares and means asked for, `quarter` (Q1 to Q4)
 * and the dummies `Q2`, `Q3` and `Q4`. A missing category or number counts in no share or mean; a day with nothing but
 * missing ones has those of the day before.
 *
 * Source: X. Li, "Unaware Fairness: Hierarchical Random Forest for Protected Classes", the daily counts.
 * @throws InputError when a column is missing or of another kind, there are no events, or a day has none and `empty`
 *   is `error`.
 * @example
 * const days = dailySeries(interviews, { date: "contact_date", shares: ["race", "sex"], empty: "zero" });
 */
export function dailySeries(events: TableLike, options: DailySeriesOptions): ColumnTable {
  const where = "dailySeries";
  checkOptionNames(options, { where, known: ["date", "shares", "means", "empty"], needed: ["date"] });
  const { date, shares = [], means = [], empty = "error" } = options;
  const table = asTable(events, where);
  if (table.rows === 0) throw new InputError(`${where}: there are no events`);
  const dayOfRow = daysOf(table, date, where);
  const first = dayOfRow.reduce((low, day) => Math.min(low, day));
  const last = dayOfRow.reduce((high, day) => Math.max(high, day));
  const length = last - first + 1;
  const place = dayOfRow.map((day) => day - first);
  const count = new Float64Array(length);
  for (const day of place) count[day]!++;
  if (empty === "error") refuseEmpty(count, first);

  const columns = new Map<string, unknown>([
    ["date", Array.from({ length }, (_, day) => new Date((first + day) * DAY))],
    ["count", count],
  ]);
  const add = (name: string, values: Float64Array) => {
    if (columns.has(name)) throw new InputError(`${where}: two columns would be named '${name}'; rename one`);
    columns.set(name, values);
  };
  for (const name of shares) {
    const { codes, levels } = categories(columnOf(table, name, { where, field: "shares" }), name);
    levels.forEach((level, code) =>
      add(
        `${name}_${level}`,
        dailyMean(place, length, (row) => (codes[row]! < 0 ? NaN : +(codes[row] === code))),
      ),
    );
  }
  for (const name of means) {
    const column = columnOf(table, name, { where, field: "means" });
    if (column.kind !== "number")
      throw new InputError(`${where}: 'means' needs numbers, but column '${name}' holds ${column.kind}`);
    add(
      `mean_${name}`,
      dailyMean(place, length, (row) => column.values[row]!),
    );
  }
  const quarter = Array.from({ length }, (_, day) => quarterOf(first + day));
  columns.set(
    "quarter",
    quarter.map((number) => `Q${number}`),
  );
  for (const number of [2, 3, 4])
    add(
      `Q${number}`,
      Float64Array.from(quarter, (own) => +(own === number)),
    );
  return makeTable([...columns] as [string, never][], [...columns.keys()]);
}

/** Levels of a column as text; whole numbers and booleans are levels too. */
function categories(column: Column, name: string): { codes: Int32Array; levels: string[] } {
  if (column.kind === "text") return column;
  if (column.kind === "date")
    throw new InputError(`dailySeries: 'shares' needs categories, but column '${name}' holds dates`);
  const levels = [...new Set(column.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const code = new Map(levels.map((level, index) => [level, index]));
  return {
    codes: Int32Array.from(column.values, (value) => code.get(value) ?? -1),
    levels: levels.map(String),
  };
}

function dailyMean(place: Int32Array, length: number, at: (row: number) => number): Float64Array {
  const sum = new Float64Array(length);
  const present = new Float64Array(length);
  place.forEach((day, row) => {
    const value = at(row);
    if (Number.isNaN(value)) return;
    sum[day]! += value;
    present[day]!++;
  });
  const mean = sum.map((total, day) => (present[day] === 0 ? NaN : total / present[day]!));
  for (let day = 1; day < length; day++) if (Number.isNaN(mean[day])) mean[day] = mean[day - 1]!;
  return mean;
}

function refuseEmpty(count: Float64Array, first: number): void {
  const empty = count.reduce((days, number) => days + +(number === 0), 0);
  if (empty === 0) return;
  const others = empty === 1 ? "" : `, and on ${empty - 1} more ${empty === 2 ? "day" : "days"}`;
  throw new InputError(
    `dailySeries: there are no events on ${isoDay(first + count.indexOf(0))}${others}; empty: "zero" counts 0 there`,
  );
}

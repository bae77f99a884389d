import type { Column } from "./table.js";
import { exactNumber, type Origin, sortLevels, typeValues } from "./type-values.js";

/** A column of `apache-arrow` (a Vector) or of Flechette (a Column): batches of one type. */
export interface ArrowColumn {
  length: number;
  type: { typeId: number; scale?: number; bitWidth?: number };
  data: readonly unknown[];
  nullCount: number;
  get(row: number): unknown;
  toArray(): unknown;
}

// Type ids of the Arrow format, the same in both libraries.
const typeId = { dictionary: -1, float: 3, decimal: 7, date: 8, timestamp: 10 } as const;

/**
 * Types an Arrow column. 64-bit integers must be exactly representable; decimals become the nearest number;
 * dates and timestamps become dates.
 * @param order Rows to take, in order, or null for all.
 */
export function typeArrowColumn(
  column: ArrowColumn,
  order: ArrayLike<number> | null,
  origin: Origin,
): Column {
  const length = order?.length ?? column.length;
  const at = order ? (row: number) => column.get(order[row]!) : (row: number) => column.get(row);
  switch (column.type.typeId) {
    case typeId.date:
    case typeId.timestamp:
      return { kind: "date", values: numbersOf(length, (row) => toMilliseconds(at(row), row, origin)) };
    case typeId.decimal: {
      const unit = 10 ** (column.type.scale ?? 0);
      return { kind: "number", values: numbersOf(length, (row) => toDecimal(at(row), unit)) };
    }
    case typeId.dictionary:
      return typeDictionary(column, order) ?? typeValues(length, at, origin);
    case typeId.float: {
      const values = order === null && column.nullCount === 0 ? column.toArray() : null;
      return values instanceof Float64Array ? { kind: "number", values } : typeValues(length, at, origin);
    }
    default:
      return typeValues(length, at, origin);
  }
}

interface DictionaryBatch {
  length: number;
  nullCount: number;
  values: ArrayLike<number>;
  dictionary?: { length: number; get(index: number): unknown };
  /** The same question in apache-arrow and in Flechette. */
  getValid?(row: number): boolean;
  isValid?(row: number): boolean;
}

/** Text behind a dictionary is read from the codes, so that each level is decoded once and not once a row. */
function typeDictionary(column: ArrowColumn, order: ArrayLike<number> | null): Column | null {
  const codeOf = new Map<string | null, number>([[null, -1]]);
  const codes = new Int32Array(column.length);
  let start = 0;
  for (const batch of column.data as readonly DictionaryBatch[]) {
    const { dictionary, values, length } = batch;
    if (!dictionary) return null;
    const codeOfKey = new Int32Array(dictionary.length);
    for (let key = 0; key < dictionary.length; key++) {
      const level = dictionary.get(key) ?? null;
      if (level !== null && typeof level !== "string") return null;
      if (!codeOf.has(level)) codeOf.set(level, codeOf.size - 1);
      codeOfKey[key] = codeOf.get(level)!;
    }
    for (let row = 0; row < length; row++) {
      // Without missing values there may be no bits that say so, and Flechette's batch then calls every row invalid.
      const valid = batch.nullCount === 0 || (batch.getValid?.(row) ?? batch.isValid?.(row) ?? true);
      codes[start + row] = valid ? codeOfKey[values[row]!]! : -1;
    }
    start += length;
  }
  const taken = order ? Int32Array.from(order, (row) => codes[row]!) : codes;
  return sortLevels(taken, [...codeOf.keys()].slice(1) as string[]);
}

function toMilliseconds(value: unknown, row: number, origin: Origin): number {
  if (value === null || value === undefined) return NaN;
  return typeof value === "bigint" ? exactNumber(value, row, origin) : Number(value);
}

// apache-arrow hands decimals out unscaled, in a big-number object; Flechette as scaled numbers.
function toDecimal(value: unknown, unit: number): number {
  if (value === null || value === undefined) return NaN;
  return typeof value === "number" ? value : Number(String(value)) / unit;
}

function numbersOf(length: number, at: (row: number) => number): Float64Array {
  const values = new Float64Array(length);
  for (let row = 0; row < length; row++) values[row] = at(row);
  return values;
}

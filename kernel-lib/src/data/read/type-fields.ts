import { InputError } from "../../contract/index.js";
import { parseDate } from "./parse-date.js";
import { parseNumber } from "./parse-number.js";
import type { Fields } from "./scan-csv.js";
import { type FieldType, TextReader } from "./text-reader.js";

/** A column as Arquero keeps it: numbers with NaN for a missing value, everything else with null. */
export type PlainColumn = Float64Array | (string | boolean | Date | null)[];

export interface TypeOptions {
  /** Columns to type, by name. */
  columns: readonly string[];
  /** Texts that stand for a missing value. */
  missing: ReadonlySet<string>;
  /** Reads these columns as this type and no other. */
  types: ReadonlyMap<string, FieldType>;
  label: string;
}

/**
 * Types columns: numbers if every field is one, else booleans (`true`, `false`), else ISO 8601 dates, else text.
 * @throws InputError when a field does not fit the type asked for.
 */
export function typeFields(
  fields: Fields,
  { columns, missing, types, label }: TypeOptions,
): Map<string, PlainColumn> {
  const readers = columns.map(
    (name) => new TextReader(fields, fields.names.indexOf(name), missing, types.get(name)),
  );
  const numbers = readNumbers(
    fields,
    readers.filter(({ type }) => type === undefined || type === "number"),
  );
  return new Map(columns.map((name, index) => [name, columnOf(readers[index]!, numbers, fields, label)]));
}

function columnOf(
  reader: TextReader,
  numbers: ReadonlyMap<TextReader, Float64Array | number>,
  fields: Fields,
  label: string,
): PlainColumn {
  const { type } = reader;
  const attempts = {
    number: () => numbers.get(reader)!,
    boolean: () => readBooleans(reader, fields.rows),
    date: () => readDates(reader, fields.rows),
    text: () => reader.all(),
  };
  if (type) {
    const result = attempts[type]();
    if (typeof result !== "number") return result;
    const value = reader.at(result)!.slice(0, 40);
    throw new InputError(
      `readTable: ${label} has '${value}' in column '${fields.names[reader.column]}' in line ${fields.lineOf(result)}, which is no ${type}`,
    );
  }
  for (const attempt of [attempts.number, attempts.boolean, attempts.date]) {
    const result = attempt();
    if (typeof result !== "number") return result;
  }
  return reader.all();
}

// A block of rows is read for all columns before the next one, while its bytes are in the cache.
const blockRows = 256;

/** Numbers of each column, or its first row that holds none. */
export function readNumbers(
  fields: Fields,
  readers: readonly TextReader[],
): Map<TextReader, Float64Array | number> {
  const results = new Map<TextReader, Float64Array | number>(
    readers.map((reader) => [reader, new Float64Array(fields.rows)]),
  );
  for (let first = 0; first < fields.rows; first += blockRows) {
    const last = Math.min(fields.rows, first + blockRows);
    for (const [reader, values] of results) {
      if (typeof values === "number") continue;
      const failure = readBlock(fields, reader, values, first, last);
      if (failure !== null) results.set(reader, failure);
    }
  }
  return results;
}

function readBlock(
  { bytes, starts, ends, names }: Fields,
  reader: TextReader,
  values: Float64Array,
  first: number,
  last: number,
): number | null {
  const { emptyIsMissing, numbersMayBeMissing, type } = reader;
  const width = names.length;
  for (let row = first, field = first * width + reader.column; row < last; row++, field += width) {
    let start = starts[field]!;
    let end = ends[field]!;
    if (bytes[start] === 34 && end > start) [start, end] = [start + 1, end - 1];
    const value = parseNumber(bytes, start, end);
    values[row] = value;
    if (Number.isNaN(value)) {
      if (start === end && emptyIsMissing) continue;
      const text = reader.at(row);
      if (text === null) continue;
      // Whoever asks for numbers gets them from identifiers too, such as 02118.
      if (type !== "number" || !/^\s*[+-]?\d+\s*$/.test(text)) return row;
      values[row] = Number(text);
    } else if (numbersMayBeMissing && reader.at(row) === null) {
      values[row] = NaN;
    }
  }
  return null;
}

export const booleans = new Map([
  ...["true", "True", "TRUE"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE"].map((text) => [text, false] as const),
]);

/** Booleans, or the first row that holds none. */
function readBooleans(texts: TextReader, rows: number): (boolean | null)[] | number {
  const values: (boolean | null)[] = [];
  for (let row = 0; row < rows; row++) {
    const text = texts.at(row);
    const value = text === null ? null : booleans.get(text);
    if (value === undefined) return row;
    values.push(value);
  }
  return values;
}

/** Dates, or the first row that holds none. */
export function readDates(texts: TextReader, rows: number): (Date | null)[] | number {
  const values: (Date | null)[] = [];
  for (let row = 0; row < rows; row++) {
    const text = texts.at(row);
    const value = text === null ? null : parseDate(text);
    if (text !== null && value === null) return row;
    values.push(value === null ? null : new Date(value));
  }
  return values;
}

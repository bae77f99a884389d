import { InputError } from "../../contract/index.js";
import { parseDate } from "./parse-date.js";
import { parseNumber } from "./parse-number.js";
import { type Fields, fieldText } from "./scan-csv.js";

/** What a column of a text file can be read as. */
export type FieldType = "number" | "text" | "boolean" | "date";

/** A column as Arquero keeps it: numbers with NaN for a missing value, everything else with null. */
export type PlainColumn = Float64Array | (string | boolean | Date | null)[];

/**
 * Types one column: numbers if every field is one, else booleans (`true`, `false`), else ISO 8601 dates, else text.
 * @param missing Texts that stand for a missing value.
 * @param type Reads the column as this type and no other.
 * @throws InputError when a field does not fit the type asked for.
 */
export function typeFields(
  fields: Fields,
  column: number,
  { missing, type, label }: { missing: ReadonlySet<string>; type?: FieldType; label: string },
): PlainColumn {
  const texts = new TextReader(fields, column, missing);
  if (type === "text") return texts.all();
  const readers = { number: readNumbers, boolean: readBooleans, date: readDates };
  for (const [kind, read] of Object.entries(readers)) {
    if (type && type !== kind) continue;
    const result = read(texts, fields, type === "number");
    if (typeof result !== "number") return result;
    if (type) {
      const value = texts.at(result)!.slice(0, 40);
      throw new InputError(
        `readTable: ${label} has '${value}' in column '${fields.names[column]}' in line ${fields.lineOf(result)}, which is no ${type}`,
      );
    }
  }
  return texts.all();
}

/** Each reader gives the column, or the first row that does not fit. */
type Read = (texts: TextReader, fields: Fields, asked: boolean) => PlainColumn | number;

const readNumbers: Read = (texts, { bytes, starts, ends, rows, names }, asked) => {
  const values = new Float64Array(rows);
  const width = names.length;
  for (let row = 0, field = texts.column; row < rows; row++, field += width) {
    let start = starts[field]!;
    let end = ends[field]!;
    if (bytes[start] === 34 && end > start) [start, end] = [start + 1, end - 1];
    const value = parseNumber(bytes, start, end);
    values[row] = value;
    if (Number.isNaN(value)) {
      if (start === end && texts.emptyIsMissing) continue;
      const text = texts.at(row);
      if (text === null) continue;
      // Whoever asks for numbers gets them from identifiers too, such as 02118.
      if (!asked || !/^\s*[+-]?\d+\s*$/.test(text)) return row;
      values[row] = Number(text);
    } else if (texts.numbersMayBeMissing && texts.at(row) === null) {
      values[row] = NaN;
    }
  }
  return values;
};

const booleans = new Map([
  ...["true", "True", "TRUE"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE"].map((text) => [text, false] as const),
]);

const readBooleans: Read = (texts, { rows }) => {
  const values: (boolean | null)[] = [];
  for (let row = 0; row < rows; row++) {
    const text = texts.at(row);
    const value = text === null ? null : booleans.get(text);
    if (value === undefined) return row;
    values.push(value);
  }
  return values;
};

const readDates: Read = (texts, { rows }) => {
  const values: (Date | null)[] = [];
  for (let row = 0; row < rows; row++) {
    const text = texts.at(row);
    const value = text === null ? null : parseDate(text);
    if (text !== null && value === null) return row;
    values.push(value === null ? null : new Date(value));
  }
  return values;
};

/** Reads a column's texts, each distinct one decoded once. */
class TextReader {
  readonly emptyIsMissing: boolean;
  readonly numbersMayBeMissing: boolean;
  private readonly cache = new Map<number, { field: number; text: string | null }>();

  constructor(
    private readonly fields: Fields,
    readonly column: number,
    private readonly missing: ReadonlySet<string>,
  ) {
    this.emptyIsMissing = missing.has("");
    this.numbersMayBeMissing = [...missing].some((text) => text.trim() !== "" && !Number.isNaN(Number(text)));
  }

  all(): (string | null)[] {
    return Array.from({ length: this.fields.rows }, (_, row) => this.at(row));
  }

  at(row: number): string | null {
    const field = row * this.fields.names.length + this.column;
    const { bytes, starts, ends } = this.fields;
    const start = starts[field]!;
    const end = ends[field]!;
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    const known = this.cache.get(hash);
    if (known && this.same(known.field, start, end)) return known.text;
    const raw = fieldText(this.fields, field);
    const text = this.missing.has(raw) ? null : raw;
    if (this.cache.size < 10_000) this.cache.set(hash, { field, text });
    return text;
  }

  private same(field: number, start: number, end: number): boolean {
    const { bytes, starts, ends } = this.fields;
    const other = starts[field]!;
    if (ends[field]! - other !== end - start) return false;
    for (let at = 0; at < end - start; at++) if (bytes[other + at] !== bytes[start + at]) return false;
    return true;
  }
}

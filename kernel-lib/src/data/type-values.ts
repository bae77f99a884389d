import { InputError } from "../contract/index.js";
import type { Column } from "./table.js";

/** Where a value came from, for the sentence that refuses it. */
export interface Origin {
  /** Function or command the message begins with, e.g. `glm`. */
  where: string;
  /** Name of the column. */
  name: string;
}

/**
 * Types values of any kind as one column: numbers, bigints and booleans become numbers, strings text,
 * `Date`s dates; null, undefined, NaN and invalid dates are missing. A column that mixes kinds is text,
 * so that nothing is lost before a person has looked at it. A column of nothing but missing values is numeric.
 *
 * @throws InputError when a value is a list or an object, or a bigint that a number cannot hold exactly.
 */
export function typeValues(length: number, at: (row: number) => unknown, origin: Origin): Column {
  switch (kindOfValues(length, at, origin)) {
    case "number":
      return { kind: "number", values: fill(length, (row) => toNumber(at(row), row, origin)) };
    case "date":
      return { kind: "date", values: fill(length, (row) => (at(row) as Date | null)?.getTime() ?? NaN) };
    case "text":
      return textColumn(length, (row) => toText(at(row)));
  }
}

/** A text column over `length` strings; null is a missing value. */
export function textColumn(length: number, at: (row: number) => string | null): Column {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const value = at(row);
    if (value === null) {
      codes[row] = -1;
      continue;
    }
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = codeOf.size));
    codes[row] = code;
  }
  return sortLevels(codes, [...codeOf.keys()]);
}

/** Renumbers `codes`, in place, so that their levels stand in ascending order, each once. */
export function sortLevels(codes: Int32Array, found: readonly string[]): Column {
  const levels = [...new Set(found)].sort();
  const place = new Map(levels.map((level, index) => [level, index]));
  const renumber = Int32Array.from(found, (level) => place.get(level)!);
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! >= 0) codes[row] = renumber[codes[row]!]!;
  }
  return { kind: "text", codes, levels };
}

/** The number a bigint stands for. */
export function exactNumber(value: bigint, row: number, { where, name }: Origin): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) || BigInt(number) === value) return number;
  throw new InputError(
    `${where}: column '${name}' holds ${value} in row ${row + 1}, which a 64-bit floating-point number cannot hold exactly; pass it as text`,
  );
}

function kindOfValues(length: number, at: (row: number) => unknown, { where, name }: Origin): Column["kind"] {
  let number = false;
  let text = false;
  let date = false;
  for (let row = 0; row < length; row++) {
    const value = at(row);
    switch (typeof value) {
      case "number":
        number ||= !Number.isNaN(value);
        break;
      case "bigint":
      case "boolean":
        number = true;
        break;
      case "string":
        text = true;
        break;
      case "undefined":
        break;
      default:
        if (value === null) break;
        if (!(value instanceof Date)) {
          throw new InputError(
            `${where}: column '${name}' holds ${Array.isArray(value) ? "a list" : `a value of type ${typeof value}`} in row ${row + 1}; columns hold numbers, text, booleans or dates`,
          );
        }
        date ||= !Number.isNaN(value.getTime());
    }
  }
  if (text || (date && number)) return "text";
  return date ? "date" : "number";
}

function toNumber(value: unknown, row: number, origin: Origin): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return exactNumber(value, row, origin);
  if (typeof value === "boolean") return value ? 1 : 0;
  return NaN;
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return String(value as string | number | bigint | boolean);
}

function fill(length: number, at: (row: number) => number): Float64Array {
  const values = new Float64Array(length);
  for (let row = 0; row < length; row++) values[row] = at(row);
  return values;
}

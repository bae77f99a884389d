import { didYouMean, InputError, nearest } from "../../contract/index.js";
import type { Column, Table, TextColumn } from "../table.js";
import type { Place } from "./parse.js";

/**
 * The table's column of that name.
 * @throws InputError when there is none, with the nearest name there is.
 */
export function columnOf(table: Table, name: string, { where, field }: Place): Column {
  const column = table.column(name);
  if (column) return column;
  throw new InputError(
    `${where}: '${field}' names column '${name}', which the table does not have${didYouMean(name, table.columnNames)}`,
  );
}

/**
 * Whether a text is the very name of a column, whatever signs that holds.
 * @throws InputError when it is none and cannot be parsed either, but nearly is a column's name: a misspelt name
 *   deserves the nearest one rather than a complaint about its signs.
 */
export function isColumn(
  text: string,
  table: Table,
  place: Place,
  parse: (text: string, place: Place) => unknown,
): boolean {
  if (table.columnNames.includes(text)) return true;
  try {
    parse(text, place);
  } catch (error) {
    const isWord = /\p{L}.*\p{L}.*\p{L}/su.test(text);
    if (isWord && nearest(text, table.columnNames) !== null) columnOf(table, text, place);
    throw error;
  }
  return false;
}

/**
 * A column of numbers, without a copy: do not write into it. NaN is a missing value. Booleans are 0 and 1.
 * @throws InputError when the table has no such column, with the nearest name it has; when the column holds
 *   text, with an example and its row; when it holds dates; or when it holds an infinite number.
 */
export function numbers(table: Table, name: string, { where, field }: Place): Float64Array {
  const column = columnOf(table, name, { where, field });
  if (column.kind === "text") {
    const { row, value } = findText(column);
    throw new InputError(
      `${where}: '${field}' needs numbers, but column '${name}' holds text, for example '${value}' in row ${row + 1}`,
    );
  }
  if (column.kind === "date") throw datesRefused(name, { where, field });
  const { values } = column;
  for (let row = 0; row < values.length; row++) {
    if (values[row]! - values[row]! !== 0 && !Number.isNaN(values[row])) {
      throw new InputError(
        `${where}: '${field}' needs finite numbers, but column '${name}' holds ${values[row]} in row ${row + 1}`,
      );
    }
  }
  return values;
}

export function datesRefused(name: string, { where, field }: Place): InputError {
  return new InputError(
    `${where}: '${field}' cannot use column '${name}', which holds dates; make a number of them first, for example days since the first`,
  );
}

/**
 * The first text that is no number, or else the first text: what tells a person why the column is text.
 * @param missing Rows to pass over (1).
 */
export function findText(
  { codes, levels }: TextColumn,
  missing: Uint8Array | null = null,
): { row: number; value: string } {
  const telling = levels.map((level) => !isNumberText(level));
  const find = (matches: (code: number) => boolean) =>
    codes.findIndex((code, row) => code >= 0 && !missing?.[row] && matches(code));
  let row = find((code) => telling[code]!);
  if (row < 0) row = find(() => true);
  return { row, value: (levels[codes[row]!] ?? "").slice(0, 40) };
}

/** Whether a text writes a number, one with zeros in front included. */
export function isNumberText(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}

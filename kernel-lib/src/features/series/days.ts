import { InputError } from "../../contract/index.js";
import { columnOf } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** Day number of a moment, counted from 1970-01-01 in UTC. */
export const dayOf = (moment: number): number => Math.floor(moment / DAY);

export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 1 to 4. */
export const quarterOf = (day: number): number => Math.floor(new Date(day * DAY).getUTCMonth() / 3) + 1;

/**
 * The day of every row.
 * @throws InputError when the column is not there, holds no dates, or misses one.
 */
export function daysOf(table: Table, column: string, where: string, field = "date"): Int32Array {
  const dates = columnOf(table, column, { where, field });
  if (dates.kind !== "date") {
    const kind = dates.kind === "text" ? "text" : "numbers";
    throw new InputError(
      `${where}: '${field}' needs dates, but column '${column}' holds ${kind}; write them as 2019-12-31, or read the column with types: { ${JSON.stringify(column)}: "date" }`,
    );
  }
  const row = dates.values.findIndex(Number.isNaN);
  if (row >= 0) {
    throw new InputError(
      `${where}: column '${column}' has no date in row ${row + 1}; drop the rows without one`,
    );
  }
  return Int32Array.from(dates.values, dayOf);
}

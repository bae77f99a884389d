import type { ColumnTable } from "arquero";
import { checkOptionNames, InputError } from "../../contract/index.js";
import { asTable, type TableLike } from "../../data/as-table.js";
import { numbers } from "../../data/design/numbers.js";
import { daysOf, isoDay } from "./days.js";
import { takeRows } from "./take-rows.js";

export interface LagOptions {
  /** Columns of numbers to look back in. */
  columns: readonly string[];
  /** Days to look back: one number, or several. Default 1, an autoregression of order one. */
  lags?: number | readonly number[];
  /** Column of dates, one row a day. Default `date`. */
  date?: string;
}

/**
 * Adds what columns were some days earlier: `count_lag1` is the count of the day before. Days are taken by their dates,
 * whatever the order of the rows; rows whose earlier day is not in the table are left out.
 *
 * @returns The table with the further columns, in the order of time.
 * @throws InputError when a column is missing or no numbers, a lag is not a whole number above 0, a date stands twice,
 *   or no row is left.
 * @example
 * const series = withLags(dailySeries(events, { date: "day" }), { columns: ["count"], lags: [1, 7] });
 */
export function withLags(days: TableLike, options: LagOptions): ColumnTable {
  const where = "withLags";
  checkOptionNames(options, { where, known: ["columns", "lags", "date"], needed: ["columns"] });
  const { columns, lags = 1, date = "date" } = options;
  const table = asTable(days, where);
  const back = typeof lags === "number" ? [lags] : lags;
  const wrong = back.find((lag) => !Number.isInteger(lag) || lag < 1);
  if (back.length === 0 || wrong !== undefined)
    throw new InputError(
      `${where}: 'lags' must be whole numbers of at least 1, got ${String(wrong ?? "none")}`,
    );
  const dayOfRow = daysOf(table, date, where);
  const rowOf = new Map<number, number>();
  dayOfRow.forEach((day, row) => {
    if (rowOf.has(day))
      throw new InputError(`${where}: ${isoDay(day)} stands in rows ${rowOf.get(day)! + 1} and ${row + 1}`);
    rowOf.set(day, row);
  });
  const kept = [...rowOf.keys()]
    .sort((a, b) => a - b)
    .filter((day) => back.every((lag) => rowOf.has(day - lag)));
  if (kept.length === 0)
    throw new InputError(`${where}: no day of the table has the days before it that 'lags' asks for`);

  const added = columns.flatMap((name) => {
    const values = numbers(table, name, { where, field: "columns" });
    return back.map((lag): [string, Float64Array] => [
      `${name}_lag${lag}`,
      Float64Array.from(kept, (day) => values[rowOf.get(day - lag)!]!),
    ]);
  });
  const taken = added.find(([name]) => table.columnNames.includes(name));
  if (taken) throw new InputError(`${where}: the table has a column '${taken[0]}' already`);
  const rows = kept.map((day) => rowOf.get(day)!);
  return takeRows(table, rows, added);
}

import type { ColumnTable } from "arquero";
import { checkOptionNames, InputError } from "../../contract/index.js";
import { asTable, type TableLike } from "../../data/as-table.js";
import { DAY, daysOf, isoDay } from "./days.js";
import { takeRows } from "./take-rows.js";

export interface TimeSplitOptions {
  /** First day of the test period, such as `2014-01-01`; or the share of the days before it, between 0 and 1. */
  at: string | Date | number;
  /** Column of dates. Default `date`. */
  date?: string;
}

/**
 * Splits a table in the order of time: what came before trains, what came after tests. Rows of one day stay together.
 * @throws InputError when `at` is no day or share, or leaves one of the two without rows.
 * @example
 * const { train, test } = splitByTime(series, { at: "2014-01-01" });
 */
export function splitByTime(
  like: TableLike,
  options: TimeSplitOptions,
): { train: ColumnTable; test: ColumnTable } {
  const where = "splitByTime";
  checkOptionNames(options, { where, known: ["at", "date"], needed: ["at"] });
  const { at, date = "date" } = options;
  const table = asTable(like, where);
  const dayOfRow = daysOf(table, date, where);
  const from = firstDay(at, dayOfRow, where);
  const part = (keep: (day: number) => boolean, name: string): ColumnTable => {
    const rows = Array.from(dayOfRow.keys()).filter((row) => keep(dayOfRow[row]!));
    if (rows.length === 0)
      throw new InputError(`${where}: 'at' is ${isoDay(from)}, which leaves no rows to ${name} with`);
    return takeRows(table, rows);
  };
  return { train: part((day) => day < from, "train"), test: part((day) => day >= from, "test") };
}

function firstDay(at: string | Date | number, days: Int32Array, where: string): number {
  if (typeof at === "number") {
    if (!(at > 0 && at < 1))
      throw new InputError(`${where}: 'at' must be a day, or a share between 0 and 1, got ${at}`);
    const distinct = [...new Set(days)].sort((a, b) => a - b);
    return distinct[Math.min(distinct.length - 1, Math.max(1, Math.round(at * distinct.length)))] ?? Infinity;
  }
  const moment = new Date(at).getTime();
  if (Number.isNaN(moment))
    throw new InputError(`${where}: 'at' is '${String(at)}', which is no day; write 2014-01-01`);
  return Math.floor(moment / DAY);
}

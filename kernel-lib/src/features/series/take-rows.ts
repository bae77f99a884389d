import { type ColumnTable, table as makeTable } from "arquero";
import { plainColumn } from "../../data/read/plain.js";
import type { Table } from "../../data/table.js";
import { takeRows as take } from "../../data/take-rows.js";

/** Some rows of a table, in the order given, as an Arquero table, with further columns of as many rows after its own. */
export function takeRows(
  table: Table,
  rows: readonly number[],
  further: readonly (readonly [string, Float64Array])[] = [],
): ColumnTable {
  const part = take(table, rows);
  const own = part.columnNames.map((name) => [name, plainColumn(part.column(name)!)] as const);
  const all = [...own, ...further] as unknown as [string, never][];
  return makeTable(
    all,
    all.map(([name]) => name),
  );
}

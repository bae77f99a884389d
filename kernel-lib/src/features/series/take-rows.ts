import { type ColumnTable, table as makeTable } from "arquero";
import { plainColumn } from "../../data/read/plain.js";
import type { Table } from "../../data/table.js";

/** Some rows of a table, in the order given, with further columns of as many rows after its own. */
export function takeRows(
  table: Table,
  rows: readonly number[],
  further: readonly (readonly [string, Float64Array])[] = [],
): ColumnTable {
  const own = table.columnNames.map((name) => {
    const values = plainColumn(table.column(name)!);
    const taken = rows.map((row) => values[row]);
    return [name, values instanceof Float64Array ? Float64Array.from(taken as number[]) : taken] as const;
  });
  const all = [...own, ...further] as unknown as [string, never][];
  return makeTable(
    all,
    all.map(([name]) => name),
  );
}

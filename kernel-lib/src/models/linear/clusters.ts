import { didYouMean, InputError } from "../../contract/index.js";
import type { Table } from "../../data/table.js";

/** Cluster of each row as a code, −1 where missing; any column will do. */
export function readClusters(table: Table, name: string, where: string): Int32Array {
  const column = table.column(name);
  if (!column) {
    throw new InputError(
      `${where}: 'cluster' names column '${name}', which the table does not have${didYouMean(name, table.columnNames)}`,
    );
  }
  if (column.kind === "text") return column.codes;
  const codes = new Map<number, number>();
  return Int32Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return -1;
    let code = codes.get(value);
    if (code === undefined) codes.set(value, (code = codes.size));
    return code;
  });
}

import type { Column, Table } from "./table.js";

/** Some rows of a table, in the order given, as a table of their own; a column is gathered when it is first read. */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  const taken = new Map<string, Column | undefined>();
  return {
    rows: rows.length,
    columnNames: table.columnNames,
    column(name) {
      if (!taken.has(name)) taken.set(name, gather(table.column(name), rows));
      return taken.get(name);
    },
  };
}

function gather(column: Column | undefined, rows: ArrayLike<number>): Column | undefined {
  if (!column) return undefined;
  if (column.kind === "text") {
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
    return { kind: "text", codes, levels: column.levels };
  }
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!]!;
  return { kind: column.kind, values };
}

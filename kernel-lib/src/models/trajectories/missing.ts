import { columnsOf } from "../../data/design/index.js";
import { columnOf } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";

export interface MissingColumns {
  /** 1 for rows where a column is missing. */
  rows: Uint8Array;
  /** Columns with missing values: how many, and the first row. */
  counts: Map<string, { count: number; first: number }>;
}

/** Which rows lack a value of some columns, or of the columns in some terms. */
export function missingColumns(
  table: Table,
  { columns, designs, field }: { columns: readonly string[]; designs: readonly string[]; field: string },
): MissingColumns {
  const where = "trajectories";
  const named = designs.flatMap((term) =>
    table.column(term) ? [term] : termColumns(term, table, { where, field }),
  );
  const rows = new Uint8Array(table.rows);
  const counts: MissingColumns["counts"] = new Map();
  for (const name of new Set([...columns, ...named])) {
    const column = columnOf(table, name, { where, field });
    let count = 0;
    let first = -1;
    for (let row = 0; row < table.rows; row++) {
      if (column.kind === "text" ? column.codes[row]! >= 0 : !Number.isNaN(column.values[row])) continue;
      rows[row] = 1;
      if (count++ === 0) first = row;
    }
    if (count > 0) counts.set(name, { count, first });
  }
  return { rows, counts };
}

/** Columns in a term such as `log(x)`; terms that are no expression, as `C(x)`, are left to the design. */
function termColumns(
  term: string,
  table: Table,
  { where, field }: { where: string; field: string },
): string[] {
  try {
    return columnsOf(term, { where, field, table });
  } catch {
    return table.columnNames.filter((name) => term.includes(name));
  }
}

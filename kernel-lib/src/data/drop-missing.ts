import { InputError, type ResultWarning } from "../contract/index.js";
import type { Table } from "./table.js";

/**
 * The rows that have a value in each of the columns, which the table must have.
 * @param names Names of the columns; one may come twice.
 * @returns Numbers of the rows, null when all are kept, and the warning that says how many were left out.
 * @throws InputError where values are missing and `missing` is "error", counting them by column; or where no row is left.
 */
export function dropMissing(
  table: Table,
  names: readonly string[],
  { missing, where }: { missing: "error" | "drop"; where: string },
): { kept: Int32Array | null; warnings: ResultWarning[] } {
  const refuse = (text: string) => new InputError(`${where}: ${text}`);
  const skip = new Uint8Array(table.rows);
  const counts = new Map<string, { count: number; first: number }>();
  for (const name of new Set(names)) {
    const column = table.column(name)!;
    for (let row = 0; row < table.rows; row++) {
      if (column.kind === "text" ? column.codes[row]! >= 0 : !Number.isNaN(column.values[row])) continue;
      skip[row] = 1;
      const found = counts.get(name);
      if (found) found.count++;
      else counts.set(name, { count: 1, first: row });
    }
  }
  if (counts.size === 0) return { kept: null, warnings: [] };
  const [[only, { count, first }]] = [...counts] as [[string, { count: number; first: number }]];
  const what =
    counts.size === 1
      ? `column '${only}' has ${count} missing value${count === 1 ? "" : "s"} (first in row ${first + 1})`
      : `columns ${[...counts].map(([name, each]) => `'${name}' (${each.count})`).join(", ")} have missing values`;
  if (missing === "error") throw refuse(`${what}; give missing: "drop" to leave those rows out`);
  const kept = Int32Array.from([...skip.keys()].filter((row) => !skip[row]));
  if (kept.length === 0) throw refuse("no row is without missing values");
  const message = `${table.rows - kept.length} of ${table.rows} rows were left out: ${what}.`;
  return { kept, warnings: [{ code: "missing-dropped", message }] };
}

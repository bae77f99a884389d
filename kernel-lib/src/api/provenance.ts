import { createHash } from "node:crypto";
import type { Provenance } from "../contract/index.js";
import type { Table } from "../data/table.js";
import { version } from "../version.js";

/** The same table, remembering which of its columns a model asked for. */
export function recorded(table: Table): Table & { readonly used: ReadonlySet<string> } {
  const used = new Set<string>();
  return {
    rows: table.rows,
    columnNames: table.columnNames,
    used,
    column(name) {
      const column = table.column(name);
      if (column) used.add(name);
      return column;
    },
  };
}

/** What provenance holds beside what the model knows of its own run. */
export function dataProvenance(
  table: Table & { readonly used: ReadonlySet<string> },
): Pick<Provenance, "versions" | "dataSha256"> {
  return {
    versions: { quetelet: version, node: process.versions.node },
    dataSha256: dataSha256(table, table.used),
  };
}

/**
 * SHA-256 over columns in the order of their names: name and kind, then the values as little-endian Float64, or
 * levels and codes of text. The same data give the same sum however they were read.
 */
export function dataSha256(table: Table, columns: Iterable<string>): string {
  const hash = createHash("sha256");
  for (const name of [...columns].sort()) {
    const column = table.column(name);
    if (!column) continue;
    hash.update(JSON.stringify([name, column.kind, table.rows]));
    if (column.kind === "text") hash.update(JSON.stringify(column.levels));
    const values = column.kind === "text" ? column.codes : column.values;
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest("hex");
}

import { fromArrow } from "arquero";
import { InputError } from "../../contract/index.js";
import { asTable } from "../as-table.js";
import { checkName } from "./csv.js";
import { plainColumn } from "./plain.js";
import type { PlainColumn } from "./type-fields.js";

const booleanTypeId = 6;

/** Reads an uncompressed Arrow IPC file or stream (Feather version 2) as typed columns by name. */
export function readArrow(
  bytes: Uint8Array,
  { columns }: { columns?: readonly string[] },
  label: string,
): Map<string, PlainColumn> {
  const arrow = open(bytes, label);
  if (arrow.numRows() === 0) throw new InputError(`readTable: ${label} has a header but no rows`);
  const known = arrow.columnNames();
  for (const name of columns ?? []) checkName(name, known, "columns", label);
  const table = asTable(arrow, "readTable");
  return new Map(
    (columns ?? known).map((name) => {
      const { type } = arrow.column(name) as { type?: { typeId?: number } };
      if (type?.typeId === booleanTypeId) return [name, arrow.array(name) as (boolean | null)[]];
      return [name, plainColumn(table.column(name)!)];
    }),
  );
}

function open(bytes: Uint8Array, label: string) {
  try {
    return fromArrow(bytes);
  } catch (error) {
    const { message } = error as Error;
    const hint = /codec/i.test(message) ? "; write it uncompressed, or as Parquet" : "";
    throw new InputError(`readTable: ${label} cannot be read as Arrow: ${message}${hint}`);
  }
}

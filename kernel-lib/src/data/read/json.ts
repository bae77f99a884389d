import { InputError } from "../../contract/index.js";
import { asTable } from "../as-table.js";
import { checkName } from "./csv.js";
import { plainColumn } from "./plain.js";
import type { PlainColumn } from "./type-fields.js";

/** Whether a file begins as a list of objects does; delimited text hardly ever has a header like that. */
export function looksLikeRecords(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\[\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}

/**
 * Reads JSON, a list with one object a row, as typed columns by name. A row that lacks a name has no value there.
 * Dates are text in JSON, and stay so.
 */
export function readJson(
  bytes: Uint8Array,
  { columns }: { columns?: readonly string[] },
  label: string,
): Map<string, PlainColumn> {
  const table = asTable(parse(bytes, label), `readTable: ${label}`);
  for (const name of columns ?? []) checkName(name, table.columnNames, "columns", label);
  return new Map((columns ?? table.columnNames).map((name) => [name, plainColumn(table.column(name)!)]));
}

function parse(bytes: Uint8Array, label: string): Record<string, unknown>[] {
  let rows: unknown;
  try {
    rows = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new InputError(`readTable: ${label} cannot be read as JSON: ${(error as Error).message}`);
  }
  const bad = (rows as unknown[]).findIndex((row) => typeof row !== "object" || row === null);
  if (bad >= 0) throw new InputError(`readTable: ${label} holds no object in place ${bad + 1} of its list`);
  return rows as Record<string, unknown>[];
}

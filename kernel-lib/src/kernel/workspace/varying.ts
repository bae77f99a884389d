import { didYouMean, InputError } from "../../contract/index.js";
import type { Breathe } from "./describe.js";
import type { RawTable } from "./raw-table.js";

const rowsATurn = 50_000;

/** Those of `columns` that have two values within a value of `id`; a missing one is no value. */
export async function varyingColumns(
  table: RawTable,
  { id, columns }: { id: string; columns: readonly string[] },
  breathe: Breathe,
): Promise<string[]> {
  for (const name of [id, ...columns]) {
    if (table.names.includes(name)) continue;
    throw new InputError(`the table has no column '${name}'${didYouMean(name, table.names)}`);
  }
  const idAt = table.reader(id);
  const numberOf = new Map<unknown, number>();
  const groups = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const key = comparable(idAt(row));
    let group = key === missing ? -1 : numberOf.get(key);
    if (group === undefined) numberOf.set(key, (group = numberOf.size));
    groups[row] = group;
    if (row % rowsATurn === 0) await breathe();
  }
  const found: string[] = [];
  for (const name of columns) {
    if (varies(table, name, groups, numberOf.size)) found.push(name);
    await breathe();
  }
  return found;
}

function varies(table: RawTable, name: string, groups: Int32Array, count: number): boolean {
  const at = table.reader(name);
  const first = new Array<unknown>(count).fill(missing);
  for (let row = 0; row < table.rows; row++) {
    const group = groups[row]!;
    if (group < 0) continue;
    const value = comparable(at(row));
    if (value === missing) continue;
    if (first[group] === missing) first[group] = value;
    else if (first[group] !== value) return true;
  }
  return false;
}

const missing = Symbol("missing");

/** Equal for equal values, dates included. */
function comparable(value: unknown): unknown {
  if (value === null || value === undefined || value !== value) return missing;
  if (!(value instanceof Date)) return value;
  const time = value.getTime();
  return Number.isNaN(time) ? missing : `@${time}`;
}

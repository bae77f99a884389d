import { type DecodedArray, parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { InputError } from "../../contract/index.js";
import { typeValues } from "../type-values.js";
import { checkName } from "./csv.js";
import { plainColumn } from "./plain.js";
import type { PlainColumn } from "./type-fields.js";

/** Reads a Parquet file, whatever its compression, as typed columns by name. */
export async function readParquet(
  bytes: Uint8Array,
  { columns }: { columns?: readonly string[] },
  label: string,
): Promise<Map<string, PlainColumn>> {
  const file = {
    byteLength: bytes.byteLength,
    slice: (start: number, end?: number) => bytes.slice(start, end).buffer as ArrayBuffer,
  };
  try {
    const metadata = await parquetMetadataAsync(file);
    const { children } = parquetSchema(metadata);
    const known = children.map(({ element }) => element.name);
    for (const name of columns ?? []) checkName(name, known, "columns", label);
    const names = columns ?? known;
    const rows = Number(metadata.num_rows);
    if (rows === 0) throw new InputError(`readTable: ${label} has a header but no rows`);
    const values = new Map(names.map((name) => [name, new Array<unknown>(rows)]));
    await parquetRead({
      file,
      metadata,
      columns: [...names],
      compressors,
      onChunk: ({ columnName, columnData, rowStart }) => copy(columnData, values.get(columnName)!, rowStart),
    });
    return new Map([...values].map(([name, column]) => [name, typed(column, name, label)]));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`readTable: ${label} cannot be read as Parquet: ${(error as Error).message}`);
  }
}

function copy(from: DecodedArray, to: unknown[], start: number): void {
  for (let index = 0; index < from.length; index++) to[start + index] = from[index];
}

function typed(values: unknown[], name: string, label: string): PlainColumn {
  if (values.every((value) => typeof value === "boolean" || value === null || value === undefined)) {
    return values.map((value) => (value ?? null) as boolean | null);
  }
  return plainColumn(typeValues(values.length, (row) => values[row], { where: `readTable: ${label}`, name }));
}

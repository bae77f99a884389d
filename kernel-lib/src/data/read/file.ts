import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { InputError, nearest } from "../../contract/index.js";
import { readArrow } from "./arrow.js";
import { type CsvOptions, defaultMissing, fieldsOf, readCsv } from "./csv.js";
import { looksLikeRecords, readJson } from "./json.js";
import { readParquet } from "./parquet.js";
import type { Fields } from "./scan-csv.js";
import { type PlainColumn, typeFields } from "./type-fields.js";

/** Reads a file as typed columns; what it is shows in its first bytes, not in its name. */
export async function readColumns(path: string, options: CsvOptions): Promise<Map<string, PlainColumn>> {
  const label = `'${basename(path)}'`;
  const bytes = await readBytes(path);
  const format = formatOf(bytes);
  if (format === "text") return readCsv(bytes, options, label);
  for (const option of ["types", "missing", "delimiter"] as const) {
    if (options[option] !== undefined) {
      throw new InputError(`readTable: '${option}' is for delimited text, and ${label} is not that`);
    }
  }
  return readTyped(bytes, format, options, label);
}

/** A file that has been read, but whose text is not typed before it must be. */
export interface OpenFile {
  /** Of delimited text; null of anything else. */
  fields: Fields | null;
  /** The columns by name, as `readColumns` reads them without options; the same object every time. */
  table(): Record<string, PlainColumn>;
}

export async function openFile(path: string): Promise<OpenFile> {
  const label = `'${basename(path)}'`;
  const bytes = await readBytes(path);
  const format = formatOf(bytes);
  if (format !== "text") {
    const table = Object.fromEntries(await readTyped(bytes, format, {}, label));
    return { fields: null, table: () => table };
  }
  const fields = fieldsOf(bytes, label);
  const options = { columns: fields.names, missing: defaultMissing, types: new Map(), label };
  let table: Record<string, PlainColumn> | null = null;
  return { fields, table: () => (table ??= Object.fromEntries(typeFields(fields, options))) };
}

async function readTyped(
  bytes: Uint8Array,
  format: "parquet" | "arrow" | "json",
  options: CsvOptions,
  label: string,
): Promise<Map<string, PlainColumn>> {
  switch (format) {
    case "json":
      return readJson(bytes, options, label);
    case "parquet":
      return readParquet(bytes, options, label);
    case "arrow":
      return readArrow(bytes, options, label);
  }
}

export function formatOf(bytes: Uint8Array): "parquet" | "arrow" | "json" | "text" {
  if (startsWith(bytes, "PAR1")) return "parquet";
  const isStream = bytes.length > 3 && bytes.subarray(0, 4).every((byte) => byte === 0xff);
  if (startsWith(bytes, "ARROW1") || isStream) return "arrow";
  return looksLikeRecords(bytes) ? "json" : "text";
}

function unzip(bytes: Uint8Array, label: string): Uint8Array {
  try {
    return Uint8Array.from(gunzipSync(bytes));
  } catch (error) {
    throw new InputError(`readTable: ${label} cannot be unzipped: ${(error as Error).message}`);
  }
}

/** The bytes of a file, unzipped where they are. */
export async function readBytes(path: string): Promise<Uint8Array> {
  const bytes = await readRaw(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? unzip(bytes, `'${basename(path)}'`) : bytes;
}

async function readRaw(path: string): Promise<Uint8Array> {
  try {
    const buffer = await readFile(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EISDIR") throw new InputError(`readTable: '${path}' is a folder`);
    if (code !== "ENOENT" && code !== "ENOTDIR") {
      throw new InputError(`readTable: cannot read '${path}': ${message}`);
    }
    throw await notFound(path);
  }
}

/** The sentence for a file that is not there: the folder looked in, and what in it has nearly that name. */
async function notFound(path: string): Promise<InputError> {
  const folder = dirname(resolve(path));
  const files = await readdir(folder).catch(() => null);
  if (files === null)
    return new InputError(`readTable: there is no folder '${folder}' to read '${basename(path)}' from`);
  const near = nearest(basename(path), files);
  const hint = near === null ? "" : ` (did you mean '${near}'?)`;
  return new InputError(`readTable: there is no file '${basename(path)}' in '${folder}'${hint}`);
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  return [...magic].every((sign, index) => bytes[index] === sign.charCodeAt(0));
}

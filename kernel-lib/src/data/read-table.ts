import { existsSync } from "node:fs";
import { extname } from "node:path";
import { type ColumnTable, table } from "arquero";
import { InputError, nearest } from "../contract/index.js";
import type { CsvOptions } from "./read/csv.js";
import { readColumns } from "./read/file.js";
import { datasetFile, datasetNames } from "./registry/registry.js";

/** How to read a table. `types`, `missing` and `delimiter` are for text files; the other formats know their own. */
export type ReadOptions = CsvOptions;

/**
 * Reads a table from a file: CSV, TSV and other delimited text, gzipped or not, Parquet, Arrow (Feather), or
 * JSON with one object a row.
 * Columns are typed: numbers are Float64Arrays with NaN for a missing value; text, booleans and dates (ISO 8601;
 * UTC when they name no zone) are arrays with null. Numbers that are really identifiers, such as the ZIP code
 * 02118 or whole numbers beyond 2^53, stay text.
 *
 * @param source Path of a file, or name of a registered data set (see `datasets`), which a file of that very name
 *   goes before.
 * @param options Columns, types, missing values and delimiter, where the defaults do not fit.
 * @returns An Arquero table: filter, derive, join and order it with Arquero's verbs.
 * @throws InputError when the file is not there, empty, ragged (with the line), not in UTF-8, or repeats a name.
 */
export async function readTable(source: string, options: ReadOptions = {}): Promise<ColumnTable> {
  if (typeof source !== "string" || source === "") {
    throw new InputError("readTable: the source must be the path of a file or the name of a data set");
  }
  return await tableIn(await fileOf(source), options);
}

/**
 * Reads a registered data set (see `datasets`), whatever files there are of its name.
 *
 * @param name Name of the data set.
 * @param options Columns, types, missing values and delimiter, where the defaults do not fit.
 * @returns An Arquero table, as `readTable` gives it.
 * @throws InputError when there is no data set of that name, or it cannot be had, with what to do about it.
 */
export async function readDataset(name: string, options: ReadOptions = {}): Promise<ColumnTable> {
  return await tableIn(await datasetFile(name), options);
}

async function tableIn(file: string, options: ReadOptions): Promise<ColumnTable> {
  const columns = await readColumns(file, options);
  // Arquero keeps columns in an object, where this name has a meaning of its own.
  if (columns.has("__proto__"))
    throw new InputError("readTable: a column cannot be named '__proto__'; rename it");
  return table([...columns], [...columns.keys()]);
}

async function fileOf(source: string): Promise<string> {
  if (existsSync(source)) return source;
  const names = datasetNames();
  if (names.includes(source)) return await datasetFile(source);
  // A bare word may be a data set misspelt, or one asked for by the name of its file.
  const word = source.slice(0, source.length - extname(source).length).replaceAll("_", "-");
  const near = /[/\\]/.test(source) ? null : nearest(word, names);
  if (near !== null && (near === word || extname(source) === "")) {
    throw new InputError(
      `readTable: there is no file '${source}' in '${process.cwd()}' (did you mean the data set '${near}'?)`,
    );
  }
  return source;
}

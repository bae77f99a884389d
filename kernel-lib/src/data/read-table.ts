import { type ColumnTable, table } from "arquero";
import { type CsvOptions } from "./read/csv.js";
import { readColumns } from "./read/file.js";

/** How to read a table. `types`, `missing` and `delimiter` are for text files; the other formats know their own. */
export type ReadOptions = CsvOptions;

/**
 * Reads a table from a file: CSV, TSV and other delimited text, gzipped or not, Parquet, or Arrow (Feather).
 * Columns are typed: numbers are Float64Arrays with NaN for a missing value; text, booleans and dates (ISO 8601;
 * UTC when they name no zone) are arrays with null. Numbers that are really identifiers, such as the ZIP code
 * 02118 or whole numbers beyond 2^53, stay text.
 *
 * @param source Path of a file, or name of a registered data set (see `datasets`).
 * @param options Columns, types, missing values and delimiter, where the defaults do not fit.
 * @returns An Arquero table: filter, derive, join and order it with Arquero's verbs.
 * @throws InputError when the file is not there, empty, ragged (with the line), not in UTF-8, or repeats a name.
 */
export async function readTable(source: string, options: ReadOptions = {}): Promise<ColumnTable> {
  const columns = await readColumns(source, options);
  return table([...columns], [...columns.keys()]);
}

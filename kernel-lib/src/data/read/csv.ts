import { isUtf8 } from "node:buffer";
import { didYouMean, InputError } from "../../contract/index.js";
import { type Fields, guessDelimiter, scanCsv } from "./scan-csv.js";
import type { FieldType } from "./text-reader.js";
import { type PlainColumn, typeFields } from "./type-fields.js";

export interface CsvOptions {
  /** Columns to read, in this order. Default all. */
  columns?: readonly string[];
  /** Types by column, where they should not be found out: `{ zip: "text" }`. */
  types?: Readonly<Record<string, FieldType>>;
  /** Texts that stand for a missing value. Default empty, `NA`, `NaN`, `nan`, `null` and `NULL`. */
  missing?: readonly string[];
  /** Sign between fields: one character. Default the one of comma, tab, semicolon and bar that the header has most. */
  delimiter?: string;
}

export const defaultMissing: ReadonlySet<string> = new Set(["", "NA", "NaN", "nan", "null", "NULL"]);

/** Reads delimited text, in UTF-8 with or without a byte order mark, as typed columns by name. */
export function readCsv(
  bytes: Uint8Array,
  { columns, types = {}, missing, delimiter }: CsvOptions,
  label: string,
): Map<string, PlainColumn> {
  if (delimiter !== undefined && !/^[^"\r\n\u0080-\uffff]$/.test(delimiter)) {
    throw new InputError(
      `readTable: 'delimiter' must be one character such as ',' or ';', got '${delimiter}'`,
    );
  }
  const fields = fieldsOf(bytes, label, delimiter);
  for (const [option, names] of [
    ["columns", columns ?? []],
    ["types", Object.keys(types)],
  ] as const) {
    for (const name of names) checkName(name, fields.names, option, label);
  }
  return typeFields(fields, {
    columns: columns ?? fields.names,
    missing: missing ? new Set(missing) : defaultMissing,
    types: new Map(Object.entries(types)),
    label,
  });
}

/** The fields of delimited text, by default with the delimiter that it looks to have. */
export function fieldsOf(bytes: Uint8Array, label: string, delimiter = guessDelimiter(bytes)): Fields {
  if (!isUtf8(bytes)) throw new InputError(`readTable: ${label} is not text in UTF-8; save it as CSV UTF-8`);
  return scanCsv(bytes, { delimiter, label });
}

/** Refuses a column that the file does not have. */
export function checkName(name: string, known: readonly string[], option: string, label: string): void {
  if (known.includes(name)) return;
  throw new InputError(
    `readTable: '${option}' names column '${name}', which ${label} does not have${didYouMean(name, known)}`,
  );
}

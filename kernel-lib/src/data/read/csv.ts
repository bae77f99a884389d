import { isUtf8 } from "node:buffer";
import { didYouMean, InputError } from "../../contract/index.js";
import { guessDelimiter, scanCsv } from "./scan-csv.js";
import { type FieldType, type PlainColumn, typeFields } from "./type-fields.js";

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

const defaultMissing = ["", "NA", "NaN", "nan", "null", "NULL"];

/** Reads delimited text, in UTF-8 with or without a byte order mark, as typed columns by name. */
export function readCsv(
  bytes: Uint8Array,
  { columns, types = {}, missing = defaultMissing, delimiter }: CsvOptions,
  label: string,
): Map<string, PlainColumn> {
  if (!isUtf8(bytes)) throw new InputError(`readTable: ${label} is not text in UTF-8; save it as CSV UTF-8`);
  if (delimiter !== undefined && !/^[^"\r\n\u0080-\uffff]$/.test(delimiter)) {
    throw new InputError(
      `readTable: 'delimiter' must be one character such as ',' or ';', got '${delimiter}'`,
    );
  }
  const fields = scanCsv(bytes, { delimiter: delimiter ?? guessDelimiter(bytes), label });
  for (const [option, names] of [
    ["columns", columns ?? []],
    ["types", Object.keys(types)],
  ] as const) {
    for (const name of names) checkName(name, fields.names, option, label);
  }
  return typeFields(fields, {
    columns: columns ?? fields.names,
    missing: new Set(missing),
    types: new Map(Object.entries(types)),
    label,
  });
}

/** Refuses a column that the file does not have. */
export function checkName(name: string, known: readonly string[], option: string, label: string): void {
  if (known.includes(name)) return;
  throw new InputError(
    `readTable: '${option}' names column '${name}', which ${label} does not have${didYouMean(name, known)}`,
  );
}

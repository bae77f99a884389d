import type { JsonObject } from "quetelet/contract";
import { MISSING, plainNumber } from "../ui/format";
import { isNumber } from "../ui/is-number";

/** The field that holds a number's text. */
export const printedName = (field: string): string => `${field} (printed)`;

/**
 * Rows with the text of their numbers beside them, for tooltips: the patterns of d3 cut the digits of whole numbers, or
 * write out the smallest, where a table does not.
 */
export function printed(rows: readonly JsonObject[], ...fields: string[]): JsonObject[] {
  const text = (value: JsonObject[string] | undefined) => (isNumber(value) ? plainNumber(value) : MISSING);
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(fields.map((field) => [printedName(field), text(row[field])])),
  }));
}

import type { ResultDocument } from "quetelet/contract";

/** A line of code that explains the prediction of a row, which the library counts from 0. */
export function explainCode({ tables }: ResultDocument, row: number): string {
  const at = row - 1;
  return tables.explained?.columns.some(({ name }) => name === "fitted")
    ? `explainOutcome(fit, table, ${at})`
    : `fit.predict(table.slice(${at}, ${at + 1}))`;
}

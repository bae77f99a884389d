import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import type { ResultDocument } from "../../../../kernel-lib/src/contract/index.js";
import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import {
  estimateGlm,
  estimateOls,
  type LinearDetails,
} from "../../../../kernel-lib/src/models/linear/index.js";

type Options = Parameters<typeof estimateGlm>[1];
interface Fitted {
  document: ResultDocument;
  details: LinearDetails;
}

export async function glm(data: TableLike, options: Options): Promise<Fitted> {
  return await startRun("glm", (run) => estimateGlm(asTable(data, "glm"), options, run));
}

export async function ols(data: TableLike, options: Omit<Options, "family">): Promise<Fitted> {
  return await startRun("ols", (run) => estimateOls(asTable(data, "ols"), options, run));
}

/** Column of the coefficient table by term. */
export function byTerm({ document }: Fitted, column: string): Record<string, number | null> {
  return Object.fromEntries(
    document.tables.coefficients!.rows.map((row) => [String(row.term), row[column] as number | null]),
  );
}

export const codes = ({ document }: Fitted): string[] => document.warnings.map(({ code }) => code);

// Result documents as the walkthroughs have them in their outputs.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ResultDocument } from "../../kernel-lib/src/contract/index.js";

export const resultMimeType = "application/vnd.quetelet.result+json";

/** The results among the saved outputs of a notebook. */
export function resultsOf(notebook: string): ResultDocument[] {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8"));
  return cells.flatMap((cell: { outputs?: { data?: Record<string, unknown> }[] }) =>
    (cell.outputs ?? []).flatMap(({ data }) => {
      const result = data?.[resultMimeType];
      return result === undefined ? [] : [result as ResultDocument];
    }),
  );
}

/** A notebook that shows results as outputs of its cells, one a cell, as if it had been run. */
export function writeNotebookOf(file: string, results: readonly ResultDocument[]): void {
  writeNotebookOfOutputs(
    file,
    results.map((result) => ({ [resultMimeType]: result, "text/plain": result.model })),
  );
}

/** The same of any outputs, each the MIME bundle of a cell. */
export function writeNotebookOfOutputs(file: string, bundles: readonly Record<string, unknown>[]): void {
  const cells = bundles.map((data, i) => ({
    cell_type: "code",
    id: `fit-${i + 1}`,
    metadata: {},
    execution_count: i + 1,
    outputs: [
      {
        output_type: "execute_result",
        execution_count: i + 1,
        metadata: {},
        data,
      },
    ],
    source: `fit${i + 1}`,
  }));
  const kernelspec = { name: "quetelet", display_name: "TypeScript (Quetelet)", language: "typescript" };
  writeFileSync(file, JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
}

export function writeResult(folder: string, name: string, result: ResultDocument): void {
  writeFileSync(join(folder, `${name}.quetelet.json`), JSON.stringify(result));
}

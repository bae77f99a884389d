import type { CodeCell } from "@jupyterlab/cells";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Contents } from "@jupyterlab/services";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { RESULT_MIME_TYPE } from "quetelet/contract";
import { isRecord } from "../ui/is-record";

/** Where a result is: it is read from there again after a reload, so that nothing large is kept. */
export type Source =
  | { kind: "file"; path: string }
  /** The `at`-th result among the outputs of a cell. */
  | { kind: "output"; notebook: string; cell: string; at: number };

export const sourceKey = (source: Source): string => JSON.stringify(source);

/** What was kept as JSON, or null where it is no source. */
export function readSource(value: unknown): Source | null {
  if (!isRecord(value)) return null;
  const { kind, path, notebook, cell, at } = value;
  if (kind === "file" && typeof path === "string") return { kind, path };
  return kind === "output" &&
    typeof notebook === "string" &&
    typeof cell === "string" &&
    typeof at === "number"
    ? { kind, notebook, cell, at }
    : null;
}

export const writeSource = (source: Source): ReadonlyPartialJSONObject => ({ ...source });

/** The results among the outputs of each code cell of an open notebook, in order. */
export function resultsIn(
  panel: NotebookPanel,
): { source: Source; number: number; data: unknown; node: HTMLElement }[] {
  return panel.content.widgets.flatMap((cell, index) => {
    if (cell.model.type !== "code") return [];
    const { outputs } = (cell as CodeCell).model;
    return Array.from({ length: outputs.length }, (_, i) => outputs.get(i).data[RESULT_MIME_TYPE])
      .filter((data) => data !== undefined)
      .map((data, at) => ({
        source: { kind: "output", notebook: panel.context.path, cell: cell.model.id, at } as const,
        number: index + 1,
        data,
        node: cell.node,
      }));
  });
}

/** The result document at a source; null where it is gone. Reads an open notebook as it is, and a closed one's file. */
export async function readSourceData(
  source: Source,
  { contents, panels }: { contents: Contents.IManager; panels: readonly NotebookPanel[] },
): Promise<unknown> {
  if (source.kind === "file") {
    return (await contents.get(source.path, { type: "file", format: "text", content: true })).content;
  }
  const panel = panels.find(({ context }) => context.path === source.notebook);
  if (panel) {
    await panel.context.ready;
    return resultsIn(panel).find((each) => sourceKey(each.source) === sourceKey(source))?.data ?? null;
  }
  const model = await contents.get(source.notebook, { type: "notebook", content: true });
  return resultInNotebook(model.content, source);
}

/** The same in a notebook as it is saved. */
export function resultInNotebook(notebook: unknown, { cell, at }: { cell: string; at: number }): unknown {
  const cells = isRecord(notebook) && Array.isArray(notebook.cells) ? notebook.cells : [];
  const found: unknown = cells.find((each) => isRecord(each) && each.id === cell);
  const outputs = isRecord(found) && Array.isArray(found.outputs) ? found.outputs : [];
  const results = outputs.flatMap((output): unknown[] => {
    const data = isRecord(output) && isRecord(output.data) ? output.data[RESULT_MIME_TYPE] : undefined;
    return data === undefined ? [] : [data];
  });
  return results[at] ?? null;
}

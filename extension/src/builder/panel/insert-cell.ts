import { type Notebook, NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";

/** A cell as a notebook shows it. */
export type ShownCell = Notebook["widgets"][number];

/** Puts code below the active cell, or into that cell where it is an empty code cell, and shows it. */
export async function insertCell({ content }: NotebookPanel, code: string): Promise<ShownCell> {
  if (!content.model) throw new Error("The notebook is still loading.");
  if (content.model.readOnly) throw new Error("The notebook cannot be changed.");
  const { activeCell } = content;
  const isEmpty = activeCell?.model.type === "code" && activeCell.model.sharedModel.getSource().trim() === "";
  if (!isEmpty) NotebookActions.insertBelow(content);
  content.deselectAll();
  if (content.activeCell?.model.type !== "code") NotebookActions.changeCellType(content, "code");
  const cell = content.activeCell!;
  cell.model.sharedModel.setSource(code);
  await show(content);
  return cell;
}

/** Runs a cell, which need not be the active one. Gives whether it ran without an error, which the notebook shows. */
export function runCell({ content, sessionContext }: NotebookPanel, cell: ShownCell): Promise<boolean> {
  return NotebookActions.runCells(content, [cell], sessionContext);
}

async function show(content: Notebook): Promise<void> {
  // A notebook that draws only what is in sight has to come there first.
  await content.scrollToItem(content.activeCellIndex, "smart").catch(() => {});
}

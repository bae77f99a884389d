import { type Notebook, NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";

/** Puts code below the active cell, or into that cell where it is an empty code cell, and shows it. */
export async function insertCell({ content }: NotebookPanel, code: string): Promise<void> {
  if (!content.model) throw new Error("The notebook is still loading.");
  if (content.model.readOnly) throw new Error("The notebook cannot be changed.");
  const { activeCell } = content;
  const isEmpty = activeCell?.model.type === "code" && activeCell.model.sharedModel.getSource().trim() === "";
  if (!isEmpty) NotebookActions.insertBelow(content);
  content.deselectAll();
  if (content.activeCell?.model.type !== "code") NotebookActions.changeCellType(content, "code");
  content.activeCell!.model.sharedModel.setSource(code);
  await show(content);
}

/** Runs the active cell. Gives false when it cannot begin; the outcome is for the notebook to show. */
export function runActiveCell({ content, context, sessionContext }: NotebookPanel): void {
  const cell = content.activeCell;
  if (!cell) return;
  void NotebookActions.runCells(content, [cell], sessionContext ?? context.sessionContext).then(() => {});
}

async function show(content: Notebook): Promise<void> {
  // A notebook that draws only what is in sight has to come there first.
  await content.scrollToItem(content.activeCellIndex, "smart").catch(() => {});
}

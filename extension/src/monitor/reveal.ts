import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { INotebookTracker } from "@jupyterlab/notebook";
import type { CommandRegistry } from "@lumino/commands";
import type { TrackedRun } from "./tracked-run";

interface RevealOptions {
  notebooks: INotebookTracker;
  commands: CommandRegistry;
  shell: JupyterFrontEnd.IShell;
}

/** Goes to the notebook that a run was started from, and there to its output. */
export async function revealRun(
  { notebook, report }: TrackedRun,
  { notebooks, commands, shell }: RevealOptions,
): Promise<void> {
  if (notebook === null) return;
  const panel = notebooks.find(({ context }) => context.path === notebook);
  if (!panel) {
    await commands.execute("docmanager:open", { path: notebook });
    return;
  }
  shell.activateById(panel.id);
  const hasRun = (node: Element) => node.querySelector(`[data-qt-run="${CSS.escape(report.id)}"]`) !== null;
  const index = panel.content.widgets.findIndex((cell) => hasRun(cell.node));
  if (index >= 0) {
    panel.content.activeCellIndex = index;
    await panel.content.scrollToItem(index, "smart");
  }
}

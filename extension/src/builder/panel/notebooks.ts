import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Trans } from "../../ui/translation";

/** Name of the kernelspec TypeScript (Quetelet). */
export const kernelName = "quetelet";

/** Makes and opens notebooks for builders. */
export interface NotebookMaker {
  create(folder: string): Promise<NotebookPanel>;
  open(path: string): Promise<NotebookPanel>;
}

export function notebookMaker(
  { commands, serviceManager: { kernelspecs } }: JupyterFrontEnd,
  trans: Trans,
): NotebookMaker {
  const ready = async (panel: NotebookPanel | undefined): Promise<NotebookPanel> => {
    if (!panel) throw new Error(trans.__("The notebook could not be opened."));
    await panel.revealed;
    return panel;
  };
  return {
    async create(folder) {
      await kernelspecs.ready;
      if (!kernelspecs.specs?.kernelspecs[kernelName]) {
        throw new Error(
          trans.__(
            "The kernel TypeScript (Quetelet) is not installed; ‘quetelet kernel install’ installs it.",
          ),
        );
      }
      const made: unknown = await commands.execute("notebook:create-new", { cwd: folder, kernelName });
      return ready(made as NotebookPanel | undefined);
    },
    async open(path) {
      const opened: unknown = await commands.execute("docmanager:open", { path, factory: "Notebook" });
      return ready(opened as NotebookPanel | undefined);
    },
  };
}

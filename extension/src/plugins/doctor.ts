import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { INotebookTracker } from "@jupyterlab/notebook";
import { IStatusBar } from "@jupyterlab/statusbar";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { StatusItem } from "../doctor/status-item";
import { IRuns, IWorkspaces } from "../tokens";
import { commandIds } from "./command-ids";

/** What trains the models here, in the status bar and on demand. */
export const doctor: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:doctor",
  description: "Shows which engine trains Quetelet models, and which would work here.",
  autoStart: true,
  requires: [IWorkspaces],
  optional: [INotebookTracker, IStatusBar, IRuns, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    workspaces: IWorkspaces,
    notebooks: INotebookTracker | null,
    statusBar: IStatusBar | null,
    runs: IRuns | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ) => {
    const { commands } = app;
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    commands.addCommand(commandIds.doctor, {
      label: trans.__("Check the Engines"),
      caption: trans.__("Try which engines and backends of Quetelet work on this machine"),
      describedBy: { args: { type: "object", properties: {} } },
      execute: async () => {
        const { showDoctor } = await import("../doctor/show-doctor");
        const panel = notebooks?.currentWidget ?? null;
        await showDoctor(panel && workspaces.of(panel), trans);
      },
    });
    palette?.addItem({ command: commandIds.doctor, category: trans.__("Quetelet") });
    statusBar?.registerStatusItem("jupyterlab-quetelet:status", {
      item: new StatusItem({ runs, trans, check: () => void commands.execute(commandIds.doctor) }),
      align: "left",
      rank: 60,
    });
  },
};

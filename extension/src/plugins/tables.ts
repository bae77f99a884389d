import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { commandIds } from "./command-ids";

/** What can be done with a result from JupyterLab's menus. */
export const tables: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:commands",
  description: "Commands on the tables of Quetelet results.",
  autoStart: true,
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, translator: ITranslator | null) => {
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    // The table's own button knows how it is sorted and says when it is done.
    const copyButton = () =>
      app
        .contextMenuHitTest((node) => node.classList.contains("qt-Table"))
        ?.querySelector<HTMLButtonElement>("[data-qt-action='copy-table']");
    app.commands.addCommand(commandIds.copyTable, {
      label: trans.__("Copy Table"),
      caption: trans.__("Copy this table of a result as tab-separated values"),
      describedBy: { args: { type: "object", properties: {} } },
      execute: () => copyButton()?.click(),
    });
    app.contextMenu.addItem({ command: commandIds.copyTable, selector: ".qt-Table", rank: 1 });
  },
};

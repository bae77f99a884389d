import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IThemeManager } from "@jupyterlab/apputils";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { comparePlugin } from "./compare/plugin";
import { monitorPlugin, runsPlugin } from "./monitor/plugin";
import { themeChange } from "./theme";

export const commandIds = { copyTable: "quetelet:copy-table" };

/** Tells charts when the theme changes. */
const theme: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:theme",
  description: "Redraws the charts of Quetelet results when the theme changes.",
  autoStart: true,
  optional: [IThemeManager],
  activate: (_app: JupyterFrontEnd, themes: IThemeManager | null) => {
    themes?.themeChanged.connect(() => themeChange.emit());
  },
};

/** What can be done with a result from JupyterLab's menus. */
const commands: JupyterFrontEndPlugin<void> = {
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

export default [theme, commands, comparePlugin, runsPlugin, monitorPlugin];

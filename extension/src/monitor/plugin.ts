// Small, and needed from the start to hear the first run; what draws is loaded with the first view.
/* eslint-disable jupyter/prefer-lazy-imports */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { INotebookTracker } from "@jupyterlab/notebook";
import { IStateDB } from "@jupyterlab/statedb";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { IRuns } from "../tokens";
import { Announcer } from "./announcer";
import { Appearance } from "./appearance";
import { followNotebook } from "./follow-notebook";
import { MonitorPanel } from "./panel";
import { revealRun } from "./reveal";
import { runs } from "./runs";

export const monitorCommands = { show: "quetelet:show-monitor" };

const load = (translator: ITranslator | null) => (translator ?? nullTranslator).load("jupyterlab_quetelet");

/** Hears of the runs in the kernels of notebooks. */
export const runsPlugin: JupyterFrontEndPlugin<IRuns> = {
  id: "jupyterlab-quetelet:runs",
  description: "Follows the trainings under way in the kernels of open notebooks.",
  autoStart: true,
  provides: IRuns,
  optional: [INotebookTracker, ITranslator],
  activate: (_app: JupyterFrontEnd, notebooks: INotebookTracker | null, translator: ITranslator | null) => {
    const trans = load(translator);
    notebooks?.forEach((panel) => followNotebook(panel, { runs, trans }));
    notebooks?.widgetAdded.connect((_, panel) => followNotebook(panel, { runs, trans }));
    return runs;
  },
};

/** Shows the runs in the side bar. */
export const monitorPlugin: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:monitor",
  description: "Shows the trainings of open notebooks in the right side bar as they go on.",
  autoStart: true,
  requires: [IRuns, INotebookTracker],
  optional: [ITranslator, ICommandPalette, ILayoutRestorer, IStateDB],
  activate: (
    app: JupyterFrontEnd,
    _runs: IRuns,
    notebooks: INotebookTracker,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    state: IStateDB | null,
  ) => {
    const { commands, shell } = app;
    const trans = load(translator);
    const appearance = new Appearance({ shell, panel: MonitorPanel.panelId, runs, state });
    const panel = new MonitorPanel({
      trans,
      runs,
      reveal: (run) => void revealRun(run, { notebooks, commands, shell }),
      onToggle: (isShown) => appearance.toggled(isShown),
    });
    shell.add(panel, "right", { rank: 850, type: "Training Monitor" });
    restorer?.add(panel, panel.id);
    document.body.append(new Announcer(runs, trans).node);

    commands.addCommand(monitorCommands.show, {
      label: trans.__("Show Training Monitor"),
      caption: trans.__("Show the models that train, and those that have, in the right side bar"),
      describedBy: { args: { type: "object", properties: {} } },
      execute: () => {
        shell.activateById(panel.id);
        panel.node.focus();
      },
    });
    palette?.addItem({ command: monitorCommands.show, category: trans.__("Quetelet") });
  },
};

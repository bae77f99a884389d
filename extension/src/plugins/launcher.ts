import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ILauncher } from "@jupyterlab/launcher";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { modelsInOrder } from "../builder/models";
import { commandIds } from "./command-ids";

/** Cards of the launcher. */
export const launcher: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:launcher",
  description: "Adds a card for each Quetelet model to the launcher.",
  autoStart: true,
  optional: [ILauncher, ITranslator], // Notebook 7 has no launcher
  activate: (_app: JupyterFrontEnd, launcher: ILauncher | null, translator: ITranslator | null) => {
    if (!launcher) return;
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    for (const [rank, model] of modelsInOrder.entries()) {
      launcher.add({
        command: commandIds.openBuilder,
        args: { model, isLauncher: true },
        category: trans.__("Quetelet"),
        categoryRank: 4,
        rank,
      });
    }
  },
};

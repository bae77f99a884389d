import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ILauncher } from "@jupyterlab/launcher";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { modelsInOrder } from "../builder/models";
import { IModelBuilder } from "../tokens";
import { commandIds } from "./command-ids";

/** Cards of the launcher. */
export const launcher: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:launcher",
  description: "Adds a card for each Quetelet model to the launcher.",
  autoStart: true,
  requires: [ILauncher, IModelBuilder],
  optional: [ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    launcher: ILauncher,
    _builder: IModelBuilder,
    translator: ITranslator | null,
  ) => {
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

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { Notification } from "@jupyterlab/apputils";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import type { Config } from "quetelet/contract";
import { builderRequests, shownResults, type ConfigRequest } from "../builder-requests";
import { IModelBuilder } from "../tokens";
import { commandIds } from "./command-ids";

/** Leads from a result back to the form. */
export const editInBuilder: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:edit-in-builder",
  description: "Opens the config of a Quetelet result in the model builder.",
  autoStart: true,
  requires: [IModelBuilder, INotebookTracker],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    builder: IModelBuilder,
    notebooks: INotebookTracker,
    translator: ITranslator | null,
  ) => {
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    const open = async ({ config, node }: ConfigRequest) => {
      const notebook = notebooks.find((panel) => panel.node.contains(node));
      try {
        await builder.open({ config: config as Partial<Config>, ...(notebook ? { notebook } : {}) });
      } catch (error) {
        Notification.error((error as Error).message);
      }
    };
    builderRequests.available = true;
    builderRequests.requested.connect((_, request) => void open(request));

    app.commands.addCommand(commandIds.editInBuilder, {
      label: trans.__("Edit in Builder"),
      caption: trans.__("Open the options of this fit in the model builder"),
      describedBy: { args: { type: "object", properties: {} } },
      execute: async () => {
        const node = app.contextMenuHitTest((node) => shownResults.has(node));
        if (!node) return;
        const { readResult } = await import("../viewer/read-result");
        const read = readResult(shownResults.get(node));
        if (read.ok) await open({ config: read.result.config, node });
      },
    });
  },
};

import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { WidgetTracker } from "@jupyterlab/apputils";
import type { DocumentWidget } from "@jupyterlab/docregistry";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { LabIcon } from "@jupyterlab/ui-components";
// eslint-disable-next-line jupyter/prefer-lazy-imports -- the renderer of results has loaded it already
import { CONFIG_FILE_EXTENSION } from "quetelet/contract";
import { configIcon } from "../icons";
import { IWorkspaces } from "../tokens";
import { ConfigFactory } from "./config-factory";

const fileType = "quetelet-config";
const factoryName = "Quetelet Config";

/** Opens saved configs in the builder's form. */
export const configDocuments: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:config-documents",
  description: "Opens Quetelet configs in the form they were built in.",
  autoStart: true,
  requires: [IWorkspaces],
  optional: [INotebookTracker, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    workspaces: IWorkspaces,
    notebooks: INotebookTracker | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null,
  ) => {
    if (!notebooks) return;
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    const icon = new LabIcon(configIcon);
    app.docRegistry.addFileType({
      name: fileType,
      displayName: trans.__("Quetelet Config"),
      extensions: [CONFIG_FILE_EXTENSION],
      mimeTypes: ["application/json"],
      fileFormat: "text",
      icon,
    });
    const tracker = new WidgetTracker<DocumentWidget>({ namespace: "quetelet-config" });
    const factory = new ConfigFactory({
      name: factoryName,
      label: trans.__("Quetelet Config"),
      modelName: "text",
      fileTypes: [fileType],
      defaultFor: [fileType],
      icon,
      form: { app, notebooks, workspaces, trans },
    });
    factory.widgetCreated.connect((_, widget) => {
      void tracker.add(widget);
      widget.context.pathChanged.connect(() => void tracker.save(widget));
    });
    app.docRegistry.addWidgetFactory(factory);
    if (restorer) {
      void restorer.restore(tracker, {
        command: "docmanager:open",
        name: ({ context }) => context.path,
        args: ({ context }) => ({ path: context.path, factory: factoryName }),
      });
    }
  },
};

import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { WidgetTracker } from "@jupyterlab/apputils";
import type { DocumentWidget } from "@jupyterlab/docregistry";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { Token } from "@lumino/coreutils";
// eslint-disable-next-line jupyter/prefer-lazy-imports -- the renderer of results has loaded it already
import { CONFIG_FILE_EXTENSION } from "quetelet/contract";
import { IWorkspaces } from "../tokens";
// eslint-disable-next-line jupyter/prefer-lazy-imports -- small, and what it says without a form must need no loading
import { ConfigFactory } from "./config-factory";

const fileType = "quetelet-config";
const factoryName = "Quetelet Config";

const IConfigFactory = new Token<ConfigFactory>("jupyterlab-quetelet:IConfigFactory");

/**
 * Tells JupyterLab of saved configs. It waits for nothing that comes late: a file type that is added while JupyterLab
 * reads its settings of documents makes it fail at them, as it did on the page of files of Notebook 7.
 */
export const configFiles: JupyterFrontEndPlugin<ConfigFactory> = {
  id: "jupyterlab-quetelet:config-files",
  description: "Makes the files of Quetelet configs known.",
  autoStart: true,
  provides: IConfigFactory,
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, translator: ITranslator | null): ConfigFactory => {
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    const options = {
      name: factoryName,
      label: trans.__("Quetelet Config"),
      modelName: "text",
      fileTypes: [fileType],
      defaultFor: [fileType],
    };
    const factory = new ConfigFactory(options, (path) => ({
      trans,
      openText: () => void app.commands.execute("docmanager:open", { path, factory: "Editor" }),
    }));
    // By then `configDocuments` was activated, if what it requires is there.
    void app.started.then(() => factory.giveUp());
    app.docRegistry.addFileType({
      name: fileType,
      displayName: trans.__("Quetelet Config"),
      extensions: [CONFIG_FILE_EXTENSION],
      mimeTypes: ["application/json"],
      fileFormat: "text",
      icon: factory.icon,
    });
    app.docRegistry.addWidgetFactory(factory);
    return factory;
  },
};

/** Opens saved configs in the builder's form. */
export const configDocuments: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-quetelet:config-documents",
  description: "Opens Quetelet configs in the form they were built in.",
  autoStart: true,
  requires: [IConfigFactory, IWorkspaces, INotebookTracker],
  optional: [ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    factory: ConfigFactory,
    workspaces: IWorkspaces,
    notebooks: INotebookTracker,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null,
  ) => {
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    const tracker = new WidgetTracker<DocumentWidget>({ namespace: "quetelet-config" });
    factory.serve({ app, notebooks, workspaces, trans });
    factory.widgetCreated.connect((_, widget) => {
      void tracker.add(widget);
      widget.context.pathChanged.connect(() => void tracker.save(widget));
    });
    if (restorer) {
      void restorer.restore(tracker, {
        command: "docmanager:open",
        name: ({ context }) => context.path,
        args: ({ context }) => ({ path: context.path, factory: factoryName }),
      });
    }
  },
};

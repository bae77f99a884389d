import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import { ICommandPalette, WidgetTracker } from "@jupyterlab/apputils";
import { INotebookTracker } from "@jupyterlab/notebook";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { LabIcon } from "@jupyterlab/ui-components";
import type { ModelName } from "quetelet/contract";
import type { BuilderOpener, KeptBuilder } from "../builder/panel/builder-opener";
import type { BuilderPanel } from "../builder/panel/builder-panel";
import { modelsInOrder, modelWords } from "../builder/models";
import { keepInNotebook } from "../builder/panel/keep-in-notebook";
import { modelIcons, resultIcon } from "../icons";
import { IModelBuilder, IWorkspaces } from "../tokens";
import { commandIds } from "./command-ids";
import { builderArgs } from "./builder-args";

/** The form in which models are built. */
export const builder: JupyterFrontEndPlugin<IModelBuilder> = {
  id: "jupyterlab-quetelet:builder",
  description: "Opens the form in which Quetelet models are built, beside their notebook.",
  autoStart: true,
  provides: IModelBuilder,
  requires: [IWorkspaces, INotebookTracker],
  optional: [ILabShell, ILayoutRestorer, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    workspaces: IWorkspaces,
    notebooks: INotebookTracker,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): IModelBuilder => {
    const trans = (translator ?? nullTranslator).load("jupyterlab_quetelet");
    const builders = new WidgetTracker<BuilderPanel>({ namespace: "quetelet-builder" });

    // What a builder is made of comes when the first one is opened.
    let opener: Promise<BuilderOpener> | null = null;
    const load = async (): Promise<BuilderOpener> => {
      const { createOpener } = await import("../builder/panel/create-opener");
      return createOpener({ app, labShell, notebooks, builders, workspaces, trans });
    };
    const ready = () =>
      (opener ??= load().catch((error: unknown) => {
        opener = null; // a connection that was lost may be back the next time
        throw error;
      }));
    const service: IModelBuilder = {
      open: async (request) => (await ready()).open(request),
    };

    const models: readonly string[] = modelsInOrder;
    const words = (model: unknown) =>
      models.includes(String(model)) ? modelWords(model as ModelName, trans) : null;
    const icons = new Map(Object.entries(modelIcons).map(([model, source]) => [model, new LabIcon(source)]));
    const icon = new LabIcon(resultIcon);
    app.commands.addCommand(commandIds.openBuilder, {
      label: ({ model }) => words(model)?.name ?? trans.__("Build Model"),
      caption: ({ model }) =>
        words(model)?.purpose ?? trans.__("Build a model of this notebook's data in a form"),
      icon: ({ model }) => icons.get(String(model)) ?? icon,
      describedBy: { args: builderArgs },
      execute: async ({ model, notebook, cwd, config, kept, isLauncher }) => {
        if (kept) return (await ready()).restore(kept as unknown as KeptBuilder);
        const path = typeof notebook === "string" ? notebook : null;
        const from = isLauncher === true ? app.shell.currentWidget : null;
        await service.open({
          ...(typeof model === "string" ? { model: model as ModelName } : {}),
          ...(config ? { config: config as object } : {}),
          ...(path === null ? {} : { notebook: notebooks.find(({ context }) => context.path === path) }),
          ...(typeof cwd === "string" ? { folder: cwd } : {}),
        });
        // As JupyterLab's own cards do. It would put a widget that is given back in the launcher's place, and so a
        // builder in front of its notebook.
        if (from?.node.querySelector(".jp-Launcher")) from.dispose();
      },
    });
    for (const model of modelsInOrder) {
      palette?.addItem({ command: commandIds.openBuilder, category: trans.__("Quetelet"), args: { model } });
    }

    if (restorer) {
      void restorer.restore(builders, {
        command: commandIds.openBuilder,
        name: ({ key }) => key,
        args: ({ key, state }) => ({
          kept: { key, notebook: state.target.path, draft: state.draft } as never,
        }),
      });
    } else {
      keepInNotebook({
        storage: window.localStorage,
        notebooks,
        builders,
        restore: async (kept) => (await ready()).restore(kept),
      });
    }
    return service;
  },
};

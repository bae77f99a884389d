import type { ILabShell, JupyterFrontEnd } from "@jupyterlab/application";
import type { WidgetTracker } from "@jupyterlab/apputils";
import type { INotebookTracker } from "@jupyterlab/notebook";
import type { IWorkspaces } from "../../tokens";
import type { Trans } from "../../ui/translation";
import { BuilderOpener } from "./builder-opener";
import type { BuilderPanel } from "./builder-panel";
import { createActions } from "./create-actions";
import { notebookMaker } from "./notebooks";

interface Options {
  app: JupyterFrontEnd;
  labShell: ILabShell | null;
  notebooks: INotebookTracker;
  builders: WidgetTracker<BuilderPanel>;
  workspaces: IWorkspaces;
  trans: Trans;
}

/** Puts together what opens builders. */
export function createOpener(options: Options): BuilderOpener {
  const { app, trans } = options;
  return new BuilderOpener({
    ...options,
    maker: notebookMaker(app, trans),
    actions: createActions(app, trans),
  });
}

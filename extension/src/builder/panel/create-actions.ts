import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Trans } from "../../ui/translation";
import { BuilderActions } from "./actions";
import { notebookMaker } from "./notebooks";

/** What builders can do with a draft in this application. */
export function createActions(app: JupyterFrontEnd, trans: Trans): BuilderActions {
  return new BuilderActions({
    notebooks: notebookMaker(app, trans),
    contents: app.serviceManager.contents,
    reveal: (panel) => {
      if (!panel.isVisible) app.shell.activateById(panel.id);
    },
    trans,
  });
}

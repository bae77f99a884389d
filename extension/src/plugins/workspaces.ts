import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
// The service answers at once; what reads files is loaded with the first of them.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { Workspaces } from "../connector/workspaces";
import { IWorkspaces } from "../tokens";

/** Asks the kernels of notebooks what tables they hold. */
export const workspaces: JupyterFrontEndPlugin<IWorkspaces> = {
  id: "jupyterlab-quetelet:workspaces",
  description: "Lists the tables and data files of notebooks, without running code in their kernels.",
  autoStart: true,
  provides: IWorkspaces,
  activate: ({ serviceManager }: JupyterFrontEnd) => new Workspaces(serviceManager.contents),
};

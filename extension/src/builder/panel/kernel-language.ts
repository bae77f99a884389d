import type { NotebookPanel } from "@jupyterlab/notebook";
import type { IWorkspace } from "../../tokens";
import { kernelName } from "./notebooks";

/** Name of a notebook's kernel where it does not run TypeScript; null where it does, or nobody knows yet. */
export function foreignKernel({ sessionContext: context }: NotebookPanel): string | null {
  const name = context.session?.kernel?.name;
  if (!name) return null;
  const spec = context.specsManager.specs?.kernelspecs[name];
  if (!spec || /^(typescript|javascript)$/i.test(spec.language)) return null;
  return spec.display_name;
}

/** Whether a notebook's kernel, or the lack of one, keeps models from running there. */
export function needsKernel({ sessionContext: { session } }: NotebookPanel, workspace: IWorkspace): boolean {
  // A Quetelet kernel does not answer where another view of the notebook asks it already; it runs models all the same.
  return workspace.state === "files" && session?.kernel?.name !== kernelName;
}

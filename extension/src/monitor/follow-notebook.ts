import type { NotebookPanel } from "@jupyterlab/notebook";
import type { Kernel } from "@jupyterlab/services";
import type { IDisposable } from "@lumino/disposable";
import type { Trans } from "../ui/translation";
import { followKernel } from "./follow-kernel";
import type { Runs } from "./runs";

/** Hears of the runs of whatever kernel a notebook has, as long as it is open. */
export function followNotebook(panel: NotebookPanel, { runs, trans }: { runs: Runs; trans: Trans }): void {
  const { sessionContext } = panel;
  let following: { kernel: Kernel.IKernelConnection; listener: IDisposable } | null = null;
  const follow = () => {
    const kernel = sessionContext.session?.kernel;
    if (!kernel || kernel === following?.kernel) return;
    const notebook = () => panel.context.path;
    following = { kernel, listener: followKernel(kernel, { runs, notebook, trans }) };
  };
  const end = () => {
    sessionContext.kernelChanged.disconnect(follow);
    following?.listener.dispose();
  };
  sessionContext.kernelChanged.connect(follow);
  // Closing the notebook ends the connection; its kernel, and what trains there, may go on.
  sessionContext.disposed.connect(end);
  follow();
}

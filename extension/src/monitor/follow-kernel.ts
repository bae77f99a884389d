import { KernelMessage, type Kernel } from "@jupyterlab/services";
import { DisposableDelegate, type IDisposable } from "@lumino/disposable";
import { RUN_COMM_TARGET, RUN_MIME_TYPE, type RunFollowing, type RunReport } from "quetelet/contract";
import type { Trans } from "../ui/translation";
import { announceMonitor } from "./announce";
import { readNews } from "./read-news";
import { isEnded, readRun } from "./read-run";
import type { Runs } from "./runs";
import type { RunSource, TrackedRun } from "./tracked-run";

interface FollowOptions {
  runs: Runs;
  /** Path of the notebook that the kernel belongs to. */
  notebook: () => string | null;
  trans: Trans;
}

/**
 * Hears of a kernel's runs: over comms from the Quetelet kernel, from the outputs that any other shows. When the
 * connection ends, so have its runs; when this is disposed first, they go on unheard and are forgotten.
 */
export function followKernel(kernel: Kernel.IKernelConnection, options: FollowOptions): IDisposable {
  const { runs, notebook, trans } = options;
  const source: RunSource = { notebook, interrupt: () => kernel.interrupt() };
  const own = new Set<TrackedRun>();

  const take = (report: RunReport): TrackedRun => {
    const run = runs.take(report, source);
    if (isEnded(run.report)) own.delete(run);
    else own.add(run);
    return run;
  };

  const takeNews = ({ content }: { content: { data: unknown } }) => {
    const report = readNews(content.data, (id) => runs.find(id)?.report.losses ?? []);
    return report && take(report);
  };

  const adopt = (comm: Kernel.IComm) => {
    comm.onMsg = (message) => takeNews(message)?.link(comm);
    comm.onClose = (message) => takeNews(message)?.link(null);
    const following: RunFollowing = { follows: true };
    comm.send({ ...following });
  };

  const onOpen = (comm: Kernel.IComm, message: KernelMessage.ICommOpenMsg) => {
    takeNews(message)?.link(comm);
    adopt(comm);
  };

  const onMessage = (_: Kernel.IKernelConnection, message: KernelMessage.IIOPubMessage) => {
    if (!KernelMessage.isDisplayDataMsg(message) && !KernelMessage.isUpdateDisplayDataMsg(message)) return;
    const data: unknown = message.content.data[RUN_MIME_TYPE];
    if (data === undefined) return;
    const read = readRun(data);
    // What comes over a comm came first.
    if (read.ok && !runs.find(read.report.id)?.isLinked) take(read.report);
  };

  const breakOff = (reason: string) => {
    for (const run of own) run.breakOff(reason);
    own.clear();
  };

  const onStatus = (_: Kernel.IKernelConnection, status: Kernel.Status) => {
    if (status === "restarting") breakOff(trans.__("The kernel was restarted."));
    if (status === "autorestarting") breakOff(trans.__("The kernel died and was restarted."));
    if (status === "dead") breakOff(trans.__("The kernel has ended."));
  };

  const onDisposed = () => breakOff(trans.__("The kernel was shut down."));

  kernel.registerCommTarget(RUN_COMM_TARGET, onOpen);
  kernel.iopubMessage.connect(onMessage);
  kernel.statusChanged.connect(onStatus);
  kernel.disposed.connect(onDisposed);
  const announcement = announceMonitor(kernel);
  void adoptOpenComms(kernel, adopt);

  return new DisposableDelegate(() => {
    announcement.dispose();
    kernel.removeCommTarget(RUN_COMM_TARGET, onOpen);
    kernel.iopubMessage.disconnect(onMessage);
    kernel.statusChanged.disconnect(onStatus);
    kernel.disposed.disconnect(onDisposed);
    for (const run of own) runs.forget(run);
  });
}

/** Takes up the runs that the kernel began before this page was opened or loaded again. */
async function adoptOpenComms(
  kernel: Kernel.IKernelConnection,
  adopt: (comm: Kernel.IComm) => void,
): Promise<void> {
  if (!kernel.handleComms) return;
  try {
    const { content } = await kernel.requestCommInfo({ target_name: RUN_COMM_TARGET });
    if (content.status !== "ok" || kernel.isDisposed) return;
    for (const [id, { target_name: target }] of Object.entries(content.comms)) {
      if (target === RUN_COMM_TARGET && !kernel.hasComm(id)) adopt(kernel.createComm(RUN_COMM_TARGET, id));
    }
  } catch {
    // The kernel has ended or was restarted before it answered, and with it its runs.
  }
}

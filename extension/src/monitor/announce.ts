import type { Kernel } from "@jupyterlab/services";
import { DisposableDelegate, type IDisposable } from "@lumino/disposable";
import { MONITOR_COMM_TARGET } from "quetelet/contract";
import { takesComms } from "../connector/kernel-phase";

/**
 * Says to a Quetelet kernel, and to each that a restart puts in its place, that runs are shown here: it opens comms to
 * nobody else, since front ends that know none of them complain.
 */
export function announceMonitor(kernel: Kernel.IKernelConnection): IDisposable {
  let isAnnounced = false;
  /** Which of the kernels in one another's place it is. */
  let generation = 0;
  let comm: Kernel.IComm | null = null;

  const announce = async () => {
    const asked = generation;
    const takes = await takesComms(kernel).catch(() => null);
    // Another kernel is told by another announcement.
    if (asked !== generation || listening.isDisposed || kernel.isDisposed || kernel.status === "dead") return;
    // Nobody knows yet: it is asked again at its next sign of life.
    if (takes === null) isAnnounced = false;
    if (!takes) return;
    comm = kernel.createComm(MONITOR_COMM_TARGET);
    comm.open({});
  };

  const onStatus = (_: unknown, status: Kernel.Status) => {
    if (status === "starting" || status === "restarting" || status === "autorestarting") {
      isAnnounced = false;
      generation++;
    }
    if (isAnnounced || (status !== "idle" && status !== "busy")) return;
    isAnnounced = true;
    void announce();
  };

  const listening = new DisposableDelegate(() => {
    kernel.statusChanged.disconnect(onStatus);
    // The end of a connection or of its kernel has disposed the comm already.
    if (comm && !comm.isDisposed && !kernel.isDisposed && kernel.status !== "dead") comm.close();
  });
  kernel.statusChanged.connect(onStatus);
  onStatus(kernel, kernel.status);
  return listening;
}

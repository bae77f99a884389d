import type { ISessionContext } from "@jupyterlab/apputils";
import type { Kernel } from "@jupyterlab/services";

/**
 * What the kernel of a notebook is good for: `asks` is alive and may answer questions, `waits` will be alive,
 * `absent` is nobody's to ask.
 */
export type KernelPhase =
  | { kind: "asks"; kernel: Kernel.IKernelConnection }
  | { kind: "waits" }
  | { kind: "dead" }
  | { kind: "absent" };

type Context = Pick<ISessionContext, "session" | "isReady" | "hasNoKernel">;

export function kernelPhase(context: Context): KernelPhase {
  const kernel = context.session?.kernel;
  if (!kernel) return context.isReady || context.hasNoKernel ? { kind: "absent" } : { kind: "waits" };
  if (kernel.connectionStatus !== "connected" && kernel.status !== "dead") return { kind: "waits" };
  switch (kernel.status) {
    case "dead":
      return { kind: "dead" };
    case "idle":
    case "busy":
      return { kind: "asks", kernel };
    case "unknown":
    case "starting":
    case "restarting":
    case "autorestarting":
    case "terminating":
      return { kind: "waits" };
  }
}

/** Whether comms can be opened to it: the kernel TypeScript (Quetelet), by what it says of itself, knows ours. */
export async function takesComms(kernel: Kernel.IKernelConnection): Promise<boolean> {
  if (!kernel.handleComms) return false; // another notebook holds the one connection that may
  const { implementation } = await kernel.info;
  return implementation === "quetelet";
}

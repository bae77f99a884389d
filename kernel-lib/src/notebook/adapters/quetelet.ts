import type { KernelBridge } from "../../contract/kernel-bridge.js";
import type { Environment } from "./environment.js";

/** Our own kernel, which leaves a bridge on globalThis and cancels runs on an interrupt itself. */
export function queteletEnvironment(): Environment | null {
  const bridge = (globalThis as Record<symbol, unknown>)[Symbol.for("quetelet.kernel")] as
    KernelBridge | undefined;
  if (!bridge) return null;
  return {
    name: "quetelet",
    progress: "display",
    display: (bundle, options) => void bridge.display(bundle, options),
    openComm: bridge.openComm,
    ...(bridge.monitors && { monitors: bridge.monitors }),
  };
}

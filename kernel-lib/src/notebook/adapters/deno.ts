import type { Environment } from "./environment.js";

interface DenoGlobal {
  jupyter?: { broadcast(type: string, content: object, extra?: object): Promise<void> };
  addSignalListener(signal: string, listener: () => void): void;
}

// One message after the other, so that an update never overtakes what it updates.
let last: Promise<void> = Promise.resolve();

/** Deno's own kernel; `deno run` counts as plain Node. */
export function denoEnvironment(): Environment | null {
  const deno = (globalThis as { Deno?: DenoGlobal }).Deno;
  const jupyter = deno && jupyterOf(deno);
  if (!jupyter) return null;
  return {
    name: "deno",
    progress: "display",
    display(bundle, { displayId, update = false, metadata = {}, transient = {} } = {}) {
      const content = {
        data: bundle,
        metadata,
        // Never null, which clients written in Python do not survive.
        transient: { ...transient, ...(displayId && { display_id: displayId }) },
      };
      last = last.then(() => jupyter.broadcast(update ? "update_display_data" : "display_data", content));
      return last;
    },
    // Without a listener of its own an interrupt ends Deno's kernel.
    onInterrupt: (listener) => deno.addSignalListener("SIGINT", listener),
  };
}

/** Outside its kernel some versions of Deno throw where others have nothing. */
function jupyterOf(deno: DenoGlobal): DenoGlobal["jupyter"] {
  try {
    return deno.jupyter;
  } catch {
    return undefined;
  }
}

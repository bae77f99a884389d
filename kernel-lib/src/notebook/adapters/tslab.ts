import { createRequire } from "node:module";
import type { Environment } from "./environment.js";

/** What tslab sends a display with; its public `display` would take one MIME type a call. */
type WriteDisplayData = (content: object, update: boolean) => void;

/** Stock tslab, recognised by the module of its that is running in this process. */
export function tslabEnvironment(): Environment | null {
  if (!("__tslab__" in globalThis)) return null;
  const running = runningModule();
  if (!running) return null;
  return {
    name: "tslab",
    progress: "display",
    display(bundle, { displayId, update = false, metadata = {}, transient = {} } = {}) {
      const content = {
        data: bundle,
        metadata,
        transient: { ...transient, ...(displayId && { display_id: displayId }) },
      };
      // Read anew each time: tslab replaces it with every cell.
      running.lastWriteDisplayData?.(content, update);
    },
    onInterrupt(listener) {
      // Node takes SIGINT listeners away while a cell's synchronous part runs and puts back those it knew;
      // one added in that time would leave the kernel without its own.
      setTimeout(() => process.on("SIGINT", listener), 0);
    },
  };
}

function runningModule(): { lastWriteDisplayData?: WriteDisplayData | null } | null {
  for (const [path, module] of Object.entries(createRequire(import.meta.url).cache)) {
    const exports = module?.exports as { lastWriteDisplayData?: WriteDisplayData | null } | undefined;
    if (/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path) && exports?.lastWriteDisplayData) return exports;
  }
  return null;
}

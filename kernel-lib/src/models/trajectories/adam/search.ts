import type { Backend } from "../../../compute/backends/index.js";
import { foldIn, type Key } from "../../../compute/random/index.js";
import { type RunContext, withParts } from "../../../compute/run.js";
import { trainSoft } from "./fused.js";
import type { SoftFit, SoftTask } from "./task.js";
import { tighten } from "./tighten.js";

export interface SoftSearch {
  /** The best of them, its curves tightened. */
  best: SoftFit;
  /** The same as training left it. */
  trained: SoftFit;
  /** Where each start ended, in order. */
  starts: { sse: number; clarity: number; status: SoftFit["status"] }[];
}

/**
 * Trains from several starts, one after another on the fused engine and all at once on tfjs, and takes the one of the
 * smallest error. Of the many parameters with just that error, the tightest are reported: see `tighten`.
 * @param backend A tfjs backend, or null for the fused engine.
 */
export async function searchSoft(
  task: SoftTask,
  { starts, key, backend, run }: { starts: number; key: Key; backend: Backend | null; run: RunContext },
): Promise<SoftSearch> {
  const keys = Array.from({ length: starts }, (_, start) => foldIn(key, start));
  const fits: SoftFit[] = [];
  if (backend) {
    const { trainSoftTfjs } = await import("./tfjs.js");
    fits.push(...(await trainSoftTfjs(task, keys, { backend, run })));
  } else {
    for (const [start, each] of keys.entries()) {
      const parts = { name: "starts", done: start, total: starts };
      fits.push(await trainSoft(task, each, withParts(run, parts)));
      if (run.cancelled) break;
    }
  }
  const smallest = fits.reduce((best, fit) => (fit.sse < best.sse ? fit : best));
  // What was cut short is flagged, whichever start came out best.
  const cut = fits.length < starts || fits.some(({ status }) => status === "interrupted");
  const trained: SoftFit = cut ? { ...smallest, status: "interrupted" } : smallest;
  return {
    best: cut ? trained : tighten(task, trained),
    trained,
    starts: fits.map(({ sse, clarity, status }) => ({ sse, clarity, status })),
  };
}

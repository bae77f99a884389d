import type { Backend } from "../../../compute/backends/index.js";
import { foldIn, type Key } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { trainSoft } from "./fused.js";
import type { SoftFit, SoftTask } from "./task.js";

/** Sums of squared errors within this share of the smallest count as equal. */
const equal = 0.01;

export interface SoftSearch {
  best: SoftFit;
  /** Where each start ended, in order. */
  starts: { sse: number; clarity: number; status: SoftFit["status"] }[];
}

/**
 * Trains from several starts, one after another on the fused engine and all at once on tfjs, and takes the best.
 *
 * The loss cannot tell curves from blends of them: curves drawn apart, with everybody a little of each group, fit
 * as well. Of the starts that fit equally well, the one with the clearest memberships is taken, which has its
 * curves nearest to where people are.
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
      const phase = starts === 1 ? "training" : `training, start ${start + 1} of ${starts}`;
      fits.push(await trainSoft(task, each, run, phase));
      if (run.cancelled) break;
    }
  }
  const best = clearest(fits);
  // What was cut short is flagged, whichever start came out best.
  const cut = fits.length < starts || fits.some(({ status }) => status === "interrupted");
  return {
    best: cut ? { ...best, status: "interrupted" } : best,
    starts: fits.map(({ sse, clarity, status }) => ({ sse, clarity, status })),
  };
}

function clearest(fits: readonly SoftFit[]): SoftFit {
  const smallest = Math.min(...fits.map(({ sse }) => sse));
  const among = fits.filter(({ sse }) => sse <= smallest * (1 + equal) + 1e-12);
  return among.reduce((best, fit) => (fit.clarity > best.clarity ? fit : best), among[0] ?? fits[0]!);
}

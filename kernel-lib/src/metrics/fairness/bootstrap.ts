import { foldIn, type Key, uniform } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { quantiles } from "../../data/quantiles.js";

/** An estimate with its bootstrap interval; null where it is not defined or no interval was asked for. */
export interface Estimate {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}

export interface BootstrapOptions {
  /** Resamples of the rows behind the intervals. Default 200; 0 for no intervals. */
  bootstraps?: number;
  /** Coverage of the intervals. Default 0.95. */
  level?: number;
  /** Key of the resamples; the same key gives the same intervals. Default that of seed 0. */
  key?: Key;
  /** Where to report progress and whether to stop; the intervals are then of the resamples so far. */
  run?: RunContext;
}

/**
 * Calls `visit` with the weights of the rows in each resample: how often a row was drawn, times its own weight.
 * Resample b depends on the key and b alone. The weights are valid during the call.
 * @returns How many resamples there were: fewer than asked for when the run was cancelled.
 */
export async function resample(
  weights: Float64Array,
  { bootstraps, key, run }: { bootstraps: number; key: Key; run?: RunContext },
  visit: (weights: Float64Array) => void,
): Promise<number> {
  const rows = weights.length;
  const drawn = new Float64Array(rows);
  for (let index = 0; index < bootstraps; index++) {
    if (run?.cancelled) return index;
    const parts = { name: "resamples", done: index, total: bootstraps };
    run?.report({ phase: "bootstrap", step: index, steps: bootstraps, parts });
    await run?.breathe();
    drawn.fill(0);
    for (const value of uniform(foldIn(key, index), rows)) drawn[Math.floor(value * rows)]!++;
    for (let row = 0; row < rows; row++) drawn[row]! *= weights[row]!;
    visit(drawn);
  }
  return bootstraps;
}

/**
 * The estimate with the percentile interval of its replicates (Efron 1979), quantiles by linear interpolation.
 * Replicates that are not defined do not count; where most are not, there is no interval.
 */
export function withInterval(estimate: number, replicates: number[], level: number): Estimate {
  if (!Number.isFinite(estimate)) return { estimate: null, lower: null, upper: null };
  const sorted = Float64Array.from(replicates.filter(Number.isFinite)).sort();
  if (sorted.length === 0 || 2 * sorted.length < replicates.length)
    return { estimate, lower: null, upper: null };
  const [lower, upper] = quantiles(sorted, [(1 - level) / 2, (1 + level) / 2]) as [number, number];
  return { estimate, lower, upper };
}

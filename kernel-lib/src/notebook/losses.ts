import type { Progress, RunReport } from "../contract/index.js";

/** A run's losses as they come in, thinned so that a long run keeps a few hundred. */
export interface LossRecord {
  add(progress: Progress | null): void;
  readonly losses: RunReport["losses"];
  /** The lowest so far; null before the first. */
  readonly best: number | null;
}

const mostLosses = 400;

/**
 * Keeps the losses of a run's steps; of a long run every second, fourth, eighth … of them. Steps are counted on where a
 * phase begins to count anew.
 */
export function recordLosses(): LossRecord {
  const losses: RunReport["losses"] = [];
  let best: number | null = null;
  let last: Progress | null = null;
  /** Steps of the phases before. */
  let before = 0;
  let every = 1;
  let seen = 0;
  return {
    losses,
    get best() {
      return best;
    },
    add(progress) {
      if (!progress || progress === last) return;
      if (last && (progress.phase !== last.phase || progress.step < last.step)) before += last.step;
      last = progress;
      const { loss, step } = progress;
      if (loss === undefined || !Number.isFinite(loss)) return;
      if (best === null || loss < best) best = loss;
      if (seen++ % every !== 0) return;
      // More digits than a curve shows would be most of a report's length.
      losses.push({ step: before + step, loss: Number(loss.toPrecision(8)) });
      if (losses.length <= mostLosses) return;
      for (let i = 0; 2 * i < losses.length; i++) losses[i] = losses[2 * i]!;
      losses.length = Math.ceil(losses.length / 2);
      every *= 2;
    },
  };
}

import type { Progress, RunReport } from "../contract/index.js";

/** The losses of a run's present phase as they come in, thinned so that a long one keeps a few hundred. */
export interface LossRecord {
  add(progress: Progress | null): void;
  readonly losses: RunReport["losses"];
  /** The lowest so far; null before the first. */
  readonly best: number | null;
}

const mostLosses = 400;

/**
 * Keeps the losses of a phase's steps; of a long one every second, fourth, eighth … of them. They stay until another
 * phase has a loss of its own. Steps are counted on where the phase begins to count anew.
 */
export function recordLosses(): LossRecord {
  let losses: RunReport["losses"] = [];
  let best: number | null = null;
  let last: Progress | null = null;
  /** The phase that the losses are of. */
  let phase: string | null = null;
  /** Steps that the phase had counted when it began anew. */
  let before = 0;
  let every = 1;
  let seen = 0;
  return {
    get losses() {
      return losses;
    },
    get best() {
      return best;
    },
    add(progress) {
      if (!progress || progress === last) return;
      const isAnew = last !== null && progress.phase === last.phase && progress.step < last.step;
      if (isAnew && progress.phase === phase) before += last!.step;
      last = progress;
      const { loss, step } = progress;
      if (loss === undefined || !Number.isFinite(loss)) return;
      if (progress.phase !== phase) {
        ({ phase } = progress);
        [losses, best, before, every, seen] = [[], null, 0, 1, 0];
      }
      if (best === null || loss < best) best = loss;
      if (seen++ % every !== 0) return;
      // More digits than a curve shows would be most of a report's length.
      losses.push({ step: before + step, loss: Number(loss.toPrecision(8)) });
      if (losses.length <= mostLosses) return;
      losses = losses.filter((_, i) => i % 2 === 0);
      every *= 2;
    },
  };
}

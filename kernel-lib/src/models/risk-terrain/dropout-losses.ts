import type { LossPoint } from "./details.js";

/** The losses of one training as they come in. */
export interface LossRecord {
  /** @param options.isLast Whether the point is the last of its phase. */
  add(point: LossPoint, options: { isLast: boolean }): void;
  readonly points: LossPoint[];
}

/** Enough for a million steps, a report every hundred, in full. */
const mostPoints = 10_000;

/** Keeps all losses of ordinary trainings; of longer ones every second, fourth, eighth … and the last of each phase. */
export function recordLosses(most = mostPoints): LossRecord {
  let kept: { point: LossPoint; at: number; isLast: boolean }[] = [];
  let every = 1;
  let seen = 0;
  return {
    get points() {
      return kept.map(({ point }) => point);
    },
    add(point, { isLast }) {
      const at = seen++;
      if (at % every !== 0 && !isLast) return;
      kept.push({ point, at, isLast });
      if (kept.length <= most) return;
      every *= 2;
      kept = kept.filter((each) => each.isLast || each.at % every === 0);
    },
  };
}

import type { LossPoint } from "./details.js";

/** The losses of one training as they come in. */
export interface LossRecord {
  add(point: LossPoint, options: { isLast: boolean }): void;
  readonly points: LossPoint[];
}

/** Even, so that halving keeps the last; enough for a million steps, a report every hundred, in full. */
const mostPoints = 10_000;

/** Keeps all losses of ordinary trainings; of longer ones every second, fourth, eighth … and the last of each phase. */
export function recordLosses(most = mostPoints): LossRecord {
  let points: LossPoint[] = [];
  let every = 1;
  let seen = 0;
  return {
    get points() {
      return points;
    },
    add(point, { isLast }) {
      if (seen++ % every !== 0 && !isLast) return;
      points.push(point);
      if (points.length <= most) return;
      points = points.filter((_, i) => i % 2 === 0);
      every *= 2;
    },
  };
}

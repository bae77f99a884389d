import type { Estimate } from "./bootstrap.js";

/** What sets groups apart in one measure, as fairlearn's `MetricFrame` counts it. */
export interface Comparison<T = Estimate> {
  minimum: T;
  maximum: T;
  /** Maximum − minimum. */
  difference: T;
  /** Minimum / maximum. */
  ratio: T;
  /** Largest distance of a group from all rows together. */
  differenceToOverall: T;
  /** Smallest ratio of a group to all rows together, or of these to the group where that is below 1. */
  ratioToOverall: T;
}

/** Compares the groups in which the measure is defined; NaN where it is in none, or where a ratio is 0 / 0. */
export function compareGroups(values: number[], overall: number): Comparison<number> {
  const defined = values.filter((value) => !Number.isNaN(value));
  if (defined.length === 0) defined.push(NaN);
  const [minimum, maximum] = [Math.min(...defined), Math.max(...defined)];
  return {
    minimum,
    maximum,
    difference: maximum - minimum,
    ratio: minimum / maximum,
    differenceToOverall: Math.max(maximum - overall, overall - minimum),
    ratioToOverall: Math.min(minimum / overall, overall / maximum),
  };
}

import { randomKey } from "../compute/random/index.js";
import {
  compareModels as compare,
  type CompareModelsInput,
  groupMetrics as measure,
  type GroupMetrics,
  type GroupMetricsInput,
  type ModelComparison,
} from "../metrics/index.js";
import { interruptible } from "../notebook/index.js";

export interface IntervalOptions {
  /** Resamples of the rows behind the intervals; 0 for none. Default 200. */
  bootstraps?: number;
  /** Coverage of the intervals. Default 0.95. */
  level?: number;
  /** The same seed gives the same intervals. Default 1. */
  seed?: number;
}

/**
 * Measures of a classifier overall, in each group and between the groups, as fairlearn's `MetricFrame` gives them, with
 * percentile bootstrap intervals over resamples of all rows: selection rate, error, false-positive, false-negative and
 * true-positive rate, precision and prevalence; with `scores` also AUC, Brier score and calibration error. A measure that
 * a group has nothing for, such as the precision of a group in which nobody is selected, is null and does not enter the
 * comparison. `fairnessAudit` does the same from the columns of a table, and shows it.
 * @throws InputError when lengths differ, a label or prediction is not 0 or 1, or there are no rows.
 * @example
 * await groupMetrics({ labels: [1, 0, 1, 0], predictions: [1, 0, 0, 1], groups: [["a", "a", "b", "b"]] });
 */
export async function groupMetrics(
  input: GroupMetricsInput,
  { seed = 1, ...options }: IntervalOptions = {},
): Promise<GroupMetrics> {
  return await interruptible("groupMetrics", (run) =>
    measure(input, { ...options, key: randomKey(seed), run }),
  );
}

/**
 * Models side by side on the same rows, overall and in each cohort. Every resample of the rows is the same for all
 * models, so that the intervals of their differences from the first are those of a paired comparison.
 * @throws InputError as `groupMetrics`, and when fewer than two models are given or a name comes twice.
 */
export async function compareModels(
  input: CompareModelsInput,
  { seed = 1, ...options }: IntervalOptions = {},
): Promise<ModelComparison> {
  return await interruptible("compareModels", (run) =>
    compare(input, { ...options, key: randomKey(seed), run }),
  );
}

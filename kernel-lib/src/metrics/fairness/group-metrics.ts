import { InputError } from "../../contract/index.js";
import { randomKey } from "../../compute/random/index.js";
import { type BootstrapOptions, type Estimate, resample, withInterval } from "./bootstrap.js";
import { calibrationCurve, type CalibrationBin } from "./calibration.js";
import { compareGroups, type Comparison } from "./compare-groups.js";
import { everyone, groupSets, type GroupSet } from "./group-sets.js";
import { type GroupMeasure, groupMeasures, measureGroups, unscoredMeasures } from "./measures.js";
import { binary, checkedPredictions, checkedWeights, type PredictionsInput } from "./sample.js";

export interface GroupMetricsInput extends PredictionsInput {
  /** 1 (or true) where the row is positive, else 0. */
  labels: ArrayLike<number | boolean>;
  /** Columns of group labels, a value a row each. */
  groups: readonly (readonly string[])[];
  /** Names of the columns. Default `group 1`, `group 2` … */
  groupNames?: readonly string[];
  /** Weights of the rows, at least 0. Default 1. */
  weights?: ArrayLike<number>;
}

/** Each measure with its interval. */
export type Measured = Partial<Record<GroupMeasure, Estimate>>;

export interface MeasuredGroup {
  /** Level of each column that the groups are made by. */
  levels: string[];
  rows: number;
  metrics: Measured;
  /** Share of positives against the scores, in bins; null without scores. */
  calibration: CalibrationBin[] | null;
}

export interface MeasuredSet {
  /** Names of the columns: one, or all of them for the intersections. */
  by: string[];
  groups: MeasuredGroup[];
  comparison: Partial<Record<GroupMeasure, Comparison>>;
}

export interface GroupMetrics {
  measures: GroupMeasure[];
  overall: MeasuredGroup;
  /** One for each column and, where there are several, one for their intersections, which comes last. */
  sets: MeasuredSet[];
  level: number;
  /** Resamples behind the intervals. */
  bootstraps: number;
}

/**
 * Measures of a classifier overall, in each group and between the groups, as fairlearn's `MetricFrame` gives them, with
 * percentile bootstrap intervals over resamples of all rows. The measures are defined at `measureGroups`; AUC, Brier
 * score and calibration error are there when `scores` are. A measure that a group has nothing for, such as the precision
 * of a group in which nobody is selected, is null and does not enter the comparison.
 * @throws InputError when lengths differ, a label or prediction is not 0 or 1, or there are no rows.
 */
export async function groupMetrics(
  input: GroupMetricsInput,
  options: BootstrapOptions = {},
): Promise<GroupMetrics> {
  const { bootstraps = 200, level = 0.95, key = randomKey(0), run } = options;
  const where = "groupMetrics";
  checkBootstraps(where, bootstraps, level);
  const rows = input.labels.length;
  if (rows === 0) throw new InputError(`${where}: there are no rows`);
  const labels = binary(where, "labels", input.labels);
  const weights = checkedWeights(where, input.weights, rows);
  const predicted = checkedPredictions(where, input, rows);
  const names = input.groupNames ?? input.groups.map((_, index) => `group ${index + 1}`);
  const sets = [everyone(rows), ...groupSets(where, input.groups, names, rows)];

  const measure = (each: GroupSet, of: Float64Array) =>
    measureGroups(labels, predicted, each.codes, each.levels.length, of);
  await run?.breathe();
  const estimates = sets.map((each) => measure(each, weights));
  const replicates: Float64Array[][] = sets.map(() => []);
  const done = await resample(weights, { bootstraps, key, run }, (drawn) =>
    sets.forEach((each, index) => replicates[index]!.push(measure(each, drawn))),
  );

  const measures = groupMeasures.slice(0, predicted.scores ? groupMeasures.length : unscoredMeasures);
  const cell = (group: number, m: number) => group * groupMeasures.length + m;
  const describe = (set: GroupSet, index: number) => ({
    by: set.by,
    groups: set.levels.map((levels, group) => ({
      levels,
      rows: set.rows[group]!,
      metrics: record(measures, (m) => {
        const at = cell(group, m);
        return withInterval(
          estimates[index]![at]!,
          replicates[index]!.map((values) => values[at]!),
          level,
        );
      }),
      calibration: predicted.scores && calibrationCurve(labels, predicted.scores, weights, set.codes, group),
    })),
    comparison: record(measures, (m) => {
      const compare = (own: Float64Array, overall: Float64Array) =>
        compareGroups(
          set.levels.map((_, group) => own[cell(group, m)]!),
          overall[m]!,
        );
      const estimate = compare(estimates[index]!, estimates[0]!);
      const drawn = replicates[index]!.map((own, b) => compare(own, replicates[0]![b]!));
      const each = (name: keyof Comparison) => {
        const values = drawn.map((own) => own[name]);
        return withInterval(estimate[name], values, level);
      };
      return {
        minimum: each("minimum"),
        maximum: each("maximum"),
        difference: each("difference"),
        ratio: each("ratio"),
        differenceToOverall: each("differenceToOverall"),
        ratioToOverall: each("ratioToOverall"),
      };
    }),
  });
  const measured: ReturnType<typeof describe>[] = [];
  for (const [index, set] of sets.entries()) {
    await run?.breathe();
    measured.push(describe(set, index));
  }
  return { measures, overall: measured[0]!.groups[0]!, sets: measured.slice(1), level, bootstraps: done };
}

/** Refuses numbers of resamples and levels that make no interval. */
export function checkBootstraps(where: string, bootstraps: number, level: number): void {
  if (!Number.isSafeInteger(bootstraps) || bootstraps < 0) {
    throw new InputError(`${where}: 'bootstraps' must be a whole number of at least 0, got ${bootstraps}`);
  }
  if (!(level > 0 && level < 1))
    throw new InputError(`${where}: 'level' must be between 0 and 1, got ${level}`);
}

const record = <T>(measures: GroupMeasure[], value: (index: number) => T): Partial<Record<GroupMeasure, T>> =>
  Object.fromEntries(measures.map((measure, index) => [measure, value(index)]));

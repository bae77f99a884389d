import { type Key, foldIn } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { type Estimate, resample, withInterval } from "../../metrics/fairness/bootstrap.js";
import type { DecoupledProblem } from "./prepare.js";

/** A measure of one model in one cohort (null for all rows), and against the first model. */
export interface PerformanceRow {
  cohort: string | null;
  model: string;
  measure: string;
  value: Estimate;
  /** Null for the first model. */
  difference: Estimate | null;
}

/**
 * Models for several classes or numbers side by side: share of errors and mean log-loss, or root mean squared error,
 * mean absolute error and mean error (predicted − observed), with paired percentile bootstrap intervals.
 */
export async function comparePerformance(
  problem: DecoupledProblem,
  models: readonly { name: string; scores: Float64Array }[],
  rows: Int32Array,
  {
    bootstraps = 200,
    level = 0.95,
    key,
    run,
  }: { bootstraps?: number; level?: number; key: Key; run: RunContext },
): Promise<PerformanceRow[]> {
  const { target, cohorts, cohort, weights } = problem;
  const classes = target.kind === "classes";
  const measures = classes ? ["errorRate", "logLoss"] : ["rmse", "meanAbsoluteError", "meanError"];
  const losses = models.map(({ scores }) => rowLosses(problem, scores, rows));
  const groups = cohorts.length + 1;
  const own = Float64Array.from(rows, (row) => weights?.[row] ?? 1);
  const measure = (of: Float64Array): Float64Array[] =>
    losses.map((byMeasure) => {
      const out = new Float64Array(groups * measures.length);
      byMeasure.forEach((loss, m) => {
        const sums = new Float64Array(groups);
        const totals = new Float64Array(groups);
        rows.forEach((row, i) => {
          for (const group of [0, cohort[row]! + 1]) {
            sums[group]! += of[i]! * loss[i]!;
            totals[group]! += of[i]!;
          }
        });
        for (let group = 0; group < groups; group++) {
          const mean = sums[group]! / totals[group]!;
          out[group * measures.length + m] = measures[m] === "rmse" ? Math.sqrt(mean) : mean;
        }
      });
      return out;
    });
  const estimates = measure(own);
  const replicates: Float64Array[][] = [];
  await resample(own, { bootstraps, key: foldIn(key, 3), run }, (drawn) => replicates.push(measure(drawn)));
  return [null, ...cohorts.map(({ name }) => name)].flatMap((name, group) =>
    models.flatMap((model, index) =>
      measures.map((each, m): PerformanceRow => {
        const at = group * measures.length + m;
        const interval = (of: (values: Float64Array[]) => number) =>
          withInterval(of(estimates), replicates.map(of), level);
        return {
          cohort: name,
          model: model.name,
          measure: each,
          value: interval((values) => values[index]![at]!),
          difference: index === 0 ? null : interval((values) => values[index]![at]! - values[0]![at]!),
        };
      }),
    ),
  );
}

/** Loss of each row by each measure. */
function rowLosses({ target }: DecoupledProblem, scores: Float64Array, rows: Int32Array): Float64Array[] {
  if (target.kind === "numbers") {
    const error = Float64Array.from(rows, (row) => scores[row]! - target.values[row]!);
    return [error.map((value) => value * value), error.map(Math.abs), error];
  }
  const { codes, count } = target;
  const wrong = Float64Array.from(rows, (row) => (likeliest(scores, row, count) === codes[row] ? 0 : 1));
  const surprise = Float64Array.from(
    rows,
    (row) => -Math.log(Math.max(1e-15, scores[row * count + codes[row]!]!)),
  );
  return [wrong, surprise];
}

/** The likeliest class of a row, the first of several. */
export function likeliest(scores: Float64Array, row: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count; k++) if (scores[row * count + k]! > scores[row * count + best]!) best = k;
  return best;
}

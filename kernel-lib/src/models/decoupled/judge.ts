import type { Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { auditGroups, auditModels, type ModelRows } from "./audit.js";
import type { DecoupledDetails } from "./details.js";
import { type FoldedCohort, crossFit, withoutFold } from "./cross-fit.js";
import { foldedCohorts } from "./judged-rows.js";
import { comparePerformance, likeliest, type PerformanceRow } from "./performance.js";
import type { DecoupledProblem } from "./prepare.js";
import { sharedThreshold } from "./shared-threshold.js";
import type { ThresholdSettings } from "./threshold-settings.js";

export interface Scored {
  /** Scores of the models as they are, by row. */
  own: Float64Array;
  /** Of the single model for everybody; null where none was trained. */
  pooled: Float64Array | null;
  /** Of cohorts' own rows alone, where others help; else null. */
  alone: Float64Array | null;
  /** Rows that have scores. */
  rows: Int32Array;
  fold: Int32Array;
  folds: number;
}

export interface JudgedModels {
  /** Class of each row; −1 where it is not judged. Null for numbers. */
  predictions: Int32Array | null;
  metrics: DecoupledDetails["metrics"];
  comparison: DecoupledDetails["comparison"];
  /** For several classes and numbers. */
  performance: PerformanceRow[] | null;
}

export interface JudgeOptions {
  settings: ThresholdSettings;
  /** Thresholds by fold, then cohort; null but for two classes. */
  thresholds: number[][] | null;
  bootstraps: number;
  level: number;
  key: Key;
  run: RunContext;
}

/**
 * The account of a fit on rows that its models and thresholds did not see: metrics by group, and the models side by
 * side: `pooled`, one model with one threshold for everybody; `decoupled`, every cohort by its own rows alone; and, where
 * others help, `transfer`.
 */
export async function judgeModels(
  problem: DecoupledProblem,
  scored: Scored,
  { settings, thresholds, key, run, ...intervals }: JudgeOptions,
): Promise<JudgedModels> {
  const { own, pooled, alone, rows } = scored;
  const { target } = problem;
  const names = [...(pooled ? ["pooled"] : []), "decoupled", ...(alone ? ["transfer"] : [])];
  const scores = [...(pooled ? [pooled] : []), ...(alone ? [alone] : []), own];
  if (!thresholds) {
    const models = names.map((name, i) => ({ name, scores: scores[i]! }));
    const performance = run.cancelled
      ? null
      : await comparePerformance(problem, models, rows, { ...intervals, key, run });
    const predictions = target.kind === "numbers" ? null : new Int32Array(problem.table.rows).fill(-1);
    for (const row of predictions ? rows : []) {
      predictions![row] = likeliest(own, row, (target as { count: number }).count);
    }
    return { predictions, metrics: null, comparison: null, performance };
  }
  const predictions = classify(problem, own, thresholds, scored);
  if (run.cancelled) return { predictions, metrics: null, comparison: null, performance: null };
  const options = { ...intervals, key, run };
  await run.breathe();
  const metrics = await auditGroups(problem, { name: "decoupled", predictions, scores: own }, rows, options);
  const models: ModelRows[] = [];
  if (pooled) {
    const shared = await sharedByFold(scoredCohorts(problem, pooled, scored), scored.folds, {
      settings,
      run,
    });
    models.push({ name: "pooled", predictions: classify(problem, pooled, shared, scored), scores: pooled });
  }
  if (alone) {
    const cohorts = scoredCohorts(problem, alone, scored);
    const byFold = (await crossFit(cohorts, { folds: scored.folds, settings, run })).thresholds;
    models.push({ name: "decoupled", predictions: classify(problem, alone, byFold, scored), scores: alone });
  }
  models.push({ name: alone ? "transfer" : "decoupled", predictions, scores: own });
  const comparison =
    models.length > 1 && !run.cancelled ? await auditModels(problem, models, rows, options) : null;
  return { predictions, metrics, comparison, performance: null };
}

/** Cohorts with the scores of the rows that are judged. */
export function scoredCohorts(
  problem: DecoupledProblem,
  scores: Float64Array,
  { rows, fold }: Pick<Scored, "rows" | "fold">,
): FoldedCohort[] {
  const isJudged = new Uint8Array(problem.table.rows);
  for (const row of rows) isJudged[row] = 1;
  const rowsOf = (k: number) => problem.cohorts[k]!.rows.filter((row) => isJudged[row] === 1);
  return foldedCohorts(problem, { scores, fold, rowsOf });
}

/** One threshold for all cohorts, chosen without each fold. */
async function sharedByFold(
  cohorts: readonly FoldedCohort[],
  folds: number,
  { settings, run }: { settings: ThresholdSettings; run: RunContext },
): Promise<number[][]> {
  const byFold: number[][] = [];
  for (let f = 0; f < folds; f++) {
    const threshold = await sharedThreshold(withoutFold(cohorts, f), settings, run);
    byFold.push(cohorts.map(() => threshold));
  }
  return byFold;
}

function classify(
  { cohort }: DecoupledProblem,
  scores: Float64Array,
  thresholds: number[][],
  { rows, fold }: Pick<Scored, "rows" | "fold">,
): Int32Array {
  const classes = new Int32Array(cohort.length).fill(-1);
  for (const row of rows) classes[row] = scores[row]! >= thresholds[fold[row]!]![cohort[row]!]! ? 1 : 0;
  return classes;
}

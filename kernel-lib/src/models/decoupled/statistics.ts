import type { FitStatistics } from "../../contract/index.js";
import { areaUnderCurve } from "../../metrics/auc.js";
import type { DecoupledDetails } from "./details.js";
import type { DecoupledOptions, DecoupledProblem } from "./prepare.js";
import type { PerformanceRow } from "./performance.js";
import type { Trained } from "./estimators/trained.js";

/** What the tables, statistics and warnings of a fit are made of. */
export interface FitParts {
  problem: DecoupledProblem;
  options: DecoupledOptions;
  details: DecoupledDetails;
  /** By cohort; null where ready-made scores are given. */
  trained: Trained[] | null;
  /** For several classes and numbers. */
  performance: PerformanceRow[] | null;
  level: number;
}

/**
 * `objective`, `bound` and `gap` of the thresholds on the scores they were chosen on, with its parts `error` and
 * `fairness`; `heldOutError` and `heldOutFairness` on rows that had no part in choosing them; and `auc`, `errorRate` or
 * `rmse` of the scores of models that did not see the row.
 */
export function statisticsOf({ problem, options, details, trained, performance }: FitParts): FitStatistics {
  const { thresholds, crossFit, judgedOn, labels, weights } = details;
  const { fairnessLoss, lambda = 0.8 } = options;
  const fit: FitStatistics = {
    nObs: problem.table.rows,
    cohorts: problem.cohorts.length,
    ...(trained && parametersOf(trained)),
  };
  if (thresholds) {
    const { objective, bound, gap, parts } = thresholds;
    Object.assign(fit, { objective, bound, gap, error: parts.error });
    if (fairnessLoss) Object.assign(fit, { fairness: parts.fairness, lambda });
    if (crossFit) fit["heldOutError"] = crossFit.judged.error;
    if (crossFit && fairnessLoss) fit["heldOutFairness"] = crossFit.judged.fairness;
    const rows = Int32Array.from(labels.keys()).filter((row) => !Number.isNaN(judgedOn[row]));
    const auc = areaUnderCurve(
      rows.length === labels.length ? judgedOn : Float64Array.from(rows, (row) => judgedOn[row]!),
      Array.from(rows, (row) => labels[row]!),
      weights && Array.from(rows, (row) => weights[row]!),
    );
    fit["auc"] = Number.isNaN(auc) ? null : auc;
  }
  for (const { cohort, model, measure, value } of performance ?? []) {
    const last = details.thetas.some((choice) => choice !== null) ? "transfer" : "decoupled";
    if (cohort === null && model === last) fit[measure] = value.estimate;
  }
  return fit;
}

/** Coefficients of all models together; nothing where they are not of that kind. */
function parametersOf(trained: Trained[]): { nParams?: number } {
  let nParams = 0;
  for (const { model } of trained) {
    if (model.kind !== "linear") return {};
    nParams += model.coefficients.reduce((count, own) => count + own.length, 0);
  }
  return { nParams };
}

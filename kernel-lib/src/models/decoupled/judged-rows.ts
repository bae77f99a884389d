import { foldIn, type Key } from "../../compute/random/index.js";
import type { FoldedCohort } from "./cross-fit.js";
import { holdOut, shuffledFolds } from "./folds.js";
import type { DecoupledProblem } from "./prepare.js";

/** A number for each combination of cohort and class, so that every fold has its share of each. */
function strata({ cohort, target }: DecoupledProblem): Int32Array {
  if (target.kind === "numbers") return cohort;
  return cohort.map((k, row) => k * target.count + target.codes[row]!);
}

/** Rows kept from training (1). */
export const heldRows = (problem: DecoupledProblem, share: number, key: Key): Uint8Array =>
  holdOut(foldIn(key, 0), strata(problem), share);

/** Fold of each row. */
export const foldsOfRows = (problem: DecoupledProblem, folds: number, key: Key): Int32Array =>
  shuffledFolds(foldIn(key, 1), strata(problem), folds);

/** Scored rows of every cohort of two classes, in the order of the table. */
export function foldedCohorts(
  problem: DecoupledProblem,
  { scores, fold, rowsOf }: { scores: Float64Array; fold: Int32Array; rowsOf: (k: number) => Int32Array },
): FoldedCohort[] {
  const { cohorts, target, weights } = problem;
  const codes = target.kind === "classes" ? target.codes : new Int32Array(0);
  return cohorts.map(({ name }, k) => {
    const rows = rowsOf(k);
    return {
      name,
      scores: Float64Array.from(rows, (row) => scores[row]!),
      labels: Uint8Array.from(rows, (row) => codes[row]!),
      ...(weights && { weights: Float64Array.from(rows, (row) => weights[row]!) }),
      fold: Int32Array.from(rows, (row) => fold[row]!),
    };
  });
}

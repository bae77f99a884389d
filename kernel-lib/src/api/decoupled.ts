import type { ColumnTable } from "arquero";
import { decoupledCharts } from "../charts/decoupled-charts.js";
import type { ResultDocument } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import {
  configOf,
  type DecoupledOptions,
  estimateDecoupled,
  predictByCohort as predictSplit,
} from "../models/decoupled/index.js";
import { type ModelFunction, modelFunction } from "./model-function.js";

/**
 * Decoupled classifiers: a model for each cohort, with thresholds chosen together so that error and unequal treatment
 * are weighed against each other (Dwork, Immorlica, Kalai and Leiserson 2018). The thresholds minimise
 * λ · error + (1 − λ) · fairness loss over every possible set of thresholds, and the fit carries the proof: `objective`,
 * a lower `bound` and the `gap` between them.
 *
 * The table has one row a person or case. Options (defaults in brackets; full text by hovering over a field):
 * - `label`: column of what came true; of two classes `positive` [the larger] is the one selected. More classes, or
 *   numbers (a regression), have models and no thresholds. `task` settles whether numbers are classes
 * - `cohorts`: `{ columns }`, every observed combination of these, or `{ definitions }` by name, such as
 *   `{ young: ["age", "<", 25], others: null }`; `readCohorts` reads them from JSON files
 * - `features` [all other columns]; or `score`, a column of ready-made probabilities, when only thresholds are wanted
 * - `estimator` [`"logistic"`, of numbers `"linear"`]: or `tree`, `forest`, `boosted`, with `estimatorOptions`
 *   (`penalty` ["ridge"], `strength` [1], `trees` [100], `maxDepth`, `minLeaf`, `learningRate` [0.1]); or an object of
 *   your own with `fit(x, y, weights?)` and `predictProbability(x)` (of a regression `predict(x)`), of which each cohort
 *   trains a copy, or a function that makes one: see `CustomEstimator`. `impute` ["median"] and `scale` [true] are
 *   learnt from each cohort's own training rows
 * - `minCohortSize` [50], `minCohortShare` [0.1], `minorityRate` [0.1]: what makes a cohort large enough. Others of
 *   `{ columns }` are merged with the smallest; with `theta` (a weight, several to choose among, or true) rows of other
 *   cohorts help train them, if their labels are no further than `cohortDistance` [0.8]; `defaultTheta`,
 *   `minFoldSizeTheta` [20]
 * - `fairnessLoss`: `balanced` (mean of the cohorts' errors), `worst-group-error`, `demographic-parity`,
 *   `numerical-parity`, `equal-opportunity`, `equalised-odds`, `predictive-parity`; without one each cohort is cut by
 *   `threshold` ["f1"] or `roc`. `lambda` [0.8]: weight of the error; `costs` [1 and 1]: of wrong positives and negatives
 * - `select` ["out-of-fold"]: scores that thresholds are chosen on; or `held-out` (`heldOut` [0.25] of the rows), or
 *   `training`; `folds` [5]
 * - `frontier` [true]: the best thresholds for every λ from 0 to 1; `bootstraps` [200]: behind the intervals
 * - `search` ["exact"], `scaling` ["published"]: `one-pass` and `as-coded` do as raimitigations does, for comparison;
 *   `timeLimit`: seconds after which the search states its gap instead of closing it
 * - `weights`, `missing` ["error"], `level` [0.95], `seed` [1], `threads` [0: one a core]
 *
 * Whatever the account of a fit says of people (`groups`, `metrics`, `disparities`, `comparison`), each was judged by a
 * model and by thresholds that had not seen them. The fit holds the thresholds, the trade-off, metrics by group with
 * bootstrap intervals, and what decoupling bought each cohort against one model for everybody.
 *
 * `fit.predict(rows)` gives each row's `cohort`, `fitted` class, `probability` and `threshold`; `predictByCohort` gives
 * a table a cohort.
 *
 * @throws InputError for an option, a column or a value that cannot be used, before any training: a row in no cohort or
 *   in two, a defined cohort that is too small, a cohort without help, a label that is constant.
 * @example
 * const fit = await decoupled(applicants, {
 *   label: "hired", cohorts: { columns: ["gender"] }, fairnessLoss: "demographic-parity", lambda: 0.5,
 * });
 * fit.chart("frontier")
 */
export const decoupled: ModelFunction<DecoupledOptions> = modelFunction("decoupled", {
  estimate: estimateDecoupled,
  charts: decoupledCharts,
  plain: configOf,
});

/**
 * Predictions of a decoupled fit, a table for each cohort that has rows, by the cohort's name: the columns of
 * `fit.predict`, and `row`, the number of the row in the table given, from 1.
 * @param fit A fit, or its result document.
 * @throws InputError as `fit.predict`: when a row is in no cohort or in two, naming it.
 */
export function predictByCohort(fit: ResultDocument, table: TableLike): Record<string, ColumnTable> {
  return predictSplit(fit, asTable(table, "predictByCohort"));
}

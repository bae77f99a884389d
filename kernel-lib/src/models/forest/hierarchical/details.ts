import type { RandomForestDetails } from "../details.js";
import type { UnobservedClassRow } from "../../../metrics/unobserved-class.js";
import type { ClassEstimates } from "./class-estimates.js";
import type { RecoveryByClass } from "./recovery.js";

/**
 * What the charts of a hierarchical forest draw. Tables of the document, by name:
 * - `accuracy`: model (`estimated class` or `true class`), group (`(all)` first), rows; of a regression mse, mae, bias,
 *   rSquared; of classes error, brier, logLoss, and of two classes sensitivity and specificity.
 * - `intervals` (regression): model, group, rows, coverage, width, conformalCoverage, conformalWidth.
 * - `recovery`: class, rows, observed and estimated share, sensitivity, precision, auc, brier; or, of a number, one row
 *   with rows, mse, bias, rSquared, correlation.
 * - `recoveryCalibration`: class (absent for a number), from, to, rows, estimated, observed.
 * - `recoveryConfusion`, `confusion`, `naiveConfusion`: as `confusion` of a random forest.
 * - `disparity` (classes protected): level (of an outcome of classes), method, class, estimate, stdError, lower, upper,
 *   difference, differenceStdError, differenceLower, differenceUpper.
 * - `explained`, `heaviest`: of the top forest, as `explainedRows` says, with the estimates of the class as class1, ….
 * - `importance`, `errors`, `partialDependence` of the top forest; `proxyImportance`; `naiveImportance`.
 */
export interface HierarchicalForestDetails {
  /** Each row's place in the table; null when all its rows were used. */
  kept: Int32Array | null;
  protectedName: string;
  /** Classes of the protected column; null for a number. */
  levels: readonly string[] | null;
  bottom: RandomForestDetails;
  /** Null in a run that was stopped before it. */
  top: RandomForestDetails | null;
  naive: RandomForestDetails | null;
  estimates: ClassEstimates;
  /** Null for a number. */
  recovery: RecoveryByClass[] | null;
  disparity: OutcomeDisparity[];
}

/** Disparity of one outcome: a class of the outcome against the others, or a mean. */
export interface OutcomeDisparity {
  /** Class of the outcome; null for a number. */
  level: string | null;
  rows: (Omit<UnobservedClassRow, "method"> & { method: UnobservedClassRow["method"] | "observed" })[];
}

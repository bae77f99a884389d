import { didYouMean, InputError, show } from "../../contract/index.js";
import { freshEstimator, isCustom } from "./estimators/custom.js";
import type { Target } from "./estimators/target.js";
import type { DecoupledOptions } from "./prepare.js";

const where = "decoupled";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/** Options out of range, for callers who come without the schema. */
export function checkRanges(options: DecoupledOptions): void {
  const shares = ["defaultTheta", "cohortDistance", "minCohortShare", "minorityRate", "lambda"] as const;
  for (const name of shares) {
    const value = options[name];
    if (value !== undefined && !(value >= 0 && value <= 1)) {
      throw refuse(`'${name}' must be between 0 and 1, got ${show(value)}`);
    }
  }
  const { theta, folds = 5, heldOut = 0.25, minCohortSize = 50, minFoldSizeTheta = 20 } = options;
  const thetas = typeof theta === "object" ? theta : typeof theta === "number" ? [theta] : [];
  if (typeof theta === "object" && theta.length === 0)
    throw refuse("'theta' is an empty list; give weights to choose among");
  const wrong = thetas.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw refuse(`'theta' must be between 0 and 1, got ${show(wrong)}`);
  if (!(Number.isInteger(folds) && folds >= 2))
    throw refuse(`'folds' must be a whole number of at least 2, got ${show(folds)}`);
  if (!(heldOut > 0 && heldOut < 1)) throw refuse(`'heldOut' must be between 0 and 1, got ${show(heldOut)}`);
  for (const [name, value] of Object.entries({ minCohortSize, minFoldSizeTheta })) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw refuse(`'${name}' must be a whole number of at least 1, got ${show(value)}`);
    }
  }
  const keys = Object.keys(options.cohorts ?? {});
  if (keys.length !== 1 || !["columns", "definitions"].includes(keys[0]!)) {
    const hint = keys[0] === undefined ? "" : didYouMean(keys[0], ["columns", "definitions"]);
    throw refuse(`'cohorts' must have either 'columns' or 'definitions'${hint}`);
  }
}

/** Refuses what only two classes can have: a fairness loss, and ready-made scores. */
export function refuseForTwoClasses({ fairnessLoss, score }: DecoupledOptions, target: Target): void {
  const what = target.kind === "numbers" ? "'label' is numeric" : `'label' has ${target.count} classes`;
  const mend =
    target.kind === "numbers"
      ? "cut it into two classes"
      : "give 'positive' to set one class against the others";
  if (fairnessLoss !== undefined) {
    throw refuse(`'fairnessLoss' needs thresholds, and so two classes, but ${what}; ${mend}`);
  }
  if (score !== undefined) throw refuse(`'score' needs two classes, but ${what}; ${mend}`);
}

/** Refuses an estimator that cannot do what the label or the weights ask of it. */
export function checkEstimator(options: DecoupledOptions, target: Target): void {
  const { estimator, theta, weights } = options;
  const regression = target.kind === "numbers";
  if (estimator === "custom") {
    throw refuse(
      "'estimator' is 'custom', which stands for an object of the analyst's own; give that object, or the name of another estimator",
    );
  }
  if (estimator === "logistic" && regression) {
    throw refuse(
      "'estimator' is 'logistic', which is for classes, but 'label' is numeric; use 'linear' or trees",
    );
  }
  if (estimator === "linear" && !regression) {
    throw refuse(
      "'estimator' is 'linear', which is for numbers, but 'label' has classes; use 'logistic' or trees",
    );
  }
  if (isCustom(estimator)) {
    const weighted = weights !== undefined || (theta !== undefined && theta !== false);
    freshEstimator(estimator, { regression, weighted, where });
  }
}

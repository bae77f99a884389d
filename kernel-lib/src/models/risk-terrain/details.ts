import type { HotSpotAccuracy } from "../../metrics/hot-spots.js";

/**
 * What the charts of a risk terrain model draw; arrays have one value for each unit used, in the table's order.
 *
 * Tables of the document, by name; `set` and `variable` are text, the rest numbers unless noted:
 * - `coefficients`: term, set (null for the always columns), estimate, stdError, statistic, pValue, lower, upper,
 *   ratio, ratioLower, ratioUpper, and with replicates bootstrapLower, bootstrapUpper (of the ratio).
 * - `selection`: every candidate: set, variable, units (where it is not 0), chosen (boolean), trained (`dropout`:
 *   coefficient at the end of burn-in; `lasso`: coefficient at the λ chosen; null for `exact`), difference (the
 *   criterion of the best model with this variable less the optimum; null where none is admissible), optimal
 *   (boolean; null where the optimum is not known). Each set has one more row, variable "(none)".
 * - `stability` (replicates > 0): every candidate and one "(none)" row a set: set, variable, chosen, seeds (share of
 *   seeds that chose it; null for `exact`, which has none), resamples (share of bootstrap resamples that did), ratio (median over those resamples),
 *   ratioLower, ratioUpper.
 * - `agreement` (replicates > 0): method, seeds and resamples (how many were run), seedsOptimal and
 *   resamplesOptimal (shares that found the exact optimum of their data), seedsDistinct, resamplesDistinct (how many
 *   different selections).
 * - `accuracy`: period (text: the name of the outcome column judged by), rule ("share" or "z > 2"), share, units,
 *   crimes, hitRate, pai, paiLower, paiUpper, paiOracle, pei, rri.
 * - `conjunctive`: combination (text: the factors present, joined by " + ", or "(none)"), one integer column
 *   `factor1`, `factor2`, … for each chosen variable (its name is the column's label), units, expected, observed,
 *   nextObserved (with `nextOutcome`), relativeRisk.
 * - `trained` (`dropout`): term, set, trained: what gradient descent ended with.
 * - `path` (`lasso`): lambda, nonzero, loss (cross-validated mean deviance), stdError, chosen (boolean).
 * - `dispersion` (negative binomial), as for `glm`.
 */
export interface RiskTerrainDetails {
  family: "poisson" | "negative-binomial";
  method: "exact" | "lasso" | "dropout";
  /** Each unit's row in the table; null when all its rows were used. */
  kept: Int32Array | null;
  outcome: Float64Array;
  /** Counts of the next period; null without `nextOutcome`. */
  nextOutcome: Float64Array | null;
  /** Area of each unit; null when all count the same. */
  area: Float64Array | null;
  coordinates: { x: Float64Array; y: Float64Array } | null;
  exposure: Float64Array | null;
  /** Expected counts. */
  fitted: Float64Array;
  /** exp of the chosen variables' sum: 1 where no risk factor is present. */
  relativeRisk: Float64Array;
  /** Negative-binomial shape; null for the Poisson and where it is infinite. */
  theta: number | null;
  chosen: ChosenVariable[];
  /** Loss of `dropout`, a point every so many steps; empty for the other methods. */
  losses: LossPoint[];
  /** Accuracy at a ladder of shares for the curve, by period. */
  accuracyCurves: AccuracyCurve[];
}

export interface ChosenVariable {
  set: string;
  variable: string;
  estimate: number;
}

export interface LossPoint {
  phase: "burn-in" | "pruned";
  /** Counted from the start of burn-in. */
  step: number;
  loss: number;
}

export interface AccuracyCurve {
  /** Name of the outcome column. */
  period: string;
  /** In ascending order of share. */
  points: HotSpotAccuracy[];
}

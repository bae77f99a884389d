import { table as arqueroTable, type ColumnTable } from "arquero";
import { InputError, type ResultDocument } from "../../contract/index.js";
import { negativeBinomialQuantile, poissonQuantile } from "../../compute/special/index.js";
import { applyDesign, evaluate } from "../../data/design/index.js";
import type { Table } from "../../data/table.js";
import { familyOf } from "./families.js";
import { criticalValue } from "./inference.js";
import { checkLevel, readExposure } from "./prediction-input.js";
import { readPredictor, type LinearPredictor } from "./predictor.js";

export interface PredictLinearOptions {
  /** Confidence level of the intervals, between 0 and 1. Default: the fit's own. */
  level?: number;
}

/**
 * Predictions of an OLS or GLM fit for new rows, as a table of as many rows:
 *
 * - `fitted`: the mean, with the rows' own offset and exposure;
 * - `linearPredictor`, and `stdError`, its standard error;
 * - `lower`, `upper`: confidence interval of the mean, through the link;
 * - `predictionLower`, `predictionUpper` (not binomial): where one new outcome falls with that probability. The
 *   gaussian's counts the uncertainty of the coefficients; the counts' are quantiles given the mean and theta, and
 *   leave out that these are estimates.
 *
 * A row with a missing value in a column the model uses is NaN throughout.
 * @throws InputError when the document is not a linear fit's, or the table lacks a column or holds a value that
 *   the model cannot use.
 */
export function predictLinear(
  document: ResultDocument,
  table: Table,
  { level }: PredictLinearOptions = {},
): ColumnTable {
  const predictor = readPredictor(document);
  const probability = checkLevel(level, predictor.level);
  const where = "predict";
  const design = applyDesign(predictor.recipe, table, { where });
  const { coefficients, covariance } = predictor;
  const p = coefficients.length;
  if (design.columns !== p) {
    throw new InputError(
      "predict: the result document is damaged: its recipe and coefficients differ in number",
    );
  }
  const offset = readOffset(predictor, table, where);
  const flat = covariance.flat().map((value) => value ?? NaN);
  const reach = criticalValue(probability, predictor.df ?? Infinity);
  const { mean } = familyOf(predictor.family);

  const column = () => new Float64Array(table.rows);
  const out = {
    fitted: column(),
    linearPredictor: column(),
    stdError: column(),
    lower: column(),
    upper: column(),
  };
  for (let i = 0; i < table.rows; i++) {
    const x = design.values.subarray(i * p, (i + 1) * p);
    let eta = offset ? offset[i]! : 0;
    let variance = 0;
    for (let j = 0; j < p; j++) {
      if (x[j] === 0) continue;
      eta += x[j]! * coefficients[j]!;
      for (let k = 0; k < p; k++) if (x[k] !== 0) variance += x[j]! * x[k]! * flat[j * p + k]!;
    }
    const error = Math.sqrt(Math.max(0, variance));
    out.linearPredictor[i] = eta;
    out.stdError[i] = error;
    out.fitted[i] = mean(eta);
    out.lower[i] = mean(eta - reach * error);
    out.upper[i] = mean(eta + reach * error);
  }
  return arqueroTable({ ...out, ...newOutcomes(predictor, out, { probability, reach }) });
}

function readOffset({ offset, exposure }: LinearPredictor, table: Table, where: string): Float64Array | null {
  const values = offset === null ? null : evaluate(table, offset, { where, field: "offset" });
  if (exposure === null) return values;
  return readExposure(table, exposure).map((value, row) => Math.log(value) + (values ? values[row]! : 0));
}

function newOutcomes(
  { family, scale, theta }: LinearPredictor,
  { fitted, stdError }: { fitted: Float64Array; stdError: Float64Array },
  { probability, reach }: { probability: number; reach: number },
): { predictionLower?: Float64Array; predictionUpper?: Float64Array } {
  const low = (1 - probability) / 2;
  switch (family) {
    case "binomial":
      return {};
    case "gaussian": {
      const spread = stdError.map((error) => reach * Math.sqrt(error * error + (scale ?? NaN)));
      return {
        predictionLower: fitted.map((mean, i) => mean - spread[i]!),
        predictionUpper: fitted.map((mean, i) => mean + spread[i]!),
      };
    }
    case "poisson":
    case "negative-binomial": {
      const quantile = (p: number) => (mean: number) =>
        theta === null ? poissonQuantile(p, mean) : negativeBinomialQuantile(p, mean, theta);
      return { predictionLower: fitted.map(quantile(low)), predictionUpper: fitted.map(quantile(1 - low)) };
    }
  }
}

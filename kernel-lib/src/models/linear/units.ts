import type { FitStatistics } from "../../contract/index.js";
import type { LinearDetails } from "./details.js";
import type { LinearProblem } from "./problem.js";

/** In which the outcome is computed with: (y − origin) / unit. */
export interface Units {
  origin: number;
  unit: number;
}

/**
 * Least squares is computed in units of the power of two nearest to the outcome's (weighted) standard deviation,
 * so that no square overflows and convergence means the same in metres and in nanometres, and from a whole number
 * of units near its mean, where there is an intercept to take that up. The other families' outcomes have no units.
 */
export function unitsOf({ family, rows, response, offset, weights, intercept }: LinearProblem): Units {
  const none = { origin: 0, unit: 1 };
  if (family !== "gaussian") return none;
  const valueOf = (i: number) => response[i]! - (offset ? offset[i]! : 0);
  let largest = 0;
  for (let i = 0; i < rows; i++) largest = Math.max(largest, Math.abs(valueOf(i)));
  if (!(largest > 0) || largest === Infinity) return none;
  let total = 0;
  let mean = 0;
  for (let i = 0; i < rows; i++) {
    const w = weights ? weights[i]! : 1;
    total += w;
    mean += w * (valueOf(i) / largest);
  }
  mean /= total;
  let squares = 0;
  for (let i = 0; i < rows; i++) squares += (weights ? weights[i]! : 1) * (valueOf(i) / largest - mean) ** 2;
  const unit = 2 ** Math.round(Math.log2(largest) + 0.5 * Math.log2(squares / rows));
  if (!(unit > 0 && unit < Infinity)) return none;
  const origin = intercept ? Math.round((mean * largest) / unit) * unit : 0;
  return { origin: Number.isFinite(origin) ? origin : 0, unit };
}

/** The same problem with its outcome in the given units. */
export function inUnits(problem: LinearProblem, { origin, unit }: Units): LinearProblem {
  if (unit === 1 && origin === 0) return problem;
  const { response, offset } = problem;
  return {
    ...problem,
    response: response.map((value) => (value - origin) / unit),
    offset: offset && offset.map((value) => value / unit),
  };
}

/** Coefficients of the problem in its own units. */
export function coefficientsFromUnits(coefficients: Float64Array, { origin, unit }: Units): Float64Array {
  return coefficients.map((value, j) => fromUnits(value, unit) + (j === 0 ? origin : 0));
}

/** A value × unit^power; NaN where it leaves the range of the computer's numbers. */
export function fromUnits(value: number, unit: number, power: 1 | 2 = 1): number {
  const result = power === 1 ? value * unit : value * unit * unit;
  return value !== 0 && (result === 0 || !Number.isFinite(result)) ? NaN : result;
}

/** Fit statistics of the problem in its own units. */
export function fitFromUnits(fit: FitStatistics, unit: number): FitStatistics {
  if (unit === 1) return fit;
  const out: FitStatistics = { ...fit };
  const change = (field: string, of: (value: number) => number) => {
    const value = out[field];
    if (typeof value !== "number") return;
    const result = of(value);
    out[field] = Number.isFinite(result) ? result : null;
  };
  const shift = fit.nObs! * Math.log(unit);
  for (const field of ["deviance", "pearsonChi2", "nullDeviance", "scale"]) {
    change(field, (value) => fromUnits(value, unit, 2));
  }
  change("sigma", (value) => fromUnits(value, unit));
  for (const field of ["logLik", "nullLogLik"]) change(field, (value) => value - shift);
  for (const field of ["aic", "bic"]) change(field, (value) => value + 2 * shift);
  return out;
}

/** Details of the problem in its own units; pearson residuals and their like are those of the units, too. */
export function detailsFromUnits(
  details: LinearDetails,
  { response }: Pick<LinearProblem, "response">,
  { origin, unit }: Units,
): LinearDetails {
  if (unit === 1 && origin === 0) return details;
  const times = (values: Float64Array) => values.map((value) => value * unit);
  const back = (values: Float64Array) => values.map((value) => value * unit + origin);
  const { residuals } = details;
  return {
    ...details,
    response,
    fitted: back(details.fitted),
    linearPredictor: back(details.linearPredictor),
    residuals: {
      response: times(residuals.response),
      pearson: times(residuals.pearson),
      deviance: times(residuals.deviance),
    },
    scale: fromUnits(details.scale, unit, 2),
  };
}

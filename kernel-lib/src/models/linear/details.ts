import type { GlmFamily } from "../../contract/index.js";
import type { Family } from "./families.js";
import { LEVERAGE_ONE } from "./leverage-one.js";
import type { LinearProblem } from "./problem.js";

/** What diagnostics need of a fitted regression: one value for each row used, in the rows' order. */
export interface LinearDetails {
  family: GlmFamily;
  /** Each row's place in the table; null when all its rows were used. */
  kept: Int32Array | null;
  response: Float64Array;
  /** Fitted means. */
  fitted: Float64Array;
  linearPredictor: Float64Array;
  residuals: {
    /** y − mean. */
    response: Float64Array;
    /** (y − mean)·√(weight/variance). */
    pearson: Float64Array;
    /** Signed roots of the rows' deviances. */
    deviance: Float64Array;
  };
  /** Diagonal of the hat matrix. */
  leverage: Float64Array;
  /** Cook's distances; NaN where the leverage is 1. */
  cooks: Float64Array;
  /** Prior weights; null when all are 1. */
  weights: Float64Array | null;
  /** Dispersion: residual variance (gaussian), 1 for the others. */
  scale: number;
  /** Negative-binomial shape; null for the others and where it is infinite. */
  theta: number | null;
  /** The design matrix, row-major, rows × parameters. */
  design: Float64Array;
  /** Coefficients estimated, without theta. */
  parameters: number;
}

export function detailsOf(
  { family, rows, kept, columns, design, response, weights }: LinearProblem,
  {
    eta,
    fitted,
    functions,
    leverage,
    alpha,
  }: {
    eta: Float64Array;
    fitted: Float64Array;
    functions: Family;
    leverage: Float64Array;
    alpha: number;
  },
): LinearDetails {
  const raw = new Float64Array(rows);
  const pearson = new Float64Array(rows);
  const deviance = new Float64Array(rows);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const w = weights ? weights[i]! : 1;
    raw[i] = response[i]! - fitted[i]!;
    const variance = functions.variance(fitted[i]!);
    pearson[i] = raw[i] === 0 ? 0 : raw[i]! * Math.sqrt(w / variance);
    deviance[i] = Math.sign(raw[i]!) * Math.sqrt(w * functions.deviance(response[i]!, fitted[i]!));
    sum += pearson[i]! ** 2;
  }
  const scale = family === "gaussian" ? sum / (rows - columns) : 1;
  const cooks = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const h = leverage[i]!;
    cooks[i] = h > LEVERAGE_ONE ? NaN : (pearson[i]! ** 2 * h) / (columns * scale * (1 - h) ** 2);
  }
  return {
    family,
    kept,
    response,
    fitted,
    linearPredictor: eta,
    residuals: { response: raw, pearson, deviance },
    leverage,
    cooks,
    weights,
    scale,
    theta: alpha > 0 ? 1 / alpha : null,
    design,
    parameters: columns,
  };
}

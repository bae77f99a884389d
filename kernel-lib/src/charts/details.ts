import type { GlmFamily } from "../contract/index.js";

/** What the diagnostics charts draw of a regression: one value a row that was used, in the rows' order. */
export interface RegressionDetails {
  family: GlmFamily;
  /** Each row's place in the table; null when all its rows were used. */
  kept: Int32Array | null;
  response: Float64Array;
  /** Fitted means. */
  fitted: Float64Array;
  linearPredictor: Float64Array;
  residuals: { deviance: Float64Array; pearson: Float64Array };
  /** Diagonal of the hat matrix. */
  leverage: Float64Array;
  /** Cook's distances. */
  cooks: Float64Array;
  /** Prior weights; null when all are 1. */
  weights: Float64Array | null;
  /** Dispersion: residual variance (gaussian), 1 for the others. */
  scale: number;
  /** Negative-binomial shape, variance = mean + mean²/theta. */
  theta: number | null;
  /** The design matrix, row-major, rows × parameters. */
  design: Float64Array;
  /** Coefficients estimated, without theta. */
  parameters: number;
}

/** Pearson residual over its standard deviation: r / √(scale · (1 − leverage)); NaN where the leverage is 1. */
export function standardized({ residuals, leverage, scale }: RegressionDetails, i: number): number {
  const left = 1 - leverage[i]!;
  return left > 1e-12 ? residuals.pearson[i]! / Math.sqrt(scale * left) : NaN;
}

import type { LinearDetails } from "../models/linear/index.js";

/** Pearson residual over its standard deviation: r / √(scale · (1 − leverage)); NaN where the leverage is 1. */
export function standardized({ residuals, leverage, scale }: LinearDetails, i: number): number {
  const left = 1 - leverage[i]!;
  return left > 1e-12 ? residuals.pearson[i]! / Math.sqrt(scale * left) : NaN;
}

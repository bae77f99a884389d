import type { FusedEngine } from "../../compute/fused/index.js";
import { multiply, sandwich } from "../../compute/linalg/index.js";
import { LEVERAGE_ONE } from "./leverage-one.js";
import type { LinearProblem, Coordinates } from "./problem.js";
import type { RowTerms } from "./rows.js";

export interface CovarianceOptions {
  engine: FusedEngine;
  coordinates: Coordinates;
  /** Inverse of the information in the scaled coefficients, and log α when `terms.alphaScore` is there. */
  inverse: Float64Array;
  terms: RowTerms;
  /** Diagonal of the hat matrix. */
  leverage: Float64Array;
  /** Residual variance of the gaussian family; 1 for the others. */
  scale: number;
}

/**
 * Covariance of the scaled coefficients (and log α).
 *
 * - `classical`: scale × the inverse information.
 * - `HC0`–`HC3`: inverse × Σ f² s sᵀ × inverse, s the score of a row and f² = 1, n/(n − k), 1/(1 − h) and
 *   1/(1 − h)² (MacKinnon and White 1985; for GLMs with working residuals and hat values as in R's sandwich,
 *   Zeileis 2006). statsmodels' GLM gives HC0 under all four names. A row of leverage 1 is fitted exactly whatever
 *   its outcome, so its own error cannot be seen: HC2 and HC3 leave it out (see `leverageOne`).
 * - `cluster`: scores summed within clusters first, times G/(G − 1) × (n − 1)/(n − k) (Liang and Zeger 1986),
 *   as statsmodels and Stata.
 *
 * The negative binomial's scores hold dℓ/d log α beside those of the coefficients, and k counts α.
 */
export async function covarianceOf(
  problem: LinearProblem,
  options: CovarianceOptions,
): Promise<Float64Array> {
  const { rows, columns, errors, clusterCount } = problem;
  const { inverse, terms, scale } = options;
  const size = columns + (terms.alphaScore ? 1 : 0);
  if (errors === "classical") return inverse.map((value) => value * scale);
  if (errors === "cluster") {
    const correction = (clusterCount / (clusterCount - 1)) * ((rows - 1) / (rows - size));
    return sandwich(inverse, clusterMeat(problem, options, size), size, size).map(
      (value) => value * correction,
    );
  }
  const meat = await rowMeat(problem, options, size);
  return sandwich(inverse, meat, size, size);
}

/** The factor f that each row's score is multiplied by. */
function inflation(
  { errors, rows }: LinearProblem,
  leverage: Float64Array,
  size: number,
): (i: number) => number {
  switch (errors) {
    case "HC1":
      return () => Math.sqrt(rows / (rows - size));
    case "HC2":
      return (i) => (leverage[i]! > LEVERAGE_ONE ? 0 : 1 / Math.sqrt(1 - leverage[i]!));
    case "HC3":
      return (i) => (leverage[i]! > LEVERAGE_ONE ? 0 : 1 / (1 - leverage[i]!));
    default:
      return () => 1;
  }
}

async function rowMeat(
  problem: LinearProblem,
  { engine, coordinates, terms, leverage }: CovarianceOptions,
  size: number,
): Promise<Float64Array> {
  const { columns } = problem;
  const factor = inflation(problem, leverage, size);
  const root = terms.score.map((value, i) => Math.abs(value) * factor(i));
  const block = await engine.gram(root);
  if (!terms.alphaScore) return block;
  const meat = new Float64Array(size * size);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < columns; j++) meat[i * size + j] = block[i * columns + j]!;
  }
  const weighted = terms.score.map((value, i) => value * terms.alphaScore![i]! * factor(i) ** 2);
  const cross = new Float64Array(columns);
  forScaledRows(problem, coordinates, (row, i) => {
    for (let j = 0; j < columns; j++) cross[j]! += row[j]! * weighted[i]!;
  });
  for (let j = 0; j < columns; j++) meat[j * size + columns] = meat[columns * size + j] = cross[j]!;
  meat[size * size - 1] = terms.alphaScore.reduce((sum, value, i) => sum + (value * factor(i)) ** 2, 0);
  return meat;
}

function clusterMeat(
  problem: LinearProblem,
  { coordinates, terms }: CovarianceOptions,
  size: number,
): Float64Array {
  const { columns, clusters, clusterCount } = problem;
  const sums = new Float64Array(clusterCount * size);
  forScaledRows(problem, coordinates, (row, i) => {
    const at = clusters![i]! * size;
    for (let j = 0; j < columns; j++) sums[at + j]! += row[j]! * terms.score[i]!;
    if (terms.alphaScore) sums[at + columns]! += terms.alphaScore[i]!;
  });
  const transposed = new Float64Array(size * clusterCount);
  for (let g = 0; g < clusterCount; g++) {
    for (let j = 0; j < size; j++) transposed[j * clusterCount + g] = sums[g * size + j]!;
  }
  return multiply(transposed, sums, size, clusterCount, size);
}

function forScaledRows(
  { rows, columns, design }: LinearProblem,
  { centre, scale }: Coordinates,
  visit: (row: Float64Array, index: number) => void,
): void {
  const row = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) row[j] = (design[i * columns + j]! - centre[j]!) * scale[j]!;
    visit(row, i);
  }
}

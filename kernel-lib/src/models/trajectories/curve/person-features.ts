import { cholesky, choleskySolve } from "../../../compute/linalg/index.js";
import type { Family } from "../families/index.js";
import type { CurveDesigns, CurveRows } from "./rows.js";

// How many rows at the mean of all persons each person is given beside the own.
const PRIOR_ROWS = 1;

/**
 * Each person's own curve as numbers by which alike persons can be found: a ridge regression of the outcomes, on
 * the scale of the predictor, about the mean curve of all, in coordinates in which distance is the distance
 * between curves over the rows of the data.
 */
export function personFeatures({
  family,
  rows,
  designs,
}: {
  family: Family;
  rows: CurveRows;
  designs: CurveDesigns;
}): { width: number; values: Float64Array } {
  const widest = designs.groups
    .map(([curve]) => curve!)
    .reduce((best, curve) => (curve.columns > best.columns ? curve : best));
  const { columns: p, values: x } = widest;
  const n = rows.designOfRow.length;
  const z = new Float64Array(n);
  const gram = new Float64Array(p * p);
  const right = new Float64Array(p);
  for (let row = 0; row < n; row++) {
    const d = rows.designOfRow[row]!;
    z[row] =
      family.link(rows.response[row]!, rows.trials?.[row] ?? 1) -
      designs.offset[d]! -
      designs.logExposure[d]!;
    addOuter(gram, x, d, p);
    for (let a = 0; a < p; a++) right[a]! += x[d * p + a]! * z[row]!;
  }
  for (let k = 0; k < gram.length; k++) gram[k]! /= n;
  for (let a = 0; a < p; a++) {
    gram[a * p + a]! *= 1 + 1e-8;
    right[a]! /= n;
  }
  const values = new Float64Array(rows.persons * p);
  const metric = cholesky(gram, p);
  if (!metric.ok) return { width: p, values };
  const mean = choleskySolve(metric, right);
  const own = new Float64Array(p * p);
  const ownRight = new Float64Array(p);
  for (let i = 0; i < rows.persons; i++) {
    for (let k = 0; k < own.length; k++) own[k] = PRIOR_ROWS * gram[k]!;
    ownRight.fill(0);
    for (let row = rows.personRows[i]!; row < rows.personRows[i + 1]!; row++) {
      const d = rows.designOfRow[row]!;
      addOuter(own, x, d, p);
      let residual = z[row]!;
      for (let a = 0; a < p; a++) residual -= x[d * p + a]! * mean[a]!;
      for (let a = 0; a < p; a++) ownRight[a]! += x[d * p + a]! * residual;
    }
    const factor = cholesky(own, p);
    if (!factor.ok) continue;
    const b = choleskySolve(factor, ownRight);
    for (let a = 0; a < p; a++) {
      let sum = 0;
      for (let k = a; k < p; k++) sum += metric.lower[k * p + a]! * b[k]!;
      values[i * p + a] = sum;
    }
  }
  return { width: p, values };
}

function addOuter(gram: Float64Array, x: Float64Array, row: number, p: number): void {
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < p; b++) gram[a * p + b]! += x[row * p + a]! * x[row * p + b]!;
  }
}

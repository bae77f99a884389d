import {
  backwardSolve,
  invertSymmetric,
  scaledCholesky,
  symmetricEigen,
} from "../../compute/linalg/index.js";
import { toOriginal, type Coordinates } from "./problem.js";

/** Observed information at the estimates, in the coefficients of the scaled columns. */
export interface Information {
  /** Of the coefficients alone. */
  coefficients: Float64Array;
  /** Of the coefficients and, last, log α; the same matrix when there is no α. */
  joint: Float64Array;
  size: number;
  /** How large information is where nothing is separated: what one column of size 1 would bring. */
  expected: number;
}

export interface Inverse {
  matrix: Float64Array;
  /** Coefficients (of the original columns) that the information says nothing about; false everywhere as a rule. */
  undetermined: boolean[];
}

/** Information below this share of the largest counts as none. */
const NONE = 1e-9;

/**
 * Inverse of an information matrix in the scaled columns. Where it is singular, to rounding or because
 * `separated` says that the likelihood is flat in some direction, the Moore–Penrose inverse stands in and the
 * coefficients that the flat directions move are told.
 */
export function invertInformation(
  { joint, size, expected }: Information,
  { coordinates, separated }: { coordinates: Coordinates; separated: boolean },
): Inverse {
  const undetermined = new Array<boolean>(size).fill(false);
  if (!separated) {
    const matrix = invertSymmetric(joint, size);
    if (matrix) return { matrix, undetermined };
  }
  const matrix = new Float64Array(size * size);
  const columns = coordinates.scale.length;
  const { values, vectors } = symmetricEigen(joint, size);
  const floor = NONE * Math.max(values[size - 1]!, expected);
  for (let k = 0; k < size; k++) {
    const vector = Float64Array.from({ length: size }, (_, i) => vectors[i * size + k]!);
    if (values[k]! > floor) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) matrix[i * size + j]! += (vector[i]! * vector[j]!) / values[k]!;
      }
      continue;
    }
    const original = toOriginal(vector.subarray(0, columns), coordinates);
    for (let j = 0; j < size; j++) {
      const moved = j < columns ? original[j]! / coordinates.scale[j]! : vector[j]!;
      if (Math.abs(moved) > 1e-4) undetermined[j] = true;
    }
  }
  return { matrix, undetermined };
}

/** M with M·Mᵀ = A⁻¹ (or A⁺ where A is singular), for quadratic forms by row; upper triangular when it can be. */
export function inverseRoot(a: Float64Array, n: number): Float64Array {
  const root = new Float64Array(n * n);
  const { factor, scale } = scaledCholesky(a, n, 1e-14);
  if (factor.ok) {
    const unit = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      unit[j] = 1;
      const column = backwardSolve(factor, unit);
      unit[j] = 0;
      for (let i = 0; i <= j; i++) root[i * n + j] = column[i]! * scale[i]!;
    }
    return root;
  }
  const { values, vectors } = symmetricEigen(a, n);
  return vectors.map((value, k) => {
    const lambda = values[k % n]!;
    return lambda > 1e-14 * values[n - 1]! ? value / Math.sqrt(lambda) : 0;
  });
}

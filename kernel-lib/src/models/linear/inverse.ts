import { backwardSolve, choleskyInverse, pseudoInverse, scaledCholesky, symmetricEigen } from "../../compute/linalg/index.js";
import { toOriginal, type Coordinates } from "./problem.js";

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
  information: Float64Array,
  size: number,
  { coordinates, separated }: { coordinates: Coordinates; separated: boolean },
): Inverse {
  if (!separated) {
    const { factor, scale } = scaledCholesky(information, size, 1e-15);
    if (factor.ok) {
      const matrix = choleskyInverse(factor).map(
        (value, k) => value * scale[Math.floor(k / size)]! * scale[k % size]!,
      );
      return { matrix, undetermined: new Array<boolean>(size).fill(false) };
    }
  }
  const undetermined = new Array<boolean>(size).fill(false);
  const columns = coordinates.scale.length;
  const { values, vectors } = symmetricEigen(information, size);
  for (let k = 0; k < size && !(values[k]! > NONE * values[size - 1]!); k++) {
    const flat = Float64Array.from({ length: size }, (_, i) => vectors[i * size + k]!);
    const original = toOriginal(flat.subarray(0, columns), coordinates);
    for (let j = 0; j < size; j++) {
      const moved = j < columns ? original[j]! / coordinates.scale[j]! : flat[j]!;
      if (Math.abs(moved) > 1e-4) undetermined[j] = true;
    }
  }
  return { matrix: pseudoInverse(information, size, NONE), undetermined };
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

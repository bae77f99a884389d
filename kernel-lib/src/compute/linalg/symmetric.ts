import { cholesky, choleskyInverse, choleskySolve, type Cholesky } from "./cholesky.js";

export interface ScaledCholesky {
  factor: Cholesky;
  /** 1/√aᵢᵢ, by which rows and columns were multiplied before factoring. */
  scale: Float64Array;
}

/** Cholesky factor of A with its diagonal scaled to 1, so that units of measurement do not decide its rank. */
export function scaledCholesky(a: Float64Array, n: number, tolerance = 0): ScaledCholesky {
  const scale = new Float64Array(n);
  for (let i = 0; i < n; i++) scale[i] = 1 / Math.sqrt(a[i * n + i]!);
  const scaled = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) scaled[i * n + j] = a[i * n + j]! * scale[i]! * scale[j]!;
  }
  return { factor: cholesky(scaled, n, tolerance), scale };
}

/** x with A·x = b for a symmetric positive definite A; null when A is not (to rounding). */
export function symmetricSolve(a: Float64Array, b: ArrayLike<number>, n: number): Float64Array | null {
  const { factor, scale } = scaledCholesky(a, n);
  if (!factor.ok) return null;
  const solve = (right: ArrayLike<number>) => {
    const scaled = Float64Array.from({ length: n }, (_, i) => right[i]! * scale[i]!);
    return choleskySolve(factor, scaled).map((value, i) => value * scale[i]!);
  };
  const x = solve(b);
  // One step of refinement wins back the digits that a poor condition costs.
  const residual = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let j = 0; j < n; j++) sum -= a[i * n + j]! * x[j]!;
    residual[i] = sum;
  }
  const correction = solve(residual);
  return x.map((value, i) => value + correction[i]!);
}

/** A⁻¹ for a symmetric positive definite A; null when A is not (to rounding). */
export function invertSymmetric(a: Float64Array, n: number): Float64Array | null {
  const { factor, scale } = scaledCholesky(a, n);
  if (!factor.ok) return null;
  const inverse = choleskyInverse(factor);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) inverse[i * n + j]! *= scale[i]! * scale[j]!;
  }
  return inverse;
}

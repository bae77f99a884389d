import { choleskySolve, scaledCholesky } from "../linalg/index.js";

/**
 * Newton's direction −H⁻¹g. Where H is not positive definite, a multiple of its diagonal is added until it is
 * (Levenberg and Marquardt); `shift` says how much, 0 when none.
 */
export function newtonDirection(
  hessian: Float64Array,
  gradient: Float64Array,
  n: number,
): { direction: Float64Array; shift: number } | null {
  const shifted = Float64Array.from(hessian);
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(hessian[i * n + i]!));
  if (!Number.isFinite(largest)) return null;
  const unit = (i: number) => Math.max(Math.abs(hessian[i * n + i]!), largest * 1e-12) || 1;
  for (let shift = 0; shift < 1e13; shift = shift === 0 ? 1e-10 : shift * 10) {
    for (let i = 0; i < n; i++) shifted[i * n + i] = hessian[i * n + i]! + shift * unit(i);
    const { factor, scale } = scaledCholesky(shifted, n, 1e-14);
    if (!factor.ok) continue;
    const right = gradient.map((value, i) => -value * scale[i]!);
    return { direction: choleskySolve(factor, right).map((value, i) => value * scale[i]!), shift };
  }
  return null;
}

import { multiply } from "../../../compute/linalg/index.js";
import { finish, type SoftFit, type SoftTask } from "./task.js";

/** No membership is made smaller than this, so that its weight before the softmax stays finite. */
const smallest = 1e-3;

/**
 * The same fit with its curves as near together as they can be. The loss cannot tell curves from curves drawn apart:
 * with B the curves and S the memberships, S·B = (S·V⁻¹)·(V·B) for any V whose rows sum to 1, and training stops
 * wherever it first meets one of these equal fits. Of them, this takes the one whose curves are those of the
 * persons most of each group, as far as that leaves everybody a membership of at least 0.001 in every group.
 * Groups whose curves have different columns cannot be blended, and stay as they are.
 */
export function tighten(task: SoftTask, fit: SoftFit): SoftFit {
  const { groups: G, persons, columns, groupColumns } = task;
  const { memberships } = fit;
  if (G === 1 || new Set(groupColumns.map((own) => own.join())).size > 1) return fit;
  const extreme = Array.from({ length: G }, (_, g) => {
    let best = 0;
    for (let i = 1; i < persons; i++) if (memberships[i * G + g]! > memberships[best * G + g]!) best = i;
    return memberships.subarray(best * G, (best + 1) * G);
  });
  /** Between the extreme persons' memberships (0) and no change (1). */
  const blend = (share: number) =>
    Float64Array.from({ length: G * G }, (_, at) => {
      const [g, h] = [Math.floor(at / G), at % G];
      return (1 - share) * extreme[g]![h]! + share * (g === h ? 1 : 0);
    });
  const after = (share: number): Float64Array | null => {
    const inverse = invert(blend(share), G);
    const moved = inverse && multiply(memberships, inverse, persons, G, G);
    return moved?.every((value, at) => value >= Math.min(smallest, memberships[at]!)) ? moved : null;
  };
  let [low, high] = [0, 1];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (after(middle)) high = middle;
    else low = middle;
  }
  const moved = high < 1 ? after(high) : null;
  if (!moved) return fit;
  const coefficients = multiply(blend(high), fit.coefficients, G, G, columns);
  const interrupted = fit.status === "interrupted";
  const tight = finish(
    task,
    { coefficients, weights: moved.map(Math.log) },
    { losses: fit.losses, interrupted },
  );
  return { ...tight, status: fit.status, lastFall: fit.lastFall };
}

/** A⁻¹ by Gauss–Jordan with row exchanges; null when A is singular. */
function invert(a: Float64Array, n: number): Float64Array | null {
  const left = a.slice();
  const right = Float64Array.from({ length: n * n }, (_, at) => (Math.floor(at / n) === at % n ? 1 : 0));
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs(left[i * n + k]!) > Math.abs(left[pivot * n + k]!)) pivot = i;
    const value = left[pivot * n + k]!;
    if (Math.abs(value) < 1e-10) return null;
    for (const matrix of [left, right]) {
      for (let j = 0; j < n; j++) {
        const kept = matrix[k * n + j]!;
        matrix[k * n + j] = matrix[pivot * n + j]! / value;
        if (pivot !== k) matrix[pivot * n + j] = kept;
      }
    }
    for (let i = 0; i < n; i++) {
      const factor = left[i * n + k]!;
      if (i === k || factor === 0) continue;
      for (const matrix of [left, right]) {
        for (let j = 0; j < n; j++) matrix[i * n + j]! -= factor * matrix[k * n + j]!;
      }
    }
  }
  return right;
}

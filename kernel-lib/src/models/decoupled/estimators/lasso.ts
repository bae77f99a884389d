import { roundingOf } from "../../../compute/optimise/problem.js";
import type { Outcome } from "../../../compute/optimise/index.js";
import type { PenalisedLoss } from "./penalised-loss.js";

/** Parameters whose subgradient is this near to 0, in units of their standard errors, are at the minimum. */
const TOLERANCE = 1e-7;
const MOST_SWEEPS = 2000;

/**
 * Minimises a loss plus `strength` · |slopes| by proximal Newton steps, each by coordinate descent on the quadratic
 * approximation (Friedman, Hastie and Tibshirani 2010; Lee, Sun and Saunders 2014). Intercepts are not penalised.
 */
export async function minimiseLasso(
  { derivatives, blocks, width }: PenalisedLoss,
  { strength, maxIterations = 200 }: { strength: number; maxIterations?: number },
): Promise<Outcome> {
  const size = blocks * width;
  const penalty = Float64Array.from({ length: size }, (_, j) => (j % width === 0 ? 0 : strength));
  const penaltyOf = (x: Float64Array) => x.reduce((sum, value, j) => sum + penalty[j]! * Math.abs(value), 0);
  let x = new Float64Array(size);
  let at = await derivatives(x);
  for (let iteration = 0; ; iteration++) {
    const measure = violation(x, at, penalty);
    const done = { x, value: at.value + penaltyOf(x), gradient: at.gradient, iterations: iteration, measure };
    if (measure <= TOLERANCE) return { ...done, reason: "converged" };
    if (iteration >= maxIterations) return { ...done, reason: "max-iterations" };
    const step = descend(x, at, penalty);
    const before = at.value + penaltyOf(x);
    let promised = -penaltyOf(x);
    for (let j = 0; j < size; j++) {
      promised += at.gradient[j]! * step[j]! + penalty[j]! * Math.abs(x[j]! + step[j]!);
    }
    let next: Float64Array<ArrayBuffer> | null = null;
    for (let t = 1; t > 1e-10 && !next; t /= 2) {
      const trial = x.map((value, j) => value + t * step[j]!);
      const { value } = await derivatives(trial, false);
      if (value + penaltyOf(trial) <= before + 1e-4 * t * promised + roundingOf(before)) next = trial;
    }
    if (!next) return { ...done, reason: "stalled" };
    if (-promised <= roundingOf(before)) return { ...done, x: next, reason: "converged" };
    x = next;
    at = await derivatives(x);
  }
}

interface Quadratic {
  gradient: Float64Array;
  hessian: Float64Array;
}

/** The step that minimises the quadratic approximation with the penalty, coordinate by coordinate. */
function descend(x: Float64Array, { gradient, hessian }: Quadratic, penalty: Float64Array): Float64Array {
  const size = x.length;
  const step = new Float64Array(size);
  const slope = Float64Array.from(gradient);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let largest = 0;
    for (let j = 0; j < size; j++) {
      const curvature = hessian[j * size + j]!;
      if (!(curvature > 0)) continue;
      const here = x[j]! + step[j]!;
      const free = here - slope[j]! / curvature;
      const bound = penalty[j]! / curvature;
      const to = Math.sign(free) * Math.max(0, Math.abs(free) - bound);
      const change = to - here;
      if (change === 0) continue;
      step[j]! += change;
      for (let k = 0; k < size; k++) slope[k]! += hessian[j * size + k]! * change;
      largest = Math.max(largest, Math.abs(change) * Math.sqrt(curvature));
    }
    if (largest <= TOLERANCE / 10) break;
  }
  return step;
}

function violation(x: Float64Array, { gradient, hessian }: Quadratic, penalty: Float64Array): number {
  let worst = 0;
  for (let j = 0; j < x.length; j++) {
    const g = gradient[j]!;
    const off =
      x[j] === 0 ? Math.max(0, Math.abs(g) - penalty[j]!) : Math.abs(g + Math.sign(x[j]!) * penalty[j]!);
    const curvature = hessian[j * x.length + j]!;
    if (curvature > 0) worst = Math.max(worst, off / Math.sqrt(curvature));
  }
  return worst;
}

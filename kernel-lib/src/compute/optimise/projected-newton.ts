import { newtonDirection } from "./direction.js";
import {
  roundingOf,
  type OnStep,
  type Outcome,
  type SecondOrderProblem,
  type StopReason,
} from "./problem.js";

export interface ProjectedNewtonOptions {
  start: Float64Array;
  /** Lower bound of each coordinate; −Infinity for none. */
  lower: ArrayLike<number>;
  maxIterations?: number;
  /** As Newton's, on the coordinates that are free. */
  tolerance?: number;
  onStep?: OnStep;
}

export interface ProjectedNewtonOutcome extends Outcome {
  hessian: Float64Array;
  /** 1 where the coordinate rests on its bound with the gradient pressing against it. */
  active: Uint8Array;
}

/**
 * Newton's method under lower bounds (Bertsekas 1982): coordinates that press against their bound rest, the
 * others take a Newton step, projected back onto the bounds along the way.
 */
export async function projectedNewton(
  problem: SecondOrderProblem,
  { start, lower, maxIterations = 200, tolerance = 1e-9, onStep }: ProjectedNewtonOptions,
): Promise<ProjectedNewtonOutcome> {
  const n = start.length;
  const project = (values: Float64Array) => values.map((value, i) => Math.max(value, lower[i]!));
  let x = project(start);
  let at = await problem.derivatives(x);
  let iterations = 0;
  let measure = Infinity;
  let active = new Uint8Array(n);
  const done = (reason: StopReason): ProjectedNewtonOutcome => ({
    x,
    ...at,
    iterations,
    measure,
    active,
    reason,
  });
  if (!Number.isFinite(at.value)) return done("not-finite");

  for (;;) {
    active = Uint8Array.from(x, (value, i) => (value <= lower[i]! && at.gradient[i]! >= 0 ? 1 : 0));
    const free = Array.from(x, (_, i) => i).filter((i) => !active[i]);
    if (free.length === 0) {
      measure = 0;
      return done("converged");
    }
    const found = newtonDirection(
      Float64Array.from({ length: free.length ** 2 }, (_, k) => {
        return at.hessian[free[Math.floor(k / free.length)]! * n + free[k % free.length]!]!;
      }),
      Float64Array.from(free, (i) => at.gradient[i]!),
      free.length,
    );
    if (!found) return done("stalled");
    const direction = new Float64Array(n);
    free.forEach((i, k) => (direction[i] = found.direction[k]!));
    const slope = free.reduce((sum, i) => sum + at.gradient[i]! * direction[i]!, 0);
    const before = measure;
    measure = Math.sqrt(Math.max(0, -slope));
    if (measure <= tolerance) return done("converged");
    const atRounding = -slope <= roundingOf(at.value);
    if (atRounding && measure > 0.5 * before && found.shift === 0) return done("converged");
    if (iterations > 0 && (await onStep?.({ iteration: iterations, value: at.value, measure })) === false) {
      return done("interrupted");
    }
    if (iterations >= maxIterations) return done("max-iterations");

    let moved = false;
    for (let t = 1; t > 1e-15; t *= 0.5) {
      const trial = project(x.map((value, i) => value + t * direction[i]!));
      let promised = 0;
      for (const i of free) promised += at.gradient[i]! * (trial[i]! - x[i]!);
      if (promised >= 0 && t < 1e-8) break;
      const value =
        problem.value && t < 1 ? await problem.value(trial) : (await problem.derivatives(trial)).value;
      if (value <= at.value + 1e-4 * Math.min(0, promised) + roundingOf(at.value)) {
        x = trial;
        at = await problem.derivatives(x);
        moved = true;
        break;
      }
    }
    if (!moved) return done(atRounding ? "converged" : "stalled");
    iterations++;
  }
}

import { dot } from "../linalg/index.js";
import { newtonDirection } from "./direction.js";
import {
  roundingOf,
  type Derivatives,
  type OnStep,
  type Outcome,
  type SecondOrderProblem,
  type StopReason,
} from "./problem.js";

export interface NewtonOptions {
  start: Float64Array;
  maxIterations?: number;
  /**
   * Converged when √(gᵀH⁻¹g) is at most this. For a negative log-likelihood that is the distance from the
   * maximum in standard errors.
   */
  tolerance?: number;
  /**
   * From a distance below this, one last full step is taken and its end not looked at again: Newton's method
   * squares the distance. It saves a pass over big data; 0, the default, looks again.
   */
  trustLastStepBelow?: number;
  onStep?: OnStep;
}

export interface NewtonOutcome extends Outcome {
  hessian: Float64Array;
  /** The last step taken (or, when none was, the one that would be). */
  step: Float64Array;
}

/**
 * Newton's method with step halving to a sufficient decrease (Armijo), a shifted Hessian where it is not
 * positive definite, and convergence told from rounding.
 */
export async function newton(
  problem: SecondOrderProblem,
  { start, maxIterations = 100, tolerance = 1e-9, trustLastStepBelow = 0, onStep }: NewtonOptions,
): Promise<NewtonOutcome> {
  const n = start.length;
  let x: Float64Array = Float64Array.from(start);
  let at = await problem.derivatives(x);
  let iterations = 0;
  let measure = Infinity;
  let step: Float64Array = new Float64Array(n);
  const done = (reason: StopReason): NewtonOutcome => ({ x, ...at, iterations, measure, step, reason });
  if (!Number.isFinite(at.value)) return done("not-finite");

  for (;;) {
    const found = newtonDirection(at.hessian, at.gradient, n);
    if (!found) return done("stalled");
    const { direction } = found;
    const slope = dot(at.gradient, direction);
    const before = measure;
    measure = Math.sqrt(Math.max(0, -slope));
    if (iterations === 0) step = direction;
    if (measure <= tolerance) return done("converged");
    const atRounding = -slope <= roundingOf(at.value);
    // As good as the arithmetic gives: steps no longer bring the gradient down.
    if (atRounding && measure > 0.5 * before && found.shift === 0) return done("converged");
    if (iterations > 0 && (await onStep?.({ iteration: iterations, value: at.value, measure })) === false) {
      return done("interrupted");
    }
    if (iterations >= maxIterations) return done("max-iterations");
    if (measure < trustLastStepBelow && found.shift === 0) {
      x = x.map((value, i) => value + direction[i]!);
      at = { ...at, value: at.value + slope / 2 };
      iterations++;
      return done("converged");
    }

    const next = await search(problem, x, at, direction, slope);
    if (!next) return done(atRounding ? "converged" : "stalled");
    step = next.x.map((value, i) => value - x[i]!);
    x = next.x;
    at = next.at;
    iterations++;
  }
}

async function search(
  problem: SecondOrderProblem,
  x: Float64Array,
  from: Derivatives,
  direction: Float64Array,
  slope: number,
): Promise<{ x: Float64Array; at: Derivatives } | null> {
  const enough = (value: number, t: number) =>
    value <= from.value + 1e-4 * t * slope + roundingOf(from.value);
  const move = (t: number) => x.map((value, i) => value + t * direction[i]!);
  // The whole step almost always does: take its derivatives at once, in the same pass as its value.
  const whole = move(1);
  const at = await problem.derivatives(whole);
  if (enough(at.value, 1)) return { x: whole, at };
  let last = at.value;
  for (let t = 0.5; t > 1e-15;) {
    const trial = move(t);
    const value = problem.value ? await problem.value(trial) : (await problem.derivatives(trial)).value;
    if (enough(value, t)) return { x: trial, at: await problem.derivatives(trial) };
    // Far beyond the minimum, halving crawls: fall by ten while the value is not even finite.
    t *= Number.isFinite(value) || Number.isFinite(last) ? 0.5 : 0.1;
    last = value;
  }
  return null;
}

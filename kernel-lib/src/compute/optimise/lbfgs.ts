import { dot } from "../linalg/index.js";
import {
  roundingOf,
  type FirstOrderProblem,
  type Gradient,
  type OnStep,
  type Outcome,
  type StopReason,
} from "./problem.js";

export interface LbfgsOptions {
  start: Float64Array;
  /** Pairs of steps and gradient changes that are kept. */
  memory?: number;
  maxIterations?: number;
  /** Converged when no element of the gradient is larger, against max(1, |value|). */
  tolerance?: number;
  onStep?: OnStep;
}

/** Limited-memory BFGS (Liu and Nocedal 1989) with a bisecting Wolfe line search (Lewis and Overton 2013). */
export async function lbfgs(
  problem: FirstOrderProblem,
  { start, memory = 10, maxIterations = 1000, tolerance = 1e-8, onStep }: LbfgsOptions,
): Promise<Outcome> {
  let x: Float64Array = Float64Array.from(start);
  let at = await problem.gradient(x);
  let iterations = 0;
  let measure = Infinity;
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  const done = (reason: StopReason): Outcome => ({ x, ...at, iterations, measure, reason });
  if (!Number.isFinite(at.value)) return done("not-finite");

  for (;;) {
    measure = at.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    if (measure <= tolerance * Math.max(1, Math.abs(at.value))) return done("converged");
    if (iterations > 0 && (await onStep?.({ iteration: iterations, value: at.value, measure })) === false) {
      return done("interrupted");
    }
    if (iterations >= maxIterations) return done("max-iterations");

    const direction = twoLoop(at.gradient, pairs);
    const slope = dot(at.gradient, direction);
    const first = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(at.gradient, at.gradient))) : 1;
    const next = slope < 0 ? await wolfe(problem, x, at, direction, slope, first) : null;
    if (!next) {
      if (pairs.length === 0) return done("stalled");
      pairs.length = 0; // start again from steepest descent
      continue;
    }
    const s = next.x.map((value, i) => value - x[i]!);
    const y = next.at.gradient.map((value, i) => value - at.gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-14 * dot(y, y)) {
      pairs.push({ s, y, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    x = next.x;
    at = next.at;
    iterations++;
  }
}

function twoLoop(
  gradient: Float64Array,
  pairs: { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, rho } = pairs[k]!;
    const alpha = rho * dot(s, q);
    alphas[k] = alpha;
    for (let i = 0; i < q.length; i++) q[i]! -= alpha * y[i]!;
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  pairs.forEach(({ s, y, rho }, k) => {
    const change = alphas[k]! - rho * dot(y, q);
    for (let i = 0; i < q.length; i++) q[i]! += change * s[i]!;
  });
  return q;
}

async function wolfe(
  problem: FirstOrderProblem,
  x: Float64Array,
  from: Gradient,
  direction: Float64Array,
  slope: number,
  first: number,
): Promise<{ x: Float64Array; at: Gradient } | null> {
  let low = 0;
  let high = Infinity;
  let t = first;
  let best: { x: Float64Array; at: Gradient } | null = null;
  for (let i = 0; i < 60; i++) {
    const trial = x.map((value, j) => value + t * direction[j]!);
    const at = await problem.gradient(trial);
    if (!(at.value <= from.value + 1e-4 * t * slope + 1e-3 * roundingOf(from.value))) high = t;
    else {
      best = { x: trial, at };
      if (dot(at.gradient, direction) >= 0.9 * slope) return best;
      low = t;
    }
    t = high === Infinity ? 2 * t : (low + high) / 2;
  }
  return best;
}

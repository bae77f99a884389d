type MaybePromise<T> = T | Promise<T>;

export interface Gradient {
  value: number;
  gradient: Float64Array;
}

export interface Derivatives extends Gradient {
  /** Row-major n × n, symmetric. */
  hessian: Float64Array;
}

/** A function to minimise by its first and second derivatives. */
export interface SecondOrderProblem {
  derivatives(x: Float64Array): MaybePromise<Derivatives>;
  /** The value alone, for line searches; taken from `derivatives` when absent. */
  value?(x: Float64Array): MaybePromise<number>;
}

/** A function to minimise by its gradient. */
export interface FirstOrderProblem {
  gradient(x: Float64Array): MaybePromise<Gradient>;
}

export interface Step {
  iteration: number;
  value: number;
  /** How far from the minimum: Newton's √(gᵀH⁻¹g), or the largest element of the gradient. */
  measure: number;
}

/** Called after every step; answer false to stop with reason `interrupted`. */
export type OnStep = (step: Step) => MaybePromise<boolean | void>;

/**
 * Why an optimiser stopped: at a stationary point; at its limit of iterations; where no step gets lower and the
 * gradient is not yet small; because `onStep` said so; or because the start has no finite value.
 */
export type StopReason = "converged" | "max-iterations" | "stalled" | "interrupted" | "not-finite";

export interface Outcome {
  x: Float64Array;
  value: number;
  gradient: Float64Array;
  iterations: number;
  /** As in Step, at `x`. */
  measure: number;
  reason: StopReason;
}

/** A change of the value this small against the value itself is rounding. */
export function roundingOf(value: number): number {
  return 1e-12 * Math.max(1, Math.abs(value));
}

import type { FusedEngine } from "../../compute/fused/index.js";
import { newton, type NewtonOutcome, type SecondOrderProblem } from "../../compute/optimise/index.js";
import type { RunContext } from "../../compute/run.js";
import type { CountTerm } from "./dispersion.js";
import type { LinearProblem } from "./problem.js";

export interface MaximiseOptions {
  start: Float64Array;
  maxIterations: number;
  run: RunContext;
  phase: string;
  tolerance?: number;
  trustLastStepBelow?: number;
}

/** The negative log-likelihood (less constants) of a model with one linear predictor, for Newton's method. */
export function likelihood(
  engine: FusedEngine,
  family: Exclude<LinearProblem["family"], "negative-binomial">,
): SecondOrderProblem {
  return {
    async derivatives(coefficients) {
      const { loss, score, information } = await engine.evaluate(family, coefficients);
      return { value: loss, gradient: score.map((value) => -value), hessian: information };
    },
    value: (coefficients) => engine.loss(family, coefficients),
  };
}

/** The same of the negative binomial, in the coefficients and log α together. */
export function negativeBinomialLikelihood(
  engine: FusedEngine,
  term: CountTerm,
  columns: number,
): SecondOrderProblem {
  const split = (x: Float64Array) => ({ coefficients: x.subarray(0, columns), alpha: Math.exp(x[columns]!) });
  return {
    async derivatives(x) {
      const { coefficients, alpha } = split(x);
      const { loss, score, information, cross, sums } = await engine.evaluate(
        "negative-binomial",
        coefficients,
        alpha,
      );
      const counts = term.derivatives(alpha);
      const first = sums[0] + counts.first;
      const second = sums[1] + counts.second;
      const size = columns + 1;
      const gradient = new Float64Array(size);
      const hessian = new Float64Array(size * size);
      for (let i = 0; i < columns; i++) {
        gradient[i] = -score[i]!;
        for (let j = 0; j < columns; j++) hessian[i * size + j] = information[i * columns + j]!;
        hessian[i * size + columns] = hessian[columns * size + i] = -alpha * cross[i]!;
      }
      gradient[columns] = -alpha * first;
      hessian[size * size - 1] = -(alpha * alpha * second + alpha * first);
      return { value: loss - term.value(alpha), gradient, hessian };
    },
    async value(x) {
      const { coefficients, alpha } = split(x);
      return (await engine.loss("negative-binomial", coefficients, alpha)) - term.value(alpha);
    },
  };
}

/** Newton's method with progress and cancelling. */
export function maximise(
  problem: SecondOrderProblem,
  { start, maxIterations, run, phase, tolerance, trustLastStepBelow }: MaximiseOptions,
): Promise<NewtonOutcome> {
  return newton(problem, {
    start,
    maxIterations,
    tolerance,
    trustLastStepBelow,
    async onStep({ iteration, value }) {
      run.report({ phase, step: iteration, loss: value });
      await run.breathe();
      return !run.cancelled;
    },
  });
}

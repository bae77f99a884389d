import { newton } from "../../compute/optimise/index.js";
import type { RunContext } from "../../compute/run.js";
import { logLikelihood, workspaceOf } from "./em.js";
import { mixtureDerivatives } from "./information.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";
import { flatten, unflatten } from "./mixture-vector.js";

export interface Polished {
  parameters: MixtureParameters;
  logLik: number;
  /** √(gᵀI⁻¹g): the distance from the maximum in standard errors. */
  measure: number;
  iterations: number;
  converged: boolean;
  /** Log-likelihood after each iteration. */
  trace: number[];
}

/** Newton's method with the observed information on the whole log-likelihood, from where EM has led. */
export async function polish(
  model: MixtureModel,
  start: MixtureParameters,
  { run, maxIterations = 60 }: { run: RunContext; maxIterations?: number },
): Promise<Polished> {
  const workspace = workspaceOf(model);
  const trace: number[] = [];
  const outcome = await newton(
    {
      async derivatives(x) {
        await run.breathe();
        const { logLik, gradient, hessian } = mixtureDerivatives(model, unflatten(model, x), workspace);
        return { value: -logLik, gradient: gradient.map((g) => -g), hessian: hessian.map((h) => -h) };
      },
      value: (x) => {
        const logLik = logLikelihood(model, unflatten(model, x), workspace);
        return Number.isNaN(logLik) ? Infinity : -logLik;
      },
    },
    {
      start: flatten(start),
      maxIterations,
      onStep: ({ value }) => {
        trace.push(-value);
        return !run.cancelled;
      },
    },
  );
  return {
    parameters: unflatten(model, outcome.x),
    logLik: -outcome.value,
    measure: outcome.measure,
    iterations: outcome.iterations,
    converged: outcome.reason === "converged",
    trace,
  };
}

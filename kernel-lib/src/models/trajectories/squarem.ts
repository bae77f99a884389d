import type { RunContext } from "../../compute/run.js";
import { logLikelihood, maximisation, type Workspace } from "./em.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";
import { flatten, unflatten } from "./mixture-vector.js";

/** Where an accelerated EM has got to. */
export interface EmState {
  parameters: MixtureParameters;
  /** Log-likelihood at `parameters`; −Infinity before the first step. */
  logLik: number;
  /** EM steps taken. */
  iterations: number;
}

/**
 * One cycle of SQUAREM (Varadhan and Roland, 2008, scheme S3): two EM steps, a leap along the line they draw, and
 * an EM step from where that ends. A leap that would lose likelihood is not taken, so that cycles never lose any.
 */
export async function squaremCycle(
  model: MixtureModel,
  state: EmState,
  { run, workspace }: { run: Pick<RunContext, "breathe">; workspace: Workspace },
): Promise<EmState> {
  const step = async (parameters: MixtureParameters) => {
    await run.breathe();
    const logLik = logLikelihood(model, parameters, workspace);
    return { logLik, next: maximisation(model, parameters, workspace) };
  };
  const first = await step(state.parameters);
  const second = await step(first.next);
  const x0 = flatten(state.parameters);
  const x1 = flatten(first.next);
  const x2 = flatten(second.next);
  let r2 = 0;
  let v2 = 0;
  for (let k = 0; k < x0.length; k++) {
    const r = x1[k]! - x0[k]!;
    const v = x2[k]! - x1[k]! - r;
    r2 += r * r;
    v2 += v * v;
  }
  const iterations = state.iterations + 2;
  const plain = () => ({
    parameters: second.next,
    logLik: logLikelihood(model, second.next, workspace),
    iterations,
  });
  const alpha = -Math.sqrt(r2 / v2);
  // A leap of −1 is where plain EM stands.
  if (!(alpha < -1.01) || !Number.isFinite(alpha)) return plain();
  const leapt = x0.map((x, k) => x - 2 * alpha * (x1[k]! - x) + alpha * alpha * (x2[k]! - 2 * x1[k]! + x));
  const third = await step(unflatten(model, leapt));
  if (!(third.logLik >= second.logLik)) return plain();
  const logLik = logLikelihood(model, third.next, workspace);
  return { parameters: third.next, logLik, iterations: iterations + 1 };
}

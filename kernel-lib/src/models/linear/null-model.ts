import { sharedFloat64 } from "../../compute/fused/index.js";
import { quietly, type RunContext } from "../../compute/run.js";
import { estimateCoefficients } from "./estimate-coefficients.js";
import { familyOf } from "./families.js";
import { toOriginal, type LinearProblem } from "./problem.js";
import { nullIntercept } from "./start.js";

export interface NullModel {
  /** Log-likelihood of the model without covariates, its own θ estimated. */
  logLik: number;
  /** Its deviance; the negative binomial's at the θ of the full model, as R's `glm.nb`. */
  deviance: number;
}

/** The model of an intercept and the offset alone (the offset alone where the model has no intercept). */
export async function nullModel(
  problem: LinearProblem,
  { alpha, run, threads }: { alpha: number; run: RunContext; threads: number },
): Promise<NullModel> {
  const { family, rows, response, offset, weights, intercept } = problem;
  const only: LinearProblem = {
    ...problem,
    columns: 1,
    names: ["Intercept"],
    design: ones(rows),
    intercept: true,
  };
  const offsetOf = (i: number) => (offset ? offset[i]! : 0);

  let ownAlpha = alpha;
  let constant = 0;
  let constantAtAlpha = 0;
  if (intercept && (family === "poisson" || (family === "binomial" && !offset))) {
    constant = constantAtAlpha = nullIntercept(family, problem);
  } else if (intercept) {
    const estimated = await estimateCoefficients(only, { run: quietly(run), threads, maxIterations: 100 });
    estimated.engine.close();
    constant = toOriginal(estimated.coefficients, estimated.coordinates)[0]!;
    ownAlpha = estimated.alpha;
    constantAtAlpha = constant;
    // With an offset the rate depends on θ, so R's deviance at the full model's θ needs a step of its own.
    if (family === "negative-binomial" && offset) constantAtAlpha = interceptAt(only, constant, alpha);
  }

  const own = familyOf(family, ownAlpha);
  const full = familyOf(family, alpha);
  let logLik = 0;
  let deviance = 0;
  let logWeights = 0;
  const add = (y: number, w: number, shift: number) => {
    const eta = constant + shift;
    logLik += own.logLik(y, eta, w, own.mean(eta));
    deviance += w * full.deviance(y, full.mean(constantAtAlpha + shift));
  };
  if (!offset && (family === "poisson" || family === "negative-binomial")) {
    // Counts repeat, and without an offset equal counts are alike.
    for (const [y, w] of tally(response, weights)) add(y, w, 0);
  } else {
    for (let i = 0; i < rows; i++) {
      add(response[i]!, weights ? weights[i]! : 1, offsetOf(i));
      if (weights) logWeights += Math.log(weights[i]!);
    }
  }
  if (family === "gaussian") logLik = gaussianLogLik(deviance, rows, logWeights);
  return { logLik, deviance };
}

/** Total weight of each count. */
function tally(counts: Float64Array, weights: Float64Array | null): Map<number, number> {
  const small = new Float64Array(1024);
  const found = new Map<number, number>();
  for (let i = 0; i < counts.length; i++) {
    const y = counts[i]!;
    const w = weights ? weights[i]! : 1;
    if (y < small.length) small[y]! += w;
    else found.set(y, (found.get(y) ?? 0) + w);
  }
  small.forEach((w, y) => w > 0 && found.set(y, w));
  return found;
}

/** Maximum of the gaussian log-likelihood over its variance. */
export function gaussianLogLik(residualSum: number, rows: number, logWeights: number): number {
  return -0.5 * rows * (Math.log((2 * Math.PI * residualSum) / rows) + 1) + 0.5 * logWeights;
}

/** The negative binomial's intercept at a given α, by Newton's method in one dimension. */
function interceptAt(
  { response, offset, weights, rows }: LinearProblem,
  start: number,
  alpha: number,
): number {
  let b = start;
  for (let round = 0; round < 100; round++) {
    let first = 0;
    let second = 0;
    for (let i = 0; i < rows; i++) {
      const w = weights ? weights[i]! : 1;
      const mean = Math.exp(b + offset![i]!);
      const u = 1 / (1 + alpha * mean);
      first += w * (response[i]! - mean) * u;
      second += w * mean * (1 + alpha * response[i]!) * u * u;
    }
    const step = Math.max(-2, Math.min(2, first / second));
    b += step;
    if (Math.abs(step) < 1e-12 * Math.max(1, Math.abs(b))) break;
  }
  return b;
}

function ones(rows: number): Float64Array {
  return sharedFloat64(rows).fill(1);
}

import { mirror } from "./curve/group-block.js";
import { groupWeights, logLikelihood, type Workspace, workspaceOf } from "./em.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";
import { parameterCount } from "./mixture-vector.js";

export interface MixtureDerivatives {
  logLik: number;
  /** ∂ log f(y_i)/∂θ, persons × parameters, row-major, unweighted. */
  scores: Float64Array;
  gradient: Float64Array;
  /** ∂² log L/∂θ∂θ', parameters × parameters. */
  hessian: Float64Array;
}

/**
 * First and second derivatives of the log-likelihood by all parameters, in the order of `flatten` (Louis, 1982):
 * with u_ic the score of person i in class c, the Hessian is Σ_i w_i (E[H_ic] + Var[u_ic]), expectation and variance
 * over the posterior of the classes.
 */
export function mixtureDerivatives(
  model: MixtureModel,
  parameters: MixtureParameters,
  workspace: Workspace = workspaceOf(model),
): MixtureDerivatives {
  const { components, classes, classGroup, weights, persons, membership } = model;
  const p = parameterCount(model);
  const logLik = logLikelihood(model, parameters, workspace);
  const posteriors = workspace.classes;
  groupWeights(model, posteriors, workspace.weights);
  const hessian = new Float64Array(p * p);

  let offset = 0;
  const blocks = components.map((component, m) => {
    const from = offset;
    offset += component.parameters.length;
    return Array.from({ length: component.groups }, (_, g) => {
      const places = component.groupParameters[g]!.map((place) => place + from);
      const k = places.length;
      const scores = new Float64Array(persons * k);
      const own = new Float64Array(k * k);
      component.addDerivatives(parameters.components[m]!, g, workspace.weights[m]![g]!, scores, own);
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) hessian[places[a]! * p + places[b]!]! += own[a * k + b]!;
      }
      return { places, scores };
    });
  });

  const width = membership.names.length;
  const z = membership.values;
  const priors = workspace.priors.map((column) => column.map(Math.exp));
  const classBlocks = Array.from({ length: classes }, (_, c) =>
    blocks.map((groups, m) => groups[classGroup[m]![c]!]!),
  );
  const places = classBlocks.map((list, c) =>
    Int32Array.from([
      ...list.flatMap((block) => [...block.places]),
      ...(c === 0 ? [] : Array.from({ length: width }, (_, k) => offset + (c - 1) * width + k)),
    ]),
  );
  const scores = new Float64Array(persons * p);
  const gradient = new Float64Array(p);
  const u = new Float64Array(Math.max(...places.map((list) => list.length)));
  for (let i = 0; i < persons; i++) {
    const w = weights[i]!;
    const mean = scores.subarray(i * p, (i + 1) * p);
    for (let c = 0; c < classes; c++) {
      const r = posteriors[c]![i]!;
      if (r < 1e-18) continue;
      let n = 0;
      for (const block of classBlocks[c]!) {
        const k = block.places.length;
        for (let a = 0; a < k; a++) u[n++] = block.scores[i * k + a]!;
      }
      if (c > 0) for (let k = 0; k < width; k++) u[n++] = z[i * width + k]!;
      const at = places[c]!;
      const wr = w * r;
      for (let a = 0; a < n; a++) {
        mean[at[a]!]! += r * u[a]!;
        const row = at[a]! * p;
        const scaled = wr * u[a]!;
        for (let b = 0; b < n; b++) hessian[row + at[b]!]! += scaled * u[b]!;
      }
    }
    for (let a = 0; a < p; a++) {
      const scaled = w * mean[a]!;
      if (scaled === 0) continue;
      for (let b = 0; b <= a; b++) hessian[a * p + b]! -= scaled * mean[b]!;
    }
    for (let c = 1; c < classes; c++) {
      const prior = priors[c]![i]!;
      for (let k = 0; k < width; k++) {
        const row = offset + (c - 1) * width + k;
        mean[row]! -= prior * z[i * width + k]!;
        for (let d = 1; d <= c; d++) {
          const h = w * prior * ((c === d ? 1 : 0) - priors[d]![i]!) * z[i * width + k]!;
          const column = offset + (d - 1) * width;
          for (let l = 0; l < width; l++) {
            if (column + l <= row) hessian[row * p + column + l]! -= h * z[i * width + l]!;
          }
        }
      }
    }
    for (let a = 0; a < p; a++) gradient[a]! += w * mean[a]!;
  }
  mirror(hessian, p);
  return { logLik, scores, gradient, hessian };
}

import { priorProbabilities } from "./membership.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";
import { parameterCount } from "./mixture-vector.js";

/**
 * Share of each group: the mean over persons (weighted) of its membership probability, with its standard error by
 * the delta method. The membership covariates count as given.
 * @param classGroup For each class, its group from 0.
 * @param covariance Of all parameters, in the order of `flatten`; not finite where the data do not determine one.
 */
export function groupShares(
  model: MixtureModel,
  parameters: MixtureParameters,
  { classGroup, groups, covariance }: { classGroup: Int32Array; groups: number; covariance: Float64Array },
): { share: Float64Array; stdError: Float64Array } {
  const { classes, persons, weights, membership } = model;
  const width = membership.names.length;
  const prior = priorProbabilities(model, parameters.membership);
  const size = (classes - 1) * width;
  const share = new Float64Array(groups);
  const gradient = Array.from({ length: groups }, () => new Float64Array(size));
  const own = new Float64Array(groups);
  let mass = 0;
  for (let i = 0; i < persons; i++) {
    const weight = weights[i]!;
    mass += weight;
    own.fill(0);
    for (let c = 0; c < classes; c++) own[classGroup[c]!]! += prior[i * classes + c]!;
    for (let g = 0; g < groups; g++) {
      share[g]! += weight * own[g]!;
      for (let c = 1; c < classes; c++) {
        // ∂ π_ig / ∂ logit_ic = π_ic (1[c in g] − π_ig)
        const slope = weight * prior[i * classes + c]! * ((classGroup[c] === g ? 1 : 0) - own[g]!);
        for (let k = 0; k < width; k++) {
          gradient[g]![(c - 1) * width + k]! += slope * membership.values[i * width + k]!;
        }
      }
    }
  }
  const p = parameterCount(model);
  const from = p - size;
  const stdError = Float64Array.from(gradient, (slopes, g) => {
    // A pair of groups of a dual model may be empty: nothing determines its logit, which hardly moves the shares.
    const matters = 1e-3 * Math.min(share[g]!, mass - share[g]!);
    let variance = 0;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const entry = covariance[(from + a) * p + from + b]!;
        if (!Number.isNaN(entry)) variance += (slopes[a]! * slopes[b]! * entry) / mass ** 2;
        else if (Math.abs(slopes[a]!) > matters && Math.abs(slopes[b]!) > matters) variance = NaN;
      }
    }
    // With a single group there is nothing to be in doubt of.
    return size === 0 ? NaN : Math.sqrt(variance);
  });
  return { share: share.map((sum) => sum / mass), stdError };
}

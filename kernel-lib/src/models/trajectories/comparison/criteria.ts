import type { MixtureFit } from "../mixture.js";
import { parameterCount } from "../mixture-vector.js";

/** What a mixture's fit is weighed by; every criterion is smaller for the better model. */
export interface Criteria {
  logLik: number;
  parameters: number;
  /** Sum of the persons' weights: their number, when nobody is weighted. */
  persons: number;
  observations: number;
  /** −2 log L + 2 p */
  aic: number;
  /** −2 log L + p log(persons), which most of the literature means. */
  bic: number;
  /** −2 log L + p log(observations), as crimCV and PROC TRAJ's first line count. */
  bicObservations: number;
  /** BIC with (persons + 2)/24 in place of persons (Sclove, 1987). */
  adjustedBic: number;
  /** BIC over persons − 2 Σ_i log p̂_i(assigned group) (Biernacki, Celeux and Govaert, 2000). */
  icl: number;
  /** 1 − Σ_i Σ_g −p̂_ig log p̂_ig / (persons log groups); NaN for one group. */
  relativeEntropy: number;
}

/** Information criteria of a fit that uses so many observations. */
export function criteriaOf(fit: MixtureFit, observations: number): Criteria {
  const { model, logLik, posteriors } = fit;
  const { classes, weights } = model;
  const parameters = parameterCount(model);
  const persons = weights.reduce((sum, weight) => sum + weight, 0);
  let classification = 0;
  for (let i = 0; i < model.persons; i++) {
    let largest = 0;
    for (let g = 0; g < classes; g++) largest = Math.max(largest, posteriors[i * classes + g]!);
    classification += weights[i]! * Math.log(largest);
  }
  const penalised = (price: number) => -2 * logLik + price * parameters;
  const bic = penalised(Math.log(persons));
  return {
    logLik,
    parameters,
    persons,
    observations,
    aic: penalised(2),
    bic,
    bicObservations: penalised(Math.log(observations)),
    adjustedBic: penalised(Math.log((persons + 2) / 24)),
    icl: bic - 2 * classification,
    relativeEntropy: relativeEntropy(posteriors, classes, weights),
  };
}

/**
 * How sharply persons are told apart: 1 when every posterior probability is 0 or 1, 0 when all are equal
 * (Ramaswamy and others, 1993). NaN for one group.
 */
export function relativeEntropy(posteriors: Float64Array, groups: number, weights: Float64Array): number {
  if (groups === 1) return NaN;
  let entropy = 0;
  let persons = 0;
  for (let i = 0; i < weights.length; i++) {
    persons += weights[i]!;
    for (let g = 0; g < groups; g++) {
      const p = posteriors[i * groups + g]!;
      if (p > 0) entropy -= weights[i]! * p * Math.log(p);
    }
  }
  return 1 - entropy / (persons * Math.log(groups));
}

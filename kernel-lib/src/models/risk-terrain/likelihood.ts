import type { CountTerm } from "../linear/dispersion.js";
import type { Cells } from "./cells.js";
import type { Design } from "./design.js";

/**
 * Negative log-likelihood at the coefficients (and log α, last), less the terms that depend on the outcome and the
 * exposure alone. Writes the derivatives where arrays for them are given; second ones need first ones.
 */
export type Likelihood = (
  x: Float64Array,
  gradient: Float64Array | null,
  hessian: Float64Array | null,
) => number;

/** The count regression of some cells: Poisson, or negative binomial in the coefficients and log α with a term. */
export function likelihoodOf(
  { count, weight, crimes, offset }: Omit<Cells, "columns" | "design">,
  design: Design,
  term: CountTerm | null,
): Likelihood {
  const { columns } = design;
  const size = columns + (term ? 1 : 0);
  const eta = new Float64Array(count);
  const score = new Float64Array(count);
  const information = new Float64Array(count);
  const cross = term ? new Float64Array(count) : null;

  function poisson(): number {
    let loss = 0;
    for (let c = 0; c < count; c++) {
      const mean = weight[c]! * Math.exp(eta[c]!);
      loss += mean - crimes[c]! * eta[c]!;
      score[c] = mean - crimes[c]!;
      information[c] = mean;
    }
    return loss;
  }

  /** With the first two derivatives in α of what depends on the means. */
  function negativeBinomial(alpha: number) {
    let loss = 0;
    let first = 0;
    let second = 0;
    for (let c = 0; c < count; c++) {
      const mean = Math.exp(eta[c]!);
      const w = weight[c]!;
      const y = crimes[c]!;
      const t = alpha * mean;
      const log = Math.log1p(t);
      const u = 1 / (1 + t);
      loss += (y + w / alpha) * log - y * eta[c]!;
      score[c] = (w * mean - y) * u;
      information[c] = (w * mean + y * t) * u * u;
      cross![c] = -alpha * score[c]! * mean * u;
      // t/(1+t) − log(1+t), by its series where it cancels
      const g = t < 1e-3 ? -t * t * (0.5 - t * (2 / 3 - t * (0.75 - 0.8 * t))) : t * u - log;
      first += y * mean * u + (w * g) / (alpha * alpha);
      second -= y * mean * mean * u * u + (2 * w * g) / alpha ** 3 + (w * mean * t * u * u) / (alpha * alpha);
    }
    return { loss, first, second };
  }

  return (x, gradient, hessian) => {
    design.times(x, eta);
    if (offset) for (let c = 0; c < count; c++) eta[c]! += offset[c]!;
    hessian?.fill(0);
    let loss: number;
    if (term) {
      const alpha = Math.exp(x[columns]!);
      const { loss: own, first, second } = negativeBinomial(alpha);
      loss = own - term.value(alpha);
      if (gradient) {
        const counts = term.derivatives(alpha);
        gradient[columns] = alpha * (first - counts.first);
        if (hessian) {
          design.transposedTimes(cross!, hessian.subarray(columns * size));
          hessian[size * size - 1] = alpha * alpha * (second - counts.second) + gradient[columns]!;
        }
      }
    } else loss = poisson();
    if (gradient) design.transposedTimes(score, gradient);
    if (hessian) {
      design.weightedGram(information, hessian, size);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < i; j++) hessian[j * size + i] = hessian[i * size + j]!;
    }
    return loss;
  };
}

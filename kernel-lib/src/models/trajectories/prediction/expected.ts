import type { TrajectoryFamily } from "../../../contract/index.js";
import { normalQuantile } from "../../../compute/special/index.js";
import { predict } from "../curve/group-block.js";
import type { RegressionComponent } from "../regression-component.js";

/** One group's curve at the distinct design rows of a component. */
export interface GroupCurve {
  /** Expected outcome; of a binomial, the chance of one trial. */
  mean: Float64Array;
  /** Linear predictor of the curve, with the offset; and of the family's second predictor, NaN without one. */
  eta: Float64Array;
  second: Float64Array;
  /** ∂ mean/∂ parameter, rows × the group's parameters, row-major. */
  slopes: Float64Array;
  /** ∂ eta/∂ parameter, of the same shape. */
  etaSlopes: Float64Array;
  /** The group's parameters' places in the component's vector. */
  places: Int32Array;
}

/** Every group's curve with its derivatives; those by the predictors are central differences of the family's mean. */
export function groupCurves(component: RegressionComponent, vector: Float64Array): GroupCurve[] {
  const { family, designs, groupParameters } = component;
  const { count, offset, logExposure } = designs;
  const cells = { count, offset, logExposure, outcome: null };
  return groupParameters.map((places, g) => {
    const blocks = designs.groups[g]!;
    const predictors = family.predictors.map(() => new Float64Array(count));
    predict(
      blocks,
      Float64Array.from(places, (place) => vector[place]!),
      predictors,
    );
    const mean = family.mean(cells, predictors);
    const size = places.length;
    const slopes = new Float64Array(count * size);
    const etaSlopes = new Float64Array(count * size);
    let from = 0;
    blocks.forEach((block, j) => {
      const steps = predictors[j]!.map((value) => 1e-5 * Math.max(1, Math.abs(value)));
      const shifted = (sign: number) =>
        family.mean(
          cells,
          predictors.map((values, k) => (k === j ? values.map((x, d) => x + sign * steps[d]!) : values)),
        );
      const up = shifted(1);
      const down = shifted(-1);
      const columns = block ? block.columns : 1;
      for (let d = 0; d < count; d++) {
        const slope = (up[d]! - down[d]!) / (2 * steps[d]!);
        for (let k = 0; k < columns; k++) {
          const x = block ? block.values[d * columns + k]! : 1;
          slopes[d * size + from + k] = slope * x;
          if (j === 0) etaSlopes[d * size + from + k] = x;
        }
      }
      from += columns;
    });
    const eta = predictors[0]!.map((value, d) => value + offset[d]!);
    return {
      mean,
      eta,
      second: predictors[1] ?? new Float64Array(count).fill(NaN),
      slopes,
      etaSlopes,
      places,
    };
  });
}

/** Standard error of a group's linear predictor at every place; `own` are the places of the component's in θ. */
export function etaErrors(
  { etaSlopes, places, eta }: GroupCurve,
  own: Int32Array,
  covariance: Float64Array,
): Float64Array {
  const size = places.length;
  const p = Math.sqrt(covariance.length);
  const block = new Float64Array(size * size);
  places.forEach((a, i) => {
    places.forEach((b, j) => (block[i * size + j] = covariance[own[a]! * p + own[b]!]!));
  });
  return eta.map((_, d) => Math.sqrt(quadraticForm(etaSlopes.subarray(d * size, (d + 1) * size), block)));
}

/** Variance g′Vg; entries of V that are NaN count only where g moves something. */
export function quadraticForm(gradient: Float64Array, covariance: Float64Array): number {
  const p = gradient.length;
  let largest = 0;
  for (let j = 0; j < p; j++) largest = Math.max(largest, Math.abs(gradient[j]!));
  let sum = 0;
  for (let j = 0; j < p; j++) {
    if (!(Math.abs(gradient[j]!) > 1e-12 * largest)) continue;
    for (let k = 0; k < p; k++) {
      if (Math.abs(gradient[k]!) > 1e-12 * largest)
        sum += gradient[j]! * gradient[k]! * covariance[j * p + k]!;
    }
  }
  return Number.isNaN(largest) ? NaN : Math.max(0, sum);
}

/**
 * Interval of an expected outcome by the delta method, on the scale where it is most nearly normal: the outcome's own
 * for the normal families, the logarithm for counts, the logit for chances and shares.
 */
export function meanInterval(
  mean: number,
  stdError: number,
  { family, level }: { family: TrajectoryFamily; level: number },
): [lower: number, upper: number] {
  const reach = normalQuantile(0.5 + level / 2) * stdError;
  switch (family) {
    case "gaussian":
    case "censored-normal":
      return [mean - reach, mean + reach];
    case "poisson":
    case "negative-binomial":
    case "zip":
    case "zip-tau":
      return mean > 0 ? [mean * Math.exp(-reach / mean), mean * Math.exp(reach / mean)] : [NaN, NaN];
    case "logit":
    case "binomial":
    case "beta":
      return chanceInterval(mean, reach);
  }
}

/** Interval of a probability from that of its logit. */
export function chanceInterval(chance: number, reach: number): [lower: number, upper: number] {
  if (Number.isNaN(reach)) return [NaN, NaN];
  if (!(chance > 0 && chance < 1)) return [chance, chance];
  const spread = reach / (chance * (1 - chance));
  const odds = chance / (1 - chance);
  const at = (value: number) => (value === Infinity ? 1 : value / (1 + value));
  return [at(odds * Math.exp(-spread)), at(odds * Math.exp(spread))];
}

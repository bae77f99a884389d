import { gamma } from "./gamma.js";
import { type Key, split } from "./key.js";
import { isNotNegative, isPositive, isProbability, type Parameter, reader } from "./parameter.js";
import { draw53, openUniform, type Stream, streamOf } from "./uniform.js";

/** `n` zeros and ones; 1 with the given probability. */
export function bernoulli(key: Key, probability: Parameter, n: number): Float64Array {
  const p = reader(probability, n, {
    where: "bernoulli",
    name: "probability",
    allowed: "between 0 and 1",
    valid: isProbability,
  });
  return Float64Array.from({ length: n }, (_, index) => (draw53(key, index) * 2 ** -53 < p(index) ? 1 : 0));
}

/** `n` Poisson counts. Exact: inversion below a mean of 10, Hörmann's transformed rejection above. */
export function poisson(key: Key, mean: Parameter, n: number): Float64Array {
  const mu = reader(mean, n, { where: "poisson", name: "mean", allowed: "at least 0", valid: isNotNegative });
  return Float64Array.from({ length: n }, (_, index) =>
    mu(index) < 10
      ? invertPoisson(mu(index), openUniform(draw53(key, index)))
      : rejectPoisson(mu(index), streamOf(key, index)),
  );
}

/** `n` negative-binomial counts with variance mean + mean²/theta, as Poisson counts of gamma-distributed means. */
export function negativeBinomial(key: Key, mean: Parameter, theta: Parameter, n: number): Float64Array {
  const where = "negativeBinomial";
  const mu = reader(mean, n, { where, name: "mean", allowed: "at least 0", valid: isNotNegative });
  const shape = reader(theta, n, { where, name: "theta", allowed: "greater than 0", valid: isPositive });
  const [gammaKey, poissonKey] = split(key, 2) as [Key, Key];
  const means = gamma(gammaKey, theta, n);
  for (let index = 0; index < n; index++) means[index] = (means[index]! / shape(index)) * mu(index);
  return poisson(poissonKey, means, n);
}

function invertPoisson(mean: number, u: number): number {
  let count = 0;
  let probability = Math.exp(-mean);
  let cumulative = probability;
  // The sum of probabilities may stop short of u by rounding; no count this far out has one of 2^-53.
  while (u > cumulative && count < 200) {
    count++;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}

/** Algorithm PTRS: Hörmann, "The transformed rejection method for generating Poisson random variables" (1993). */
function rejectPoisson(mean: number, stream: Stream): number {
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream.open() - 0.5;
    const v = stream.open();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const accept = Math.log((v * inverseAlpha) / (a / (us * us) + b));
    if (accept <= count * logMean - mean - logFactorial(count)) return count;
  }
}

const smallLogFactorials = [0];
for (let k = 1; k < 16; k++) smallLogFactorials.push(smallLogFactorials[k - 1]! + Math.log(k));

/** log k!, by Stirling's series from 16 on, where its next term is below 1e-15. */
export function logFactorial(k: number): number {
  if (k < 16) return smallLogFactorials[k]!;
  const x = k + 1;
  const r = 1 / (x * x);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** Mean and variance of a sample. */
export function moments(values: ArrayLike<number>): { mean: number; variance: number } {
  let mean = 0;
  for (let index = 0; index < values.length; index++) mean += values[index]! / values.length;
  let variance = 0;
  for (let index = 0; index < values.length; index++)
    variance += (values[index]! - mean) ** 2 / (values.length - 1);
  return { mean, variance };
}

/** Kolmogorov–Smirnov distance of a sample from a distribution, times √n: above 1.95 once in 1000 samples. */
export function kolmogorovSmirnov(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  let distance = 0;
  sorted.forEach((value, index) => {
    const p = cdf(value);
    distance = Math.max(distance, p - index / sorted.length, (index + 1) / sorted.length - p);
  });
  return distance * Math.sqrt(sorted.length);
}

/**
 * Pearson's chi-square of counts against their probabilities, as a standard normal deviate (Wilson & Hilferty):
 * above 3.1 once in 1000 samples. Values expected fewer than ten times are put together.
 */
export function chiSquare(values: ArrayLike<number>, probability: (value: number) => number): number {
  const observed = new Map<number, number>();
  for (let index = 0; index < values.length; index++)
    observed.set(values[index]!, (observed.get(values[index]!) ?? 0) + 1);
  let [statistic, cells, restObserved, restExpected] = [0, 0, values.length, values.length];
  const last = Math.max(...observed.keys());
  for (let value = 0; value <= last; value++) {
    const expected = probability(value) * values.length;
    if (expected < 10) continue;
    const count = observed.get(value) ?? 0;
    statistic += (count - expected) ** 2 / expected;
    cells++;
    restObserved -= count;
    restExpected -= expected;
  }
  if (restExpected >= 1) {
    statistic += (restObserved - restExpected) ** 2 / restExpected;
    cells++;
  }
  const df = cells - 1;
  return (Math.cbrt(statistic / df) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df));
}

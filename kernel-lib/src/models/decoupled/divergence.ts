import { InputError } from "../../contract/index.js";
import { quantiles } from "../../data/quantiles.js";

/**
 * Jensen–Shannon distance of two distributions, base 2: the root of the mean divergence from their mixture, between
 * 0 (equal) and 1 (nothing in common) (Lin 1991; Endres and Schindelin 2003). Counts will do; they are made shares.
 * @throws InputError for arrays of unequal length, or one that sums to nothing.
 */
export function jensenShannonDistance(p: ArrayLike<number>, q: ArrayLike<number>): number {
  if (p.length !== q.length) {
    throw new InputError(`jensenShannonDistance: the arrays differ in length, ${p.length} and ${q.length}`);
  }
  const [totalP, totalQ] = [sum(p), sum(q)];
  if (!(totalP > 0 && totalQ > 0))
    throw new InputError("jensenShannonDistance: a distribution sums to nothing");
  let divergence = 0;
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [p[i]! / totalP, q[i]! / totalQ];
    const middle = (a + b) / 2;
    if (a > 0) divergence += (a * Math.log2(a / middle)) / 2;
    if (b > 0) divergence += (b * Math.log2(b / middle)) / 2;
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

const MOST_BINS = 10_000;

/**
 * Number of bins of a histogram of the values by the rule of Freedman and Diaconis (1981): ⌊range / width⌋ + 1 with
 * width = 2·IQR/∛n, quartiles by linear interpolation, as raimitigations has it. Where the middle half of the values
 * is equal, the rule has no width, and Sturges' ⌈log₂ n⌉ + 1 stands in. At most 10,000.
 */
export function freedmanDiaconisBins(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const range = sorted[n - 1]! - sorted[0]!;
  if (!(range > 0)) return 1;
  const [lower, upper] = quantiles(sorted, [0.25, 0.75]) as [number, number];
  const width = (2 * (upper - lower)) / Math.cbrt(n);
  const bins = width > 0 ? Math.floor(range / width + 1) : Math.ceil(Math.log2(n)) + 1;
  return Math.min(bins, MOST_BINS);
}

/** Counts of the values in equal bins from `low` to `high`, both included. */
export function histogram(
  values: ArrayLike<number>,
  { bins, low, high }: { bins: number; low: number; high: number },
): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < values.length; i++) {
    const place = high > low ? Math.floor(((values[i]! - low) / (high - low)) * bins) : 0;
    counts[Math.min(bins - 1, Math.max(0, place))]!++;
  }
  return counts;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

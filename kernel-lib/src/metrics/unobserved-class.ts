import { normalQuantile } from "../compute/random/normal.js";
import { InputError } from "../contract/index.js";

export interface UnobservedClassOptions {
  /** Outcome or decision of each row. The bounds want 0 and 1. */
  outcome: ArrayLike<number>;
  /** Probability of each class given the proxies, rows × classes, row-major; a row's sum to 1. */
  probabilities: ArrayLike<number>;
  /** The classes. */
  levels: readonly string[];
  /** Mean of the outcome given the proxies, one a row, for the bounds; they are left out without it. */
  expectedOutcome?: ArrayLike<number>;
  /** Class that the others are compared with. Default: the one with the largest probability in all. */
  reference?: string;
  /** Weights of the rows, ≥ 0. Default ones. */
  weights?: ArrayLike<number>;
  /** Confidence level. Default 0.95. */
  level?: number;
}

/** What is known of a class's mean outcome, and of its difference from the reference's, when nobody's class is. */
export interface UnobservedClassRow {
  method: "thresholded" | "weighted" | "lower bound" | "upper bound";
  class: string;
  /** Mean outcome of the class; null when no row stands for it. */
  estimate: number | null;
  stdError: number | null;
  lower: number | null;
  upper: number | null;
  /** Mean outcome less the reference's; for the bounds, the smallest and the largest it can be. */
  difference: number | null;
  differenceStdError: number | null;
  differenceLower: number | null;
  differenceUpper: number | null;
}

/** What each method takes for granted, to be printed beside it. */
export const unobservedClassAssumptions: Record<"thresholded" | "weighted" | "bounds", string> = {
  thresholded:
    "thresholded: every row is taken for its most probable class; biased towards what the proxies say, often too large.",
  weighted:
    "weighted: each row counts in every class by its probability; right when the outcome does not depend on the class among people with the same proxies (Chen et al., 2019).",
  bounds:
    "bounds: all that the proxies alone can say; no assumption but that the probabilities are right (Kallus, Mao and Zhou, 2022).",
};

/**
 * Disparity between classes that nobody observed, from their probabilities given proxies: by the most probable class;
 * by the weighted estimator Σ pᵢy / Σ pᵢ (Chen, Kallus, Mao, Svacha and Udell, 2019, eq. 8); and the sharp bounds
 * that Fréchet's inequalities give (Kallus, Mao and Zhou, 2022): of a class of probability p, with an expected
 * outcome q, at least max(0, p + q − 1) and at most min(p, q) have the outcome.
 *
 * Standard errors are those of ratios of sums over independent rows, with the probabilities taken as known.
 * @throws InputError when lengths differ, a probability is not one, rows do not sum to 1, or a level is unknown.
 */
export function unobservedClassDisparity(options: UnobservedClassOptions): UnobservedClassRow[] {
  const { outcome, probabilities, levels, expectedOutcome, level = 0.95 } = options;
  const rows = outcome.length;
  const classes = levels.length;
  check(options);
  const weights = Float64Array.from(options.weights ?? new Float64Array(rows).fill(1));
  const share = levels.map((_, c) =>
    sumOver(rows, (row) => weights[row]! * probabilities[row * classes + c]!),
  );
  const reference =
    options.reference === undefined ? share.indexOf(Math.max(...share)) : levels.indexOf(options.reference);
  const z = normalQuantile(0.5 + level / 2);
  const of = (row: number, c: number) => probabilities[row * classes + c]!;
  const mostProbable = Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (of(row, c) > of(row, best)) best = c;
    return best;
  });

  /** Each row's part in a class (below the line), and in the class's outcome (above it). */
  type Parts = (c: number) => { above: Float64Array; below: Float64Array };
  const column = (at: (row: number) => number) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = at(row);
    return values;
  };
  const shareOf = (c: number) => column((row) => of(row, c));
  const thresholded: Parts = (c) => ({
    above: column((row) => (mostProbable[row] === c ? outcome[row]! : 0)),
    below: column((row) => +(mostProbable[row] === c)),
  });
  const weighted: Parts = (c) => ({ above: column((row) => of(row, c) * outcome[row]!), below: shareOf(c) });
  const least: Parts = (c) => ({
    above: column((row) => Math.max(0, of(row, c) + expectedOutcome![row]! - 1)),
    below: shareOf(c),
  });
  const most: Parts = (c) => ({
    above: column((row) => Math.min(of(row, c), expectedOutcome![row]!)),
    below: shareOf(c),
  });

  const describe = (
    method: UnobservedClassRow["method"],
    own: Parts,
    others: Parts,
  ): UnobservedClassRow[] => {
    const base = ratio(weights, others(reference));
    return levels.map((name, c) => {
      const mean = ratio(weights, own(c));
      const apart = c === reference ? null : contrast(mean, base);
      return {
        method,
        class: name,
        ...interval(mean, z, ["estimate", "stdError", "lower", "upper"]),
        ...interval(apart, z, ["difference", "differenceStdError", "differenceLower", "differenceUpper"]),
      };
    });
  };
  return [
    ...describe("thresholded", thresholded, thresholded),
    ...describe("weighted", weighted, weighted),
    ...(expectedOutcome
      ? [...describe("lower bound", least, most), ...describe("upper bound", most, least)]
      : []),
  ];
}

interface Ratio {
  value: number;
  /** How much each row moves it. */
  influence: Float64Array;
}

/** Weighted Σ above / Σ below, with the influence of each row; null when nothing is below the line. */
function ratio(
  weights: Float64Array,
  { above, below }: { above: Float64Array; below: Float64Array },
): Ratio | null {
  let [sum, total] = [0, 0];
  for (let row = 0; row < weights.length; row++) {
    sum += weights[row]! * above[row]!;
    total += weights[row]! * below[row]!;
  }
  if (!(total > 0)) return null;
  const value = sum / total;
  const influence = new Float64Array(weights.length);
  for (let row = 0; row < weights.length; row++) {
    influence[row] = (weights[row]! * (above[row]! - value * below[row]!)) / total;
  }
  return { value, influence };
}

function contrast(a: Ratio | null, b: Ratio | null): Ratio | null {
  if (!a || !b) return null;
  return { value: a.value - b.value, influence: a.influence.map((part, row) => part - b.influence[row]!) };
}

function interval<Name extends string>(
  found: Ratio | null,
  z: number,
  [estimate, error, lower, upper]: readonly [Name, Name, Name, Name],
): Record<Name, number | null> {
  const values = found ? [found.value, norm(found.influence)] : [null, null];
  const [value, se] = values as [number | null, number | null];
  const at = (sign: number) => (value === null || se === null ? null : value + sign * z * se);
  return { [estimate]: value, [error]: se, [lower]: at(-1), [upper]: at(1) } as Record<Name, number | null>;
}

const norm = (values: Float64Array): number => Math.sqrt(sumOver(values.length, (row) => values[row]! ** 2));

function sumOver(rows: number, of: (row: number) => number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += of(row);
  return sum;
}

function check({
  outcome,
  probabilities,
  levels,
  expectedOutcome,
  reference,
  weights,
}: UnobservedClassOptions): void {
  const where = "unobservedClassDisparity";
  const rows = outcome.length;
  const fail = (reason: string) => new InputError(`${where}: ${reason}`);
  if (rows === 0) throw fail("there are no rows");
  if (probabilities.length !== rows * levels.length)
    throw fail(
      `'probabilities' holds ${probabilities.length} numbers, but ${rows} rows of ${levels.length} classes need ${rows * levels.length}`,
    );
  if (reference !== undefined && !levels.includes(reference))
    throw fail(
      `'reference' is '${reference}', which is not one of ${levels.map((name) => `'${name}'`).join(", ")}`,
    );
  for (const [field, values] of Object.entries({ weights, expectedOutcome })) {
    if (values && values.length !== rows)
      throw fail(`'${field}' holds ${values.length} numbers for ${rows} rows`);
  }
  for (let row = 0; row < rows; row++) {
    if (!Number.isFinite(outcome[row])) throw fail(`'outcome' is ${outcome[row]} in row ${row + 1}`);
    if (weights && !(weights[row]! >= 0)) throw fail(`'weights' is ${weights[row]} in row ${row + 1}`);
    if (expectedOutcome) {
      if (outcome[row] !== 0 && outcome[row] !== 1)
        throw fail(`the bounds want outcomes of 0 and 1, got ${outcome[row]} in row ${row + 1}`);
      if (!(expectedOutcome[row]! >= 0 && expectedOutcome[row]! <= 1))
        throw fail(
          `'expectedOutcome' must be between 0 and 1, got ${expectedOutcome[row]} in row ${row + 1}`,
        );
    }
    let sum = 0;
    for (let c = 0; c < levels.length; c++) {
      const p = probabilities[row * levels.length + c]!;
      if (!(p >= 0 && p <= 1)) throw fail(`'probabilities' holds ${p} in row ${row + 1}`);
      sum += p;
    }
    if (Math.abs(sum - 1) > 1e-6) throw fail(`the probabilities of row ${row + 1} sum to ${sum}, not to 1`);
  }
}

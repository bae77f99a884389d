import type { Key } from "../../compute/random/index.js";
import { foldIn } from "../../compute/random/index.js";
import type { LeafRows } from "../../compute/trees/conditional.js";
import { InputError } from "../../contract/index.js";
import type { Features } from "./features.js";
import type { Forest } from "./forest.js";
import { shared } from "./grow-forest.js";
import { walk, type WalkOptions } from "./predict-forest.js";

/**
 * A quantile regression forest (Meinshausen 2006): in each tree every observation in a row's leaf weighs its share of
 * that leaf, and the weights are averaged over the trees. The forest must have been grown with `keepRows`.
 */
export interface ConditionalOptions extends WalkOptions {
  /** The leaves' observations with their outcomes, as `leafObservations` gives them. */
  leaves: LeafRows;
}

/** Numbers the outcomes of a forest's training rows, which every conditional distribution reads. */
export function leafObservations(
  { leafRows, trees }: Forest,
  y: Float64Array,
  weights: Float64Array | null = null,
): LeafRows {
  if (!leafRows)
    throw new InputError("forest: conditional distributions need a forest grown with 'keepRows'");
  const order = sortedOrder(y);
  const rankOf = new Int32Array(y.length);
  const outcomes = new Float64Array(new SharedArrayBuffer(8 * y.length));
  let ranks = 0;
  for (const [place, row] of order.entries()) {
    // Equal outcomes are one.
    if (place > 0 && y[row] !== outcomes[ranks - 1]) outcomes[ranks++] = y[row]!;
    else if (place === 0) outcomes[ranks++] = y[row]!;
    rankOf[row] = ranks - 1;
  }
  const { start, row, count } = leafRows;
  const rank = new Int32Array(new SharedArrayBuffer(4 * row.length));
  const weight = weights ? new Float64Array(new SharedArrayBuffer(8 * row.length)) : count;
  const total = new Float64Array(new SharedArrayBuffer(8 * (start.length - 1)));
  const leaves = trees.leafStart[trees.leafStart.length - 1]!;
  for (let leaf = 0; leaf < leaves; leaf++) {
    let sum = 0;
    for (let o = start[leaf]!; o < start[leaf + 1]!; o++) {
      rank[o] = rankOf[row[o]!]!;
      if (weights) weight[o] = count[o]! * weights[row[o]!]!;
      sum += weight[o]!;
    }
    total[leaf] = sum;
  }
  return { start, rank, weight, total, outcomes: outcomes.subarray(0, ranks) };
}

function sortedOrder(y: Float64Array): Uint32Array {
  return Uint32Array.from(y.keys()).sort((a, b) => y[a]! - y[b]! || a - b);
}

/**
 * Quantiles of the outcome given each row: rows × probabilities.
 * @param options.probabilities Between 0 and 1.
 * @param options.interpolate Whether to interpolate between outcomes, as R and NumPy do; else the least outcome whose
 *   distribution function reaches the probability. Default true.
 */
export async function conditionalQuantiles(
  forest: Forest,
  features: Features,
  {
    leaves,
    probabilities,
    interpolate = true,
    ...options
  }: ConditionalOptions & { probabilities: readonly number[]; interpolate?: boolean },
): Promise<Float64Array> {
  const bad = probabilities.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) throw new InputError(`forest: 'probabilities' must lie between 0 and 1, got ${bad}`);
  const output = zeros(features.rows * probabilities.length);
  const goal = {
    kind: "quantiles" as const,
    leaves,
    probabilities: Float64Array.from(probabilities),
    interpolate,
  };
  await walk(forest, features, { ...goal, output }, options);
  return output;
}

/** P(Y ≤ y) given each row: rows × the numbers in `at`. */
export async function conditionalDistribution(
  forest: Forest,
  features: Features,
  { leaves, at, ...options }: ConditionalOptions & { at: readonly number[] },
): Promise<Float64Array> {
  const output = zeros(features.rows * at.length);
  await walk(forest, features, { kind: "distribution", leaves, at: Float64Array.from(at), output }, options);
  return output;
}

/** P(Y ≤ y) given each row, at that row's own y. */
export async function conditionalRank(
  forest: Forest,
  features: Features,
  { leaves, at, ...options }: ConditionalOptions & { at: Float64Array },
): Promise<Float64Array> {
  const output = zeros(features.rows);
  await walk(forest, features, { kind: "rank", leaves, at: shared(at), output }, options);
  return output;
}

/** Mean and standard deviation of the outcome given each row. */
export async function conditionalMoments(
  forest: Forest,
  features: Features,
  { leaves, ...options }: ConditionalOptions,
): Promise<{ mean: Float64Array; sd: Float64Array }> {
  const output = zeros(2 * features.rows);
  await walk(forest, features, { kind: "moments", leaves, output }, options);
  return {
    mean: Float64Array.from({ length: features.rows }, (_, row) => output[2 * row]!),
    sd: Float64Array.from({ length: features.rows }, (_, row) => output[2 * row + 1]!),
  };
}

/** Draws of the outcome given each row: rows × `count`. Each row has its own key. */
export async function conditionalSamples(
  forest: Forest,
  features: Features,
  { leaves, count, key, ...options }: ConditionalOptions & { count: number; key: Key },
): Promise<Float64Array> {
  const output = zeros(features.rows * count);
  const keys = new Int32Array(new SharedArrayBuffer(8 * features.rows));
  for (let row = 0; row < features.rows; row++) keys.set(foldIn(key, row), 2 * row);
  await walk(forest, features, { kind: "samples", leaves, count, keys, output }, options);
  return output;
}

const zeros = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));

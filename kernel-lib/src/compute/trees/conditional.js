// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.
import { createStream } from "./stream.js";

/**
 * @typedef {object} LeafRows Every leaf's observations. Outcomes are numbered in ascending order.
 * @property {Int32Array} start first observation of each leaf, and the number of all
 * @property {Int32Array} rank number of each observation's outcome
 * @property {Float32Array | Uint16Array | Float64Array} weight its weight: how often it was drawn, times its own weight
 * @property {Float64Array} total weight of each leaf
 * @property {Float64Array} outcomes in ascending order
 *
 * @typedef {{ leaves: LeafRows } & ({ kind: "quantiles", probabilities: Float64Array, interpolate: boolean, output: Float64Array }
 *   | { kind: "distribution", at: Float64Array, output: Float64Array }
 *   | { kind: "moments", output: Float64Array }
 *   | { kind: "rank", at: Float64Array, output: Float64Array }
 *   | { kind: "samples", count: number, keys: Int32Array, output: Float64Array })} ConditionalGoal
 */

/**
 * The conditional distribution of the outcome (Meinshausen 2006): in each tree every observation of the row's leaf
 * weighs its share of the leaf; the weights are averaged over the trees. Leaves are added for a block of rows tree by
 * tree, so that a tree's leaves stay in the cache; then each row is finished: what is asked of its distribution is
 * written, NaN where no tree counted.
 * @param {ConditionalGoal} goal
 * @param {number} block rows of a block
 */
export function createConditional(goal, block) {
  const { start, rank, weight, total, outcomes } = goal.leaves;
  const size = outcomes.length;
  const sums = new Float64Array(size);
  const marks = new Int32Array((size + 31) >>> 5);
  const value = new Float64Array(size);
  const share = new Float64Array(size);
  // What each row of the block has gathered: numbers of outcomes, and their weights.
  const used = new Int32Array(block);
  const filled = new Int32Array(block);
  /** @type {Int32Array[]} */
  const ranks = Array.from({ length: block }, () => new Int32Array(256));
  /** @type {Float64Array[]} */
  const weights = Array.from({ length: block }, () => new Float64Array(256));

  return {
    /**
     * Adds a leaf to a row of the block.
     * @param {number} at
     * @param {number} leaf
     */
    add(at, leaf) {
      const first = start[leaf];
      const count = start[leaf + 1] - first;
      let n = filled[at];
      if (n + count > ranks[at].length) grow(at, n + count);
      const toRank = ranks[at];
      const toWeight = weights[at];
      const scale = 1 / total[leaf];
      for (let o = first; o < first + count; o++) {
        toRank[n] = rank[o];
        toWeight[n++] = weight[o] * scale;
      }
      filled[at] = n;
      used[at]++;
    },
    /**
     * Writes the answer of a row of the block, and empties it.
     * @param {number} at
     * @param {number} row
     */
    finish(at, row) {
      const fromRank = ranks[at];
      const fromWeight = weights[at];
      const count = filled[at];
      let low = marks.length;
      let high = -1;
      for (let e = 0; e < count; e++) {
        const r = fromRank[e];
        const word = r >>> 5;
        sums[r] += fromWeight[e];
        marks[word] |= 1 << (r & 31);
        if (word < low) low = word;
        if (word > high) high = word;
      }
      const scale = 1 / used[at];
      let n = 0;
      for (let word = low; word <= high; word++) {
        let bits = marks[word];
        if (bits === 0) continue;
        marks[word] = 0;
        while (bits !== 0) {
          const r = (word << 5) + 31 - Math.clz32(bits & -bits);
          bits &= bits - 1;
          value[n] = outcomes[r];
          share[n++] = sums[r] * scale;
          sums[r] = 0;
        }
      }
      write(goal, row, value, share, n);
      filled[at] = used[at] = 0;
    },
  };

  /**
   * @param {number} at
   * @param {number} needed
   */
  function grow(at, needed) {
    const length = Math.max(needed, 2 * ranks[at].length);
    const moreRanks = new Int32Array(length);
    const moreWeights = new Float64Array(length);
    moreRanks.set(ranks[at]);
    moreWeights.set(weights[at]);
    ranks[at] = moreRanks;
    weights[at] = moreWeights;
  }
}

/**
 * @param {ConditionalGoal} goal
 * @param {number} row
 * @param {Float64Array} value ascending
 * @param {Float64Array} share adds up to 1
 * @param {number} n
 */
function write(goal, row, value, share, n) {
  const { output } = goal;
  switch (goal.kind) {
    case "quantiles": {
      const width = goal.probabilities.length;
      for (let q = 0; q < width; q++) {
        output[row * width + q] =
          n === 0 ? NaN : quantile(goal.probabilities[q], value, share, n, goal.interpolate);
      }
      return;
    }
    case "distribution": {
      const width = goal.at.length;
      for (let q = 0; q < width; q++)
        output[row * width + q] = n === 0 ? NaN : below(goal.at[q], value, share, n);
      return;
    }
    case "rank":
      output[row] = n === 0 ? NaN : below(goal.at[row], value, share, n);
      return;
    case "moments": {
      let mean = 0;
      for (let i = 0; i < n; i++) mean += share[i] * value[i];
      let variance = 0;
      for (let i = 0; i < n; i++) variance += share[i] * (value[i] - mean) ** 2;
      output[2 * row] = n === 0 ? NaN : mean;
      output[2 * row + 1] = n === 0 ? NaN : Math.sqrt(variance);
      return;
    }
    case "samples": {
      const stream = createStream(goal.keys[2 * row], goal.keys[2 * row + 1]);
      for (let q = 0; q < goal.count; q++) {
        output[row * goal.count + q] = n === 0 ? NaN : quantile(stream.uniform(), value, share, n, false);
      }
      return;
    }
  }
}

/**
 * Without interpolation the least outcome whose distribution function reaches p. With it, outcome k stands at
 * (c_k − (s_k + s_1)/2) / (1 − (s_1 + s_n)/2), c being the running sum of the shares s, and p between two outcomes is
 * interpolated: for equal shares that is NumPy's and R's usual quantile.
 * @param {number} p
 * @param {Float64Array} value
 * @param {Float64Array} share
 * @param {number} n
 * @param {boolean} interpolate
 */
function quantile(p, value, share, n, interpolate) {
  if (!interpolate) {
    let sum = 0;
    for (let i = 0; i < n - 1; i++) {
      sum += share[i];
      if (sum >= p - 1e-12) return value[i];
    }
    return value[n - 1];
  }
  const target = p * (1 - (share[0] + share[n - 1]) / 2);
  let position = 0;
  for (let i = 1; i < n; i++) {
    const step = (share[i - 1] + share[i]) / 2;
    if (position + step >= target) {
      const part = (target - position) / step;
      return value[i - 1] + Math.min(1, Math.max(0, part)) * (value[i] - value[i - 1]);
    }
    position += step;
  }
  return value[n - 1];
}

/**
 * @param {number} at
 * @param {Float64Array} value
 * @param {Float64Array} share
 * @param {number} n
 */
function below(at, value, share, n) {
  let sum = 0;
  for (let i = 0; i < n && value[i] <= at; i++) sum += share[i];
  return Math.min(1, sum);
}

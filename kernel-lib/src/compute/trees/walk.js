// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.
import { createConditional } from "./conditional.js";

/** Rows a task takes: their leaves are found tree after tree, so that a tree stays in the cache. */
export const WALK_ROWS = 512;

/**
 * @typedef {object} TreeArrays A forest's trees, one after the other; see GrownTree for the arrays.
 * @property {Int32Array} nodeStart first node of each tree, and the number of all
 * @property {Int32Array} leafStart first leaf of each tree, and the number of all
 * @property {Int32Array} bitStart first word of each tree in `levelBits`, and the number of all
 * @property {Int32Array} feature
 * @property {Float64Array} threshold
 * @property {Int32Array} child left child counted from the tree's first node, or leaf from its first leaf
 * @property {Uint8Array} missingLeft
 * @property {Uint32Array} levelBits
 * @property {Float64Array} values leaves × outputs
 *
 * @typedef {object} WalkRows Rows to walk down the trees.
 * @property {number} rows
 * @property {(Float64Array | Int32Array)[]} columns numbers, NaN missing; codes of categories, −1 missing
 * @property {Uint8Array} category
 * @property {Uint32Array | null} skip bits by tree and row of trees to leave out for a row: the rows it grew on
 * @property {{ row: Int32Array, column: Int32Array, value: Float64Array } | null} changed rows to walk instead: copies of
 *   the rows above, each with one column set to another value (column −1: none)
 *
 * @typedef {object} Curve The error of the first trees alone, for some numbers of trees: two sums a block and number,
 *   the weighted loss (squared, or 1 for a wrong class) and the weight of its rows.
 * @property {Int32Array} trees ascending
 * @property {Float64Array} response outcome, or number of the class
 * @property {Float64Array | null} weights
 * @property {boolean} classes
 * @property {Float64Array} output
 *
 * @typedef {{ kind: "mean", output: Float64Array, used: Int32Array, curve?: Curve | null }
 *   | { kind: "leaf", output: Int32Array }
 *   | import("./conditional.js").ConditionalGoal} WalkGoal
 *
 * @typedef {{ trees: TreeArrays, outputs: number, rows: WalkRows, goal: WalkGoal }} WalkData
 */

/**
 * Sets up walks of rows down a forest and returns the function that does a block of rows. Trees are summed up in their
 * order, so that results do not depend on the threads.
 * @param {WalkData} data
 * @returns {(block: number) => null}
 */
export function createWalker({ trees, outputs, rows: input, goal }) {
  const { nodeStart, leafStart, bitStart, feature, threshold, child, missingLeft, levelBits, values } = trees;
  const { columns, category, skip, changed } = input;
  const rows = changed ? changed.row.length : input.rows;
  const count = nodeStart.length - 1;
  const width = columns.length;
  const words = (input.rows + 31) >>> 5;
  const block = new Float64Array(WALK_ROWS * width);
  const conditional =
    goal.kind === "mean" || goal.kind === "leaf" ? null : createConditional(goal, WALK_ROWS);
  const hasCategory = category.includes(1);
  // Whether the block at hand has neither categories nor missing values, and so needs no looking out for them.
  let plain = false;

  /**
   * @param {number} start
   * @param {number} end
   */
  function load(start, end) {
    plain = !hasCategory;
    for (let j = 0; j < width; j++) {
      const column = columns[j];
      for (let i = start; i < end; i++) set(i - start, j, column[changed ? changed.row[i] : i]);
    }
    if (!changed) return;
    for (let i = start; i < end; i++)
      if (changed.column[i] >= 0) set(i - start, changed.column[i], changed.value[i]);
  }

  /**
   * @param {number} at
   * @param {number} column
   * @param {number} value
   */
  function set(at, column, value) {
    block[at * width + column] = category[column] === 1 && value < 0 ? NaN : value;
    if (value !== value) plain = false;
  }

  /**
   * Leaf of a row of the block, counted through the forest.
   * @param {number} tree
   * @param {number} at where the row begins in the block
   */
  function leaf(tree, at) {
    const first = nodeStart[tree];
    const bits = bitStart[tree];
    let node = first;
    let column = feature[node];
    if (plain) {
      while (column >= 0) {
        // A sum rather than a choice: which way a row goes cannot be foretold, so a branch would cost.
        node = first + child[node] + (Number(block[at + column] > threshold[node]) | 0);
        column = feature[node];
      }
      return leafStart[tree] + child[node];
    }
    while (column >= 0) {
      const value = block[at + column];
      let left;
      if (value !== value) left = missingLeft[node];
      else if (category[column] === 1) {
        left = (levelBits[bits + threshold[node] + (value >>> 5)] >>> (value & 31)) & 1;
      } else left = value <= threshold[node] ? 1 : 0;
      node = first + child[node] + 1 - left;
      column = feature[node];
    }
    return leafStart[tree] + child[node];
  }

  /**
   * One point of the error curve for a block.
   * @param {number} task
   * @param {number} start
   * @param {number} end
   * @param {number} point
   */
  function error(task, start, end, point) {
    if (goal.kind !== "mean" || !goal.curve) return;
    const { trees, response, weights, classes, output } = goal.curve;
    let loss = 0;
    let total = 0;
    for (let i = start; i < end; i++) {
      const used = goal.used[i];
      if (used === 0) continue;
      const w = weights ? weights[i] : 1;
      total += w;
      if (!classes) loss += w * (goal.output[i] / used - response[i]) ** 2;
      else if (largest(goal.output, i, outputs, used) !== response[i]) loss += w;
    }
    const at = 2 * (task * trees.length + point);
    output[at] = loss;
    output[at + 1] = total;
  }

  return function walk(task) {
    const start = task * WALK_ROWS;
    const end = Math.min(rows, start + WALK_ROWS);
    const curve = goal.kind === "mean" ? (goal.curve ?? null) : null;
    let point = 0;
    load(start, end);
    for (let tree = 0; tree < count; tree++) {
      for (let i = start; i < end; i++) {
        const row = changed ? changed.row[i] : i;
        if (skip && (skip[tree * words + (row >>> 5)] >>> (row & 31)) & 1) continue;
        const at = leaf(tree, (i - start) * width);
        if (conditional) conditional.add(i - start, at);
        else if (goal.kind === "mean") {
          for (let k = 0; k < outputs; k++) goal.output[i * outputs + k] += values[at * outputs + k];
          goal.used[i]++;
        } else if (goal.kind === "leaf") goal.output[i * count + tree] = at;
      }
      if (curve && tree + 1 === curve.trees[point]) error(task, start, end, point++);
    }
    if (goal.kind === "mean") {
      for (let i = start; i < end; i++) {
        for (let k = 0; k < outputs; k++) goal.output[i * outputs + k] /= goal.used[i];
      }
    }
    if (conditional) for (let i = start; i < end; i++) conditional.finish(i - start, i);
    return null;
  };
}

/**
 * The most probable class of a row: the first of equals.
 * @param {Float64Array} sums
 * @param {number} row
 * @param {number} outputs
 * @param {number} used
 */
function largest(sums, row, outputs, used) {
  if (outputs === 1) return sums[row] / used > 0.5 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < outputs; k++) if (sums[row * outputs + k] > sums[row * outputs + best]) best = k;
  return best;
}

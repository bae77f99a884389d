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
 * @property {{ column: number, from: Int32Array } | null} shuffled a column that is read from other rows
 *
 * @typedef {{ kind: "mean", output: Float64Array, used: Int32Array }
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
  const { rows, columns, category, skip, shuffled } = input;
  const count = nodeStart.length - 1;
  const width = columns.length;
  const words = (rows + 31) >>> 5;
  const block = new Float64Array(WALK_ROWS * width);
  const conditional = goal.kind === "mean" || goal.kind === "leaf" ? null : createConditional(goal);
  const leafOf = new Int32Array(conditional ? WALK_ROWS * count : 0);

  /**
   * @param {number} start
   * @param {number} end
   */
  function load(start, end) {
    for (let j = 0; j < width; j++) {
      const column = columns[j];
      const from = shuffled && shuffled.column === j ? shuffled.from : null;
      for (let i = start; i < end; i++) {
        const value = column[from ? from[i] : i];
        block[(i - start) * width + j] = category[j] === 1 && value < 0 ? NaN : value;
      }
    }
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

  return function walk(task) {
    const start = task * WALK_ROWS;
    const end = Math.min(rows, start + WALK_ROWS);
    load(start, end);
    for (let tree = 0; tree < count; tree++) {
      for (let i = start; i < end; i++) {
        if (skip && (skip[tree * words + (i >>> 5)] >>> (i & 31)) & 1) {
          if (conditional) leafOf[(i - start) * count + tree] = -1;
          continue;
        }
        const at = leaf(tree, (i - start) * width);
        if (goal.kind === "mean") {
          for (let k = 0; k < outputs; k++) goal.output[i * outputs + k] += values[at * outputs + k];
          goal.used[i]++;
        } else if (goal.kind === "leaf") goal.output[i * count + tree] = at;
        else leafOf[(i - start) * count + tree] = at;
      }
    }
    if (goal.kind === "mean") {
      for (let i = start; i < end; i++) {
        for (let k = 0; k < outputs; k++) goal.output[i * outputs + k] /= goal.used[i];
      }
    }
    if (conditional) for (let i = start; i < end; i++) conditional(i, leafOf, (i - start) * count, count);
    return null;
  };
}

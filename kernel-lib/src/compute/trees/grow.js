// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.
import { createSplitter } from "./split.js";
import { createStream, drawSample } from "./stream.js";

/**
 * @typedef {object} GrowData What every tree grows from; the large arrays on shared memory.
 * @property {number} rows
 * @property {number} columns
 * @property {Uint16Array} codes bin of each value, column after column
 * @property {Uint16Array} codesByRow the same, row after row
 * @property {Int32Array} binStart where each column's bins begin in `lows` and `highs`
 * @property {Float64Array} lows least value of each bin
 * @property {Float64Array} highs greatest value of each bin
 * @property {Int32Array} slots bins of each column after the shift; for a category its levels
 * @property {Uint8Array} shift bits by which a large node may shorten the codes
 * @property {Int32Array} missing code of a missing value
 * @property {Uint8Array} category 1 for an unordered category
 * @property {Int32Array} levels levels of a category, 0 for numbers
 * @property {Float64Array} response outcome, or number of the class
 * @property {number} outputs 1 for numbers and for two classes, else the number of classes
 * @property {Float64Array | null} weights
 * @property {Int32Array | null} population rows that samples are drawn from; null: all
 * @property {Int32Array} keys two numbers a tree
 * @property {number} draws rows drawn for a tree
 * @property {boolean} replace
 * @property {number} tries variables tried at a split
 * @property {number} minLeaf rows in a leaf at least
 * @property {number} minNode nodes of as many draws or fewer are not split
 * @property {number} maxDepth
 * @property {boolean} random one random cut a variable
 * @property {boolean} keepRows whether the leaves' rows are given back
 * @property {Uint32Array} inBag a bit for each tree and row, set where the tree saw the row
 *
 * @typedef {object} GrownTree Node 0 is the root; a right child stands after its left one.
 * @property {Int32Array} feature column of the split; −1 for a leaf
 * @property {Float64Array} threshold values up to it go left; of a category, where its bits begin in `levelBits`
 * @property {Int32Array} child left child, or the leaf's number
 * @property {Uint8Array} missingLeft
 * @property {Uint32Array} levelBits a bit for each level, set where it goes left
 * @property {Float64Array} values leaves × outputs: means, or class shares
 * @property {Float64Array} importance decrease of impurity by column, as a share of the tree's weight
 * @property {Int32Array} leafStart where each leaf's rows begin
 * @property {Int32Array} leafRows rows of the tree by leaf; empty unless kept
 * @property {Uint16Array} leafCounts how often each of them was drawn
 */

/**
 * Sets up the growing of CART trees (Breiman, Friedman, Olshen and Stone 1984) and returns the function that grows
 * tree `t` from its own key, so that a forest does not depend on who grows which tree.
 * @param {GrowData} data
 * @returns {(tree: number) => GrownTree}
 */
export function createGrower(data) {
  const { rows, codesByRow, columns, outputs, response, weights, population, minLeaf, minNode, maxDepth } =
    data;
  const places = population ? population.length : rows;
  const words = (rows + 31) >>> 5;
  const counts = new Uint16Array(places);
  const row = new Int32Array(places);
  const y = new Float64Array(places);
  const weight = new Float64Array(places);
  const draws = new Uint16Array(places);
  const spareRow = new Int32Array(places);
  const spareY = new Float64Array(places);
  const spareWeight = new Float64Array(places);
  const spareDraws = new Uint16Array(places);
  const splitter = createSplitter(data, { row, y, weight }, places);
  const { best } = splitter;

  const most = 2 * places;
  const feature = new Int32Array(most);
  const threshold = new Float64Array(most);
  const child = new Int32Array(most);
  const missingLeft = new Uint8Array(most);
  const stackNode = new Int32Array(places + 1);
  const stackStart = new Int32Array(places + 1);
  const stackEnd = new Int32Array(places + 1);
  const stackDepth = new Int32Array(places + 1);
  const pick = new Int32Array(columns);
  const by = new Float64Array(outputs);
  let widest = 1;
  for (let j = 0; j < columns; j++) widest = Math.max(widest, data.levels[j]);
  const side = new Uint8Array(widest); // of the split at hand: 1 right, 2 left, 0 not in the node

  return function grow(tree) {
    const stream = createStream(data.keys[2 * tree], data.keys[2 * tree + 1]);
    drawSample(stream, { rows: places, draws: data.draws, replace: data.replace, counts });
    let size = 0;
    let rootWeight = 0;
    for (let place = 0; place < places; place++) {
      if (counts[place] === 0) continue;
      const r = population ? population[place] : place;
      data.inBag[tree * words + (r >>> 5)] |= 1 << (r & 31);
      const w = weights ? weights[r] * counts[place] : counts[place];
      if (w === 0) continue;
      row[size] = r;
      y[size] = response[r];
      weight[size] = w;
      draws[size++] = counts[place];
      rootWeight += w;
    }
    for (let j = 0; j < columns; j++) pick[j] = j;
    const importance = new Float64Array(columns);
    /** @type {number[]} */
    const values = [];
    /** @type {number[]} */
    const leafStart = [];
    /** @type {number[]} */
    const levelBits = [];
    let nodes = 1;
    let stack = 1;
    stackNode[0] = stackStart[0] = stackDepth[0] = 0;
    stackEnd[0] = size;

    while (stack > 0) {
      stack--;
      const node = stackNode[stack];
      const start = stackStart[stack];
      const end = stackEnd[stack];
      const depth = stackDepth[stack];
      let s = 0;
      let w = 0;
      let drawn = 0;
      let square = 0;
      let pure = true;
      const first = y[start];
      for (let i = start; i < end; i++) {
        s += weight[i] * y[i];
        w += weight[i];
        if (weights) drawn += draws[i];
        if (y[i] !== first) pure = false;
      }
      if (!weights) drawn = w;
      if (outputs > 1) {
        by.fill(0);
        for (let i = start; i < end; i++) by[y[i]] += weight[i];
        for (let k = 0; k < outputs; k++) square += by[k] * by[k];
      } else square = s * s;

      if (!pure && drawn > minNode && end - start >= 2 * minLeaf && depth < maxDepth) {
        splitter.enter(start, end, s, w, by);
        let varies = false;
        for (let j = 0; j < columns && (j < data.tries || !varies); j++) {
          // In random order even where all are tried, because the first of equal splits is taken.
          const other = j + (columns > 1 ? stream.below(columns - j) : 0);
          const column = pick[other];
          pick[other] = pick[j];
          pick[j] = column;
          // More are drawn while all so far are constant here, as scikit-learn does.
          if (data.random ? splitter.tryRandom(column, stream) : splitter.trySplits(column)) varies = true;
        }
        if (best.column >= 0) {
          const middle = divide(node, start, end, levelBits);
          importance[best.column] += Math.max(0, best.gain - square / w) / rootWeight;
          child[node] = nodes;
          stackNode[stack] = nodes + 1;
          stackStart[stack] = middle;
          stackEnd[stack] = end;
          stackDepth[stack++] = depth + 1;
          stackNode[stack] = nodes;
          stackStart[stack] = start;
          stackEnd[stack] = middle;
          stackDepth[stack++] = depth + 1;
          nodes += 2;
          continue;
        }
      }
      feature[node] = -1;
      threshold[node] = 0;
      missingLeft[node] = 0;
      child[node] = leafStart.length;
      leafStart.push(start);
      if (outputs > 1) for (let k = 0; k < outputs; k++) values.push(by[k] / w);
      else values.push(s / w);
    }
    leafStart.push(size);
    return {
      feature: feature.slice(0, nodes),
      threshold: threshold.slice(0, nodes),
      child: child.slice(0, nodes),
      missingLeft: missingLeft.slice(0, nodes),
      levelBits: Uint32Array.from(levelBits),
      values: Float64Array.from(values),
      importance,
      leafStart: Int32Array.from(leafStart),
      leafRows: row.slice(0, data.keepRows ? size : 0),
      leafCounts: draws.slice(0, data.keepRows ? size : 0),
    };
  };

  /**
   * Moves the rows of a node to the sides of the best split, each in its old order, and writes the split down.
   * @param {number} node
   * @param {number} start
   * @param {number} end
   * @param {number[]} levelBits
   */
  function divide(node, start, end, levelBits) {
    const { column, cut, levels, levelCount } = best;
    const missing = data.missing[column];
    const isCategory = data.category[column] === 1;
    if (isCategory) {
      side.fill(0, 0, data.levels[column]);
      for (let i = start; i < end; i++) {
        const code = codesByRow[row[i] * columns + column];
        if (code !== missing) side[code] = 1;
      }
      for (let g = 0; g < levelCount; g++) side[levels[g]] = 2;
    }
    let low = -1;
    let high = 0x7fffffff;
    let to = start;
    let spare = 0;
    let holes = 0;
    for (let i = start; i < end; i++) {
      const code = codesByRow[row[i] * columns + column];
      let goesLeft;
      if (code === missing) {
        holes++;
        goesLeft = best.missingLeft;
      } else if (isCategory) goesLeft = side[code] === 2;
      else {
        goesLeft = code <= cut;
        if (goesLeft) {
          if (code > low) low = code;
        } else if (code < high) high = code;
      }
      if (goesLeft) {
        row[to] = row[i];
        y[to] = y[i];
        weight[to] = weight[i];
        draws[to++] = draws[i];
      } else {
        spareRow[spare] = row[i];
        spareY[spare] = y[i];
        spareWeight[spare] = weight[i];
        spareDraws[spare++] = draws[i];
      }
    }
    for (let i = 0; i < spare; i++) {
      row[to + i] = spareRow[i];
      y[to + i] = spareY[i];
      weight[to + i] = spareWeight[i];
      draws[to + i] = spareDraws[i];
    }
    // Without missing values here, those to come go with the greater part.
    const left = holes > 0 ? best.missingLeft : to - start >= end - to;
    feature[node] = column;
    missingLeft[node] = left ? 1 : 0;
    if (isCategory) {
      threshold[node] = levelBits.length;
      const count = data.levels[column];
      for (let level = 0; level < count; level += 32) {
        let bits = 0;
        for (let k = 0; k < 32 && level + k < count; k++) {
          const which = side[level + k];
          if (which === 2 || (which === 0 && left)) bits |= 1 << k;
        }
        levelBits.push(bits >>> 0);
      }
    } else if (high === 0x7fffffff) threshold[node] = Infinity;
    else {
      const below = data.highs[data.binStart[column] + low];
      const above = data.lows[data.binStart[column] + high];
      const middle = below / 2 + above / 2;
      threshold[node] = middle >= below && middle < above ? middle : below;
    }
    return to;
  }
}

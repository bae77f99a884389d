// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.
import { firstComponent } from "./first-component.js";
import { createPairSorter, sortByKey } from "./sort.js";

/** Rows of a data set up to which every cut between two values of a node is tried. */
export const EXACT_DATA = 5000;

/** Rows of a node up to which that is so in larger data too; above, near values share a cut until the node is small. */
const EXACT_NODE = 128;

/** Rows of a node from which the codes' own shift is taken, without looking at the node's range first. */
const LARGE_NODE = 8192;

/** Groups that a node's range is parted into, at most. */
const MAX_GROUPS = 2048;

/**
 * @typedef {import("./grow.js").GrowData} GrowData
 * @typedef {import("./stream.js").Stream} Stream
 *
 * @typedef {object} NodeRows The rows of a tree, by place: a node holds the places from `start` up to `end`.
 * @property {Int32Array} row
 * @property {Float64Array} y outcome, or number of the class
 * @property {Float64Array} weight
 *
 * @typedef {object} Split The best split of a node so far.
 * @property {number} gain sum over the children of |Σwy|²/Σw
 * @property {number} column −1: none yet
 * @property {number} cut codes up to this one go left
 * @property {boolean} missingLeft
 * @property {Int32Array} levels codes that go left, of a category
 * @property {number} levelCount
 */

/**
 * The search for the best split of a node by CART's criterion: least squares, or Gini's index for classes.
 *
 * Values are taken by their codes. A large node counts codes into a histogram, a small one sorts them. Categories are
 * put in order by mean outcome (Breiman et al. 1984), and for several classes by the first principal component of
 * their class shares (Coppersmith, Hong and Hosking 1999). Missing values are tried on both sides of each cut.
 * @param {GrowData} data
 * @param {NodeRows} rows
 * @param {number} capacity rows at most
 */
export function createSplitter(data, rows, capacity) {
  const { codes, codesByRow, columns, outputs, minLeaf, binStart, lows, highs } = data;
  const { row: rowAt, y, weight } = rows;
  const exact = data.rows <= EXACT_DATA ? data.rows : EXACT_NODE;
  let slots = Math.max(exact, MAX_GROUPS);
  for (let j = 0; j < columns; j++) slots = Math.max(slots, data.slots[j]);

  // The groups of a node: rows that share a code, in the order in which cuts run through them.
  const sum = new Float64Array(slots + 1);
  const total = new Float64Array(slots + 1);
  const count = new Int32Array(slots + 1);
  const key = new Int32Array(slots + 1);
  const end = new Int32Array(slots + 1);
  const bySum = new Float64Array(slots + 1);
  const byTotal = new Float64Array(slots + 1);
  const byCount = new Int32Array(slots + 1);
  const byKey = new Int32Array(slots + 1);
  const mean = new Float64Array(slots + 1);
  const ids = new Int32Array(slots + 1);

  const codeAt = new Int32Array(capacity);
  const place = new Int32Array(capacity);
  const orderedPlace = new Int32Array(outputs > 1 ? capacity : 0);
  const sortPairs = createPairSorter(capacity);
  const left = new Float64Array(outputs);
  const missingBy = new Float64Array(outputs);

  /** @type {Split} */
  const best = {
    gain: 0,
    column: -1,
    cut: 0,
    missingLeft: false,
    levels: new Int32Array(slots + 1),
    levelCount: 0,
  };
  // The node at hand.
  let from = 0;
  let to = 0;
  let nodeSum = 0;
  let nodeTotal = 0;
  /** @type {Float64Array} */
  let nodeBy = new Float64Array(outputs);
  // Its rows with a missing value in the column at hand, and the codes of the others.
  let missingSum = 0;
  let missingTotal = 0;
  let missingCount = 0;
  let known = 0;
  let least = 0;
  let greatest = 0;

  /**
   * Starts on a node.
   * @param {number} start
   * @param {number} stop
   * @param {number} s Σwy
   * @param {number} w Σw
   * @param {Float64Array} by Σw by class
   */
  function enter(start, stop, s, w, by) {
    from = start;
    to = stop;
    nodeSum = s;
    nodeTotal = w;
    nodeBy = by;
    best.gain = -Infinity;
    best.column = -1;
  }

  /**
   * Gathers the codes of a column and sums up its missing values.
   * @param {number} column
   */
  function gather(column) {
    // Names of its own: reading the enclosing function's again at every row costs time.
    const read = codesByRow;
    const rowOf = rowAt;
    const width = columns;
    const codeTo = codeAt;
    const placeTo = place;
    const stop = to;
    const missing = data.missing[column];
    let m = 0;
    let low = 0x7fffffff;
    let high = -1;
    missingSum = missingTotal = missingCount = 0;
    if (outputs > 1) missingBy.fill(0);
    for (let i = from; i < stop; i++) {
      const code = read[rowOf[i] * width + column];
      if (code === missing) {
        missingCount++;
        missingTotal += weight[i];
        if (outputs > 1) missingBy[y[i]] += weight[i];
        else missingSum += weight[i] * y[i];
        continue;
      }
      codeTo[m] = code;
      placeTo[m++] = i;
      if (code < low) low = code;
      if (code > high) high = code;
    }
    known = m;
    least = low;
    greatest = high;
  }

  /**
   * Groups of a large node, straight into a histogram.
   * @param {number} column
   * @param {number} shift
   */
  function histogram(column, shift) {
    const base = column * data.rows;
    const size = data.slots[column];
    for (let s = 0; s <= size; s++) sum[s] = total[s] = count[s] = 0;
    for (let i = from; i < to; i++) {
      const slot = codes[base + rowAt[i]] >>> shift;
      const w = weight[i];
      sum[slot] += w * y[i];
      total[slot] += w;
      count[slot]++;
    }
    missingSum = sum[size];
    missingTotal = total[size];
    missingCount = count[size];
    let groups = 0;
    for (let s = 0; s < size; s++) {
      if (count[s] === 0) continue;
      sum[groups] = sum[s];
      total[groups] = total[s];
      count[groups] = count[s];
      key[groups++] = ((s + 1) << shift) - 1;
    }
    return groups;
  }

  /**
   * Groups of the gathered codes, less `shift` bits, by counting.
   * @param {number} shift
   */
  function denseGroups(shift) {
    const sums = sum;
    const totals = total;
    const counts = count;
    const codeOf = codeAt;
    const placeOf = place;
    const outcomeOf = y;
    const weightOf = weight;
    const low = least;
    const rowsHere = known;
    const size = ((greatest - low) >>> shift) + 1;
    for (let s = 0; s < size; s++) sums[s] = totals[s] = counts[s] = 0;
    for (let m = 0; m < rowsHere; m++) {
      const slot = (codeOf[m] - low) >>> shift;
      const i = placeOf[m];
      const w = weightOf[i];
      sums[slot] += w * outcomeOf[i];
      totals[slot] += w;
      counts[slot]++;
    }
    let groups = 0;
    for (let s = 0; s < size; s++) {
      if (counts[s] === 0) continue;
      sums[groups] = sums[s];
      totals[groups] = totals[s];
      counts[groups] = counts[s];
      key[groups++] = low + ((s + 1) << shift) - 1;
    }
    return groups;
  }

  /** Groups of the gathered codes by sorting them. */
  function sortedGroups() {
    sortPairs(codeAt, place, known, least, greatest);
    let groups = 0;
    let m = 0;
    while (m < known) {
      const code = codeAt[m];
      let s = 0;
      let w = 0;
      const first = m;
      for (; m < known && codeAt[m] === code; m++) {
        const i = place[m];
        s += weight[i] * y[i];
        w += weight[i];
      }
      sum[groups] = s;
      total[groups] = w;
      count[groups] = m - first;
      end[groups] = m;
      key[groups++] = code;
    }
    return groups;
  }

  /**
   * Tries every cut between groups.
   * @param {number} column
   * @param {number} groups
   * @param {Float64Array} sums
   * @param {Float64Array} totals
   * @param {Int32Array} counts
   * @param {Int32Array} keys
   */
  function scan(column, groups, sums, totals, counts, keys) {
    const rowsHere = to - from;
    const holes = missingCount > 0;
    let s = 0;
    let w = 0;
    let c = 0;
    let gain = best.gain;
    let at = -1;
    let missingLeft = false;
    for (let g = 0; g < groups; g++) {
      s += sums[g];
      w += totals[g];
      c += counts[g];
      if (g === groups - 1 && !holes) break;
      if (c >= minLeaf && rowsHere - c >= minLeaf) {
        const other = nodeSum - s;
        const weightRight = nodeTotal - w;
        const value = (s * s * weightRight + other * other * w) / (w * weightRight);
        if (value > gain) {
          gain = value;
          at = g;
          missingLeft = false;
        }
      }
      if (holes && g < groups - 1 && c + missingCount >= minLeaf && rowsHere - c - missingCount >= minLeaf) {
        const with_ = s + missingSum;
        const other = nodeSum - with_;
        const weightLeft = w + missingTotal;
        const value = (with_ * with_) / weightLeft + (other * other) / (nodeTotal - weightLeft);
        if (value > gain) {
          gain = value;
          at = g;
          missingLeft = true;
        }
      }
    }
    if (at >= 0) keep(column, gain, missingLeft, keys, at);
  }

  /**
   * The same for sorted rows without missing values, row by row: the case that small nodes are made of.
   * @param {number} column
   */
  function scanSorted(column) {
    const codeOf = codeAt;
    const placeOf = place;
    const outcomeOf = y;
    const weightOf = weight;
    const all = nodeSum;
    const allWeight = nodeTotal;
    const leastLeaf = minLeaf;
    const last = known - leastLeaf;
    let s = 0;
    let w = 0;
    let gain = best.gain;
    let at = -1;
    for (let m = 0; m < last;) {
      const i = placeOf[m];
      const wt = weightOf[i];
      s += wt * outcomeOf[i];
      w += wt;
      m++;
      if (m < leastLeaf || codeOf[m] === codeOf[m - 1]) continue;
      const other = all - s;
      const weightRight = allWeight - w;
      const value = (s * s * weightRight + other * other * w) / (w * weightRight);
      if (value > gain) {
        gain = value;
        at = m - 1;
      }
    }
    if (at >= 0) keep(column, gain, false, codeAt, at);
  }

  /**
   * @param {number} column
   * @param {number} gain
   * @param {boolean} missingLeft
   * @param {Int32Array} keys
   * @param {number} at last group on the left
   */
  function keep(column, gain, missingLeft, keys, at) {
    best.gain = gain;
    best.column = column;
    best.missingLeft = missingLeft;
    best.cut = keys[at];
    best.levelCount = 0;
    if (!data.category[column]) return;
    for (let g = 0; g <= at; g++) best.levels[best.levelCount++] = keys[g];
  }

  /**
   * The same for several classes: runs through the rows in order, so that its cost does not depend on their number.
   * @param {number} column
   * @param {number} groups
   * @param {Int32Array} places rows' places, group after group
   * @param {Int32Array} ends where each group ends in them
   * @param {Int32Array} keys
   */
  function scanClasses(column, groups, places, ends, keys) {
    const rowsHere = to - from;
    const holes = missingCount > 0;
    let square = 0;
    let dot = 0;
    let dotMissing = 0;
    let w = 0;
    let nodeSquare = 0;
    let missingSquare = 0;
    let nodeMissing = 0;
    for (let k = 0; k < outputs; k++) {
      left[k] = 0;
      nodeSquare += nodeBy[k] * nodeBy[k];
      missingSquare += missingBy[k] * missingBy[k];
      nodeMissing += nodeBy[k] * missingBy[k];
    }
    let gain = best.gain;
    let at = -1;
    let missingLeft = false;
    let m = 0;
    for (let g = 0; g < groups; g++) {
      for (; m < ends[g]; m++) {
        const i = places[m];
        const k = y[i];
        const wt = weight[i];
        square += wt * (2 * left[k] + wt);
        dot += wt * nodeBy[k];
        dotMissing += wt * missingBy[k];
        left[k] += wt;
        w += wt;
      }
      if (g === groups - 1 && !holes) break;
      if (m >= minLeaf && rowsHere - m >= minLeaf) {
        const value = square / w + (nodeSquare - 2 * dot + square) / (nodeTotal - w);
        if (value > gain) {
          gain = value;
          at = g;
          missingLeft = false;
        }
      }
      if (holes && g < groups - 1 && m + missingCount >= minLeaf && rowsHere - m - missingCount >= minLeaf) {
        const joint = square + 2 * dotMissing + missingSquare;
        const weightLeft = w + missingTotal;
        const other = nodeSquare - 2 * (dot + nodeMissing) + joint;
        const value = joint / weightLeft + other / (nodeTotal - weightLeft);
        if (value > gain) {
          gain = value;
          at = g;
          missingLeft = true;
        }
      }
    }
    if (at >= 0) keep(column, gain, missingLeft, keys, at);
  }

  /**
   * Orders a category's groups by mean outcome.
   * @param {number} groups
   */
  function orderByMean(groups) {
    for (let g = 0; g < groups; g++) {
      ids[g] = g;
      mean[g] = sum[g] / total[g];
    }
    sortByKey(ids, groups, mean);
    for (let g = 0; g < groups; g++) {
      const id = ids[g];
      bySum[g] = sum[id];
      byTotal[g] = total[id];
      byCount[g] = count[id];
      byKey[g] = key[id];
    }
  }

  /**
   * Orders a category's groups by the first principal component of their class shares.
   * @param {number} groups
   */
  function orderByComponent(groups) {
    const shares = new Float64Array(groups * outputs);
    for (let g = 0, m = 0; g < groups; g++) {
      for (; m < end[g]; m++) shares[g * outputs + y[place[m]]] += weight[place[m]];
    }
    firstComponent(shares, groups, outputs, total, mean);
    for (let g = 0; g < groups; g++) ids[g] = g;
    sortByKey(ids, groups, mean);
    let to = 0;
    for (let g = 0; g < groups; g++) {
      const id = ids[g];
      byKey[g] = key[id];
      for (let m = id === 0 ? 0 : end[id - 1]; m < end[id]; m++) orderedPlace[to++] = place[m];
      byCount[g] = to;
    }
  }

  /**
   * Tries the cuts of a column. False where the node's rows all share one value.
   * @param {number} column
   */
  function trySplits(column) {
    const n = to - from;
    const isCategory = data.category[column] === 1;
    const coarse = data.shift[column];
    let groups;
    if (outputs === 1 && n >= LARGE_NODE && data.slots[column] <= n) groups = histogram(column, coarse);
    else {
      gather(column);
      if (known === 0 || (least === greatest && missingCount === 0)) return false;
      const range = greatest - least;
      let shift = 0;
      if (n > exact && !isCategory) while (range >>> shift >= MAX_GROUPS || range >>> shift >= n) shift++;
      const dense = outputs === 1 && (shift > 0 || (known > 24 && range < 2 * known));
      if (!dense && outputs === 1 && !isCategory && missingCount === 0) {
        sortPairs(codeAt, place, known, least, greatest);
        scanSorted(column);
        return true;
      }
      groups = dense ? denseGroups(shift) : sortedGroups();
    }
    if (groups + (missingCount > 0 ? 1 : 0) < 2) return false;
    if (outputs > 1) {
      if (isCategory) {
        orderByComponent(groups);
        scanClasses(column, groups, orderedPlace, byCount, byKey);
      } else scanClasses(column, groups, place, end, key);
    } else if (isCategory) {
      orderByMean(groups);
      scan(column, groups, bySum, byTotal, byCount, byKey);
    } else scan(column, groups, sum, total, count, key);
    return true;
  }

  /**
   * Tries one cut drawn at random between the least and the greatest value, or for a category a random half of its
   * levels (extremely randomised trees: Geurts, Ernst and Wehenkel 2006).
   * @param {number} column
   * @param {Stream} stream
   */
  function tryRandom(column, stream) {
    gather(column);
    if (known === 0 || (least === greatest && missingCount === 0)) return false;
    const isCategory = data.category[column] === 1;
    if (isCategory) {
      sortPairs(codeAt, place, known, least, greatest);
      let groups = 0;
      for (let m = 0; m < known; m++) if (m === 0 || codeAt[m] !== codeAt[m - 1]) ids[groups++] = codeAt[m];
      // A random order cut at a random place: neither side is empty.
      for (let g = groups - 1; g > 0; g--) {
        const other = stream.below(g + 1);
        const id = ids[g];
        ids[g] = ids[other];
        ids[other] = id;
      }
      const size = groups > 1 ? 1 + stream.below(groups - 1) : 1;
      const isLeft = new Set(ids.subarray(0, size));
      tryOne(column, (code) => isLeft.has(code), ids, size - 1, groups === 1);
      return true;
    }
    const start = binStart[column];
    let cut = greatest;
    if (least < greatest) {
      const bottom = highs[start + least];
      const value = bottom + stream.uniform() * (lows[start + greatest] - bottom);
      let low = least;
      let high = greatest - 1;
      while (low < high) {
        const middle = (low + high + 1) >>> 1;
        if (highs[start + middle] <= value) low = middle;
        else high = middle - 1;
      }
      cut = low;
    }
    key[0] = cut;
    tryOne(column, (code) => code <= cut, key, 0, least === greatest);
    return true;
  }

  /**
   * Weighs one split of the gathered codes, with missing values on either side.
   * @param {number} column
   * @param {(code: number) => boolean} isLeft
   * @param {Int32Array} keys
   * @param {number} at
   * @param {boolean} whole whether all known values go left, so that missing ones must go right
   */
  function tryOne(column, isLeft, keys, at, whole) {
    let s = 0;
    let w = 0;
    let c = 0;
    left.fill(0);
    for (let m = 0; m < known; m++) {
      if (!isLeft(codeAt[m])) continue;
      const i = place[m];
      w += weight[i];
      c++;
      if (outputs > 1) left[y[i]] += weight[i];
      else s += weight[i] * y[i];
    }
    for (let side = 0; side < (missingCount > 0 && !whole ? 2 : 1); side++) {
      if (side === 1) {
        w += missingTotal;
        c += missingCount;
        s += missingSum;
        if (outputs > 1) for (let k = 0; k < outputs; k++) left[k] += missingBy[k];
      }
      if (c < minLeaf || to - from - c < minLeaf) continue;
      let value;
      if (outputs > 1) {
        let a = 0;
        let b = 0;
        for (let k = 0; k < outputs; k++) {
          a += left[k] * left[k];
          b += (nodeBy[k] - left[k]) ** 2;
        }
        value = a / w + b / (nodeTotal - w);
      } else value = (s * s) / w + (nodeSum - s) ** 2 / (nodeTotal - w);
      if (value > best.gain) keep(column, value, side === 1, keys, at);
    }
  }

  return { best, enter, trySplits, tryRandom };
}

// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.

/** Below this, insertion sort is the fastest. */
const SHORT = 24;

/**
 * Sorts pairs of a small whole number and a place by the number, stably: insertion where they are few, by digits of
 * eight bits elsewhere.
 * @param {number} capacity pairs at most
 */
export function createPairSorter(capacity) {
  const otherCodes = new Int32Array(capacity);
  const otherPlaces = new Int32Array(capacity);
  const low = new Int32Array(257);
  const high = new Int32Array(257);

  /**
   * Sorts the first `count` pairs in place.
   * @param {Int32Array} codes from `least` to `least` + 65,535
   * @param {Int32Array} places
   * @param {number} count
   * @param {number} least
   * @param {number} greatest
   */
  return function sortPairs(codes, places, count, least, greatest) {
    if (count <= SHORT) {
      for (let i = 1; i < count; i++) {
        const code = codes[i];
        const place = places[i];
        let j = i - 1;
        for (; j >= 0 && codes[j] > code; j--) {
          codes[j + 1] = codes[j];
          places[j + 1] = places[j];
        }
        codes[j + 1] = code;
        places[j + 1] = place;
      }
      return;
    }
    const twoDigits = greatest - least > 255;
    low.fill(0);
    if (twoDigits) high.fill(0);
    for (let i = 0; i < count; i++) {
      const digit = codes[i] - least;
      low[(digit & 255) + 1]++;
      if (twoDigits) high[(digit >>> 8) + 1]++;
    }
    for (let d = 0; d < 256; d++) low[d + 1] += low[d];
    for (let i = 0; i < count; i++) {
      const to = low[(codes[i] - least) & 255]++;
      otherCodes[to] = codes[i];
      otherPlaces[to] = places[i];
    }
    if (!twoDigits) {
      for (let i = 0; i < count; i++) {
        codes[i] = otherCodes[i];
        places[i] = otherPlaces[i];
      }
      return;
    }
    for (let d = 0; d < 256; d++) high[d + 1] += high[d];
    for (let i = 0; i < count; i++) {
      const to = high[(otherCodes[i] - least) >>> 8]++;
      codes[to] = otherCodes[i];
      places[to] = otherPlaces[i];
    }
  };
}

/**
 * Sorts `ids` by `keys[id]`, ties by id.
 * @param {Int32Array} ids
 * @param {number} count
 * @param {Float64Array} keys
 */
export function sortByKey(ids, count, keys) {
  // Shell sort with Ciura's gaps: in place, without a comparator, and fast on the short lists that nodes have.
  for (const gap of [1750, 701, 301, 132, 57, 23, 10, 4, 1]) {
    for (let i = gap; i < count; i++) {
      const id = ids[i];
      const key = keys[id];
      let j = i;
      for (; j >= gap; j -= gap) {
        const other = ids[j - gap];
        if (keys[other] < key || (keys[other] === key && other < id)) break;
        ids[j] = other;
      }
      ids[j] = id;
    }
  }
}

// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.

/** Up to this many pairs insertion sort is the fastest. */
const SHORT = 16;

/** Pairs in one bucket beyond which sorting by digits is faster. */
const CROWDED = 24;

/**
 * Sorts pairs of a small whole number and a place by the number, stably: into as many buckets as there are pairs and
 * then by insertion, which is fast because bins are ranks and so spread evenly; by digits where they do not.
 * @param {number} capacity pairs at most
 */
export function createPairSorter(capacity) {
  const otherCodes = new Int32Array(capacity);
  const otherPlaces = new Int32Array(capacity);
  const ends = new Int32Array(2048 + 2);
  const digits = new Int32Array(257);

  /**
   * Sorts the first `count` pairs in place.
   * @param {Int32Array} codes from `least` to `greatest`, at most 65,535 apart
   * @param {Int32Array} places
   * @param {number} count
   * @param {number} least
   * @param {number} greatest
   */
  return function sortPairs(codes, places, count, least, greatest) {
    if (count <= SHORT) return insert(codes, places, count);
    let shift = 0;
    const limit = count < 2048 ? count : 2048;
    while ((greatest - least) >>> shift >= limit) shift++;
    const buckets = ((greatest - least) >>> shift) + 1;
    for (let b = 0; b <= buckets; b++) ends[b] = 0;
    for (let i = 0; i < count; i++) ends[((codes[i] - least) >>> shift) + 1]++;
    let most = 0;
    for (let b = 1; b <= buckets; b++) {
      if (ends[b] > most) most = ends[b];
      ends[b] += ends[b - 1];
    }
    if (shift > 0 && most > CROWDED) return byDigits(codes, places, count, least);
    for (let i = 0; i < count; i++) {
      const code = codes[i];
      const to = ends[(code - least) >>> shift]++;
      otherCodes[to] = code;
      otherPlaces[to] = places[i];
    }
    // Back again, and each to its place within its bucket.
    for (let i = 0; i < count; i++) {
      const code = otherCodes[i];
      let j = i - 1;
      for (; j >= 0 && codes[j] > code; j--) {
        codes[j + 1] = codes[j];
        places[j + 1] = places[j];
      }
      codes[j + 1] = code;
      places[j + 1] = otherPlaces[i];
    }
  };

  /**
   * @param {Int32Array} codes
   * @param {Int32Array} places
   * @param {number} count
   * @param {number} least
   */
  function byDigits(codes, places, count, least) {
    pass(codes, places, otherCodes, otherPlaces, count, least, 0);
    pass(otherCodes, otherPlaces, codes, places, count, least, 8);
  }

  /**
   * One pass of a radix sort.
   * @param {Int32Array} codes
   * @param {Int32Array} places
   * @param {Int32Array} toCodes
   * @param {Int32Array} toPlaces
   * @param {number} count
   * @param {number} least
   * @param {number} shift
   */
  function pass(codes, places, toCodes, toPlaces, count, least, shift) {
    digits.fill(0);
    for (let i = 0; i < count; i++) digits[(((codes[i] - least) >>> shift) & 255) + 1]++;
    for (let d = 0; d < 256; d++) digits[d + 1] += digits[d];
    for (let i = 0; i < count; i++) {
      const to = digits[((codes[i] - least) >>> shift) & 255]++;
      toCodes[to] = codes[i];
      toPlaces[to] = places[i];
    }
  }
}

/**
 * @param {Int32Array} codes
 * @param {Int32Array} places
 * @param {number} count
 */
function insert(codes, places, count) {
  for (let i = 1; i < count; i++) {
    const code = codes[i];
    if (codes[i - 1] <= code) continue;
    const place = places[i];
    let j = i - 1;
    for (; j >= 0 && codes[j] > code; j--) {
      codes[j + 1] = codes[j];
      places[j + 1] = places[j];
    }
    codes[j + 1] = code;
    places[j + 1] = place;
  }
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

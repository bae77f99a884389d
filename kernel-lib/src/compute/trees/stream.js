// @ts-check
// Plain JavaScript, because worker threads load this file as it is, from the sources and from dist alike.
import { threefry2x32 } from "../random/threefry.js";

/**
 * The random numbers of one tree: the draws of its key, one after the other.
 * @param {number} high
 * @param {number} low
 */
export function createStream(high, low) {
  const bits = new Int32Array(2);
  let counter = 0;
  return {
    /** Uniform on [0, 1), in steps of 2⁻⁵³. */
    uniform() {
      threefry2x32(high, low, counter++, 0, bits);
      return ((bits[0] >>> 5) * 2 ** 26 + (bits[1] >>> 6)) * 2 ** -53;
    },
    /**
     * A whole number from 0 up to, but without, `range`.
     * @param {number} range
     */
    below(range) {
      return Math.floor(this.uniform() * range);
    },
  };
}

/** @typedef {ReturnType<typeof createStream>} Stream */

/**
 * How often each of `rows` places is drawn.
 * @param {Stream} stream
 * @param {{ rows: number, draws: number, replace: boolean, counts: Uint16Array }} sample `counts` is filled
 */
export function drawSample(stream, { rows, draws, replace, counts }) {
  if (draws === rows && !replace) {
    counts.fill(1);
    return;
  }
  counts.fill(0);
  if (replace) {
    for (let draw = 0; draw < draws; draw++) counts[stream.below(rows)]++;
    return;
  }
  // Selection sampling (Knuth's algorithm S): each place in turn, with the chance that is left.
  let wanted = draws;
  for (let place = 0; wanted > 0; place++) {
    if (stream.uniform() * (rows - place) < wanted) {
      counts[place] = 1;
      wanted--;
    }
  }
}

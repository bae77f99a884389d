import { drawBits, foldIn, type Key } from "./key.js";

const bits = new Int32Array(2);

/** Element `index` of a key's table: a whole number below 2⁵³, each equally likely. */
export function draw53(key: Key, index: number): number {
  drawBits(key, index, bits);
  return (bits[0]! >>> 5) * 2 ** 26 + (bits[1]! >>> 6);
}

/** `n` numbers, uniform on [0, 1) in steps of 2⁻⁵³: elements `from`, by default 0, and following of the key's table. */
export function uniform(key: Key, n: number, from = 0): Float64Array {
  const values = new Float64Array(n);
  for (let index = 0; index < n; index++) values[index] = draw53(key, from + index) * 2 ** -53;
  return values;
}

/** The numbers one element of a rejection sampler eats, as many as it needs. */
export interface Stream {
  /** Uniform on (0, 1): the midpoints of 2⁵³ steps, neither 0 nor 1. */
  open(): number;
  /** A whole number below 2⁵³. */
  integer(): number;
}

/** The stream of element `index`: its own key, so that no element depends on how much another ate. */
export function streamOf(key: Key, index: number): Stream {
  const own = foldIn(key, index);
  let next = 0;
  return {
    open: () => openUniform(draw53(own, next++)),
    integer: () => draw53(own, next++),
  };
}

// The last midpoint would round to 1, so it is held just below.
export const openUniform = (integer: number): number => Math.min((integer + 0.5) * 2 ** -53, 1 - 2 ** -53);

import { InputError } from "../../contract/index.js";
import { threefry2x32 } from "./threefry.js";

/**
 * A seed for random numbers: 64 bits that stand for one endless, fixed table of them. A key is never used up:
 * the same key always gives the same numbers, so use `split` or `foldIn` to make a fresh one for each purpose.
 */
export type Key = readonly [high: number, low: number];

// What a key is used for enters the counter, so that draws, splits and folds of one key never meet.
const purpose = { draw: 0, split: 1, fold: 2 } as const;

const scratch = new Int32Array(2);

/**
 * The key of a seed.
 * @param seed A whole number from 0 to 2⁵³ − 1.
 * @throws InputError when it is anything else.
 */
export function randomKey(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InputError(`randomKey: 'seed' must be a whole number from 0 to 2^53 - 1, got ${seed}`);
  }
  return [Math.floor(seed / 2 ** 32) | 0, seed | 0];
}

/** `count` independent keys from one. `split(key, n)[i]` does not depend on `n`. */
export function split(key: Key, count: number): Key[] {
  return Array.from({ length: count }, (_, index) => derive(key, purpose.split, index));
}

/** The key for item `index` (a row, a replicate, a step) of a process seeded by `key`. */
export function foldIn(key: Key, index: number): Key {
  return derive(key, purpose.fold, index);
}

/** Writes 64 random bits for element `index` of `key` into `out`. */
export function drawBits(key: Key, index: number, out: Int32Array): void {
  threefry2x32(key[0], key[1], index | 0, Math.floor(index / 2 ** 32) | (purpose.draw << 24), out);
}

function derive(key: Key, use: number, index: number): Key {
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new InputError(`random key: an index must be a whole number of at least 0, got ${index}`);
  }
  threefry2x32(key[0], key[1], index | 0, Math.floor(index / 2 ** 32) | (use << 24), scratch);
  return [scratch[0]!, scratch[1]!];
}

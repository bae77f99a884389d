import { InputError } from "../../contract/index.js";
import type { Key } from "./key.js";
import { isNotNegative, reader } from "./parameter.js";
import { draw53, type Stream, streamOf } from "./uniform.js";

/** `n` whole numbers from `low` up to, but without, `high`, each equally likely. */
export function integers(key: Key, low: number, high: number, n: number): Float64Array {
  const range = high - low;
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || !(range > 0 && range <= 2 ** 53)) {
    throw new InputError(
      `integers: 'low' and 'high' must be whole numbers with low < high, got ${low} and ${high}`,
    );
  }
  return Float64Array.from({ length: n }, (_, index) => low + below(range, streamOf(key, index)));
}

/** The numbers 0 … n − 1 in random order (Fisher–Yates). */
export function permutation(key: Key, n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, index) => index);
  return shuffleEnd(order, n, streamOf(key, 0));
}

/**
 * `n` indices into a population of `size`.
 * @param options.replace Whether one index may come up again. Default true.
 * @param options.weights Relative chances of the `size` members; only with replacement. Default equal.
 * @throws InputError when more are asked for than there are and `replace` is false.
 */
export function choice(
  key: Key,
  size: number,
  n: number,
  { replace = true, weights }: { replace?: boolean; weights?: ArrayLike<number> } = {},
): Uint32Array {
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new InputError(`choice: 'size' must be a whole number of at least 1, got ${size}`);
  }
  if (!replace) {
    if (weights) throw new InputError("choice: 'weights' need 'replace' to be true");
    if (n > size) throw new InputError(`choice: cannot take ${n} of ${size} without replacement`);
    const order = Uint32Array.from({ length: size }, (_, index) => index);
    return shuffleEnd(order, n, streamOf(key, 0)).slice(size - n);
  }
  if (!weights) return Uint32Array.from(integers(key, 0, size, n));
  const at = reader(weights, size, {
    where: "choice",
    name: "weights",
    allowed: "at least 0",
    valid: isNotNegative,
  });
  const cumulative = new Float64Array(size);
  let total = 0;
  for (let index = 0; index < size; index++) cumulative[index] = total += at(index);
  if (total <= 0) throw new InputError("choice: 'weights' must not all be 0");
  return Uint32Array.from({ length: n }, (_, index) =>
    firstAbove(cumulative, draw53(key, index) * 2 ** -53 * total),
  );
}

/** A whole number below `range`, exactly uniform: the incomplete last stretch of 2⁵³ is drawn again. */
function below(range: number, stream: Stream): number {
  const limit = 2 ** 53 - (2 ** 53 % range);
  for (;;) {
    const value = stream.integer();
    if (value < limit) return value % range;
  }
}

/** Shuffles so that the last `n` places hold a random sample in random order. */
function shuffleEnd(order: Uint32Array, n: number, stream: Stream): Uint32Array {
  for (let last = order.length - 1; last >= Math.max(1, order.length - n); last--) {
    const other = below(last + 1, stream);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function firstAbove(cumulative: Float64Array, target: number): number {
  let low = 0;
  // Rounding may lift the target to the total; the answer is then the last member that has any weight.
  let high = cumulative.indexOf(cumulative[cumulative.length - 1]!);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

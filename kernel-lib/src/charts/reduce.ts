/**
 * At most `limit` of the indices 0 … n−1, spread evenly: one from each of `limit` equal stretches, at a place
 * that a hash of the stretch's number decides, so that data with a period (persons by years) are not sampled
 * at one phase of it. The same n and limit always give the same indices.
 */
export function sampleIndices(n: number, limit: number): Int32Array {
  if (n <= limit) return Int32Array.from({ length: n }, (_, i) => i);
  const edge = (i: number) => Math.floor((i * n) / limit);
  return Int32Array.from(
    { length: limit },
    (_, i) => edge(i) + Math.floor(hash(i) * (edge(i + 1) - edge(i))),
  );
}

/** A number in [0, 1) from an integer (the finaliser of MurmurHash3). */
function hash(i: number): number {
  let h = Math.imul(i + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

export const pick = (values: ArrayLike<number>, indices: ArrayLike<number>): Float64Array =>
  Float64Array.from(indices, (i) => values[i]!);

/** A subtitle that says rows were left out; undefined when none were. */
export function sampleNote(shown: number, n: number): string | undefined {
  return shown < n ? `${count(shown)} of ${count(n)} rows drawn, sampled evenly` : undefined;
}

/** 20319 as "20,319", the same in every locale. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

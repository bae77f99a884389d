import { InputError } from "../../contract/index.js";

/**
 * How far a raw interval must be moved to hold what it promises (conformalized quantile regression: Romano, Patterson
 * and Candès 2019). A row's score is how far its outcome lies outside its interval, negative inside; the offset is the
 * score that a share of `level` of the rows does not exceed, and is added on both ends.
 */
export interface Conformal {
  method: "out-of-bag" | "split" | "cross";
  level: number;
  /** Of all rows; null where there are too few for the level. */
  offset: number | null;
  /** Offsets by group; null when not asked for. */
  groups: { name: string; rows: number; offset: number | null }[] | null;
}

/** How far y lies outside the interval; negative inside. */
export const scoreOf = (y: number, lower: number, upper: number): number => Math.max(lower - y, y - upper);

/**
 * The ⌈(n + 1)·level⌉-th least score, which a new row's score does not exceed with a probability of at least `level`;
 * null when n is too small for that.
 */
export function offsetOf(scores: ArrayLike<number>, level: number): number | null {
  const n = scores.length;
  const place = Math.ceil((n + 1) * level - 1e-9);
  if (place > n || n === 0) return null;
  return Float64Array.from(scores).sort()[place - 1]!;
}

/**
 * Offsets from the scores of rows that the forest behind their intervals did not see.
 * @param group Group of each row, or −1; null for one offset of all rows.
 */
export function calibrate(
  scores: Float64Array,
  {
    method,
    level,
    group,
    names,
  }: { method: Conformal["method"]; level: number; group: Int32Array | null; names: readonly string[] },
): Conformal {
  return {
    method,
    level,
    offset: offsetOf(scores, level),
    groups: group
      ? names.map((name, g) => {
          const own = scores.filter((_, i) => group[i] === g);
          return { name, rows: own.length, offset: offsetOf(own, level) };
        })
      : null,
  };
}

/** Offset of each row: its group's where that has one, else that of all rows; NaN where neither can be had. */
export function offsetsFor(conformal: Conformal, group: Int32Array | null, rows: number): Float64Array {
  const all = conformal.offset ?? NaN;
  return Float64Array.from({ length: rows }, (_, row) => {
    if (!conformal.groups || !group) return all;
    return group[row]! >= 0 ? (conformal.groups[group[row]!]!.offset ?? NaN) : all;
  });
}

/** An interval widened by the row's offset; a negative offset that would turn it round leaves its middle. */
export function widened(lower: number, upper: number, offset: number): [number, number] {
  const low = lower - offset;
  const high = upper + offset;
  if (low <= high) return [low, high];
  const middle = (lower + upper) / 2;
  return [middle, middle];
}

/**
 * Each row's offset from the scores of other rows: the rows are dealt into parts, and each part takes the offset of the
 * other parts. What intervals cover can then be told without flattering them.
 */
export function honestOffsets(
  scores: Float64Array,
  { level, group, parts = 10 }: { level: number; group: Int32Array | null; parts?: number },
): Float64Array {
  if (parts < 2) throw new InputError(`conformal: 'parts' must be at least 2, got ${parts}`);
  const offsets = new Float64Array(scores.length).fill(NaN);
  const groups = group ? [...new Set(group)] : [null];
  for (const g of groups) {
    const own = [...scores.keys()].filter((i) => g === null || group![i] === g);
    for (let part = 0; part < parts; part++) {
      const rest = own.filter((_, at) => at % parts !== part).map((i) => scores[i]!);
      const offset = offsetOf(rest, level) ?? NaN;
      own.forEach((i, at) => {
        if (at % parts === part) offsets[i] = offset;
      });
    }
  }
  return offsets;
}

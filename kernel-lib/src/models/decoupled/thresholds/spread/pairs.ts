import type { SpreadProblem } from "./problem.js";
import type { Part, Relaxation } from "./relax.js";

/** Choices of some of the cohorts: one row of `width` states each. */
interface Half {
  states: Int32Array;
  width: number;
  surcharge: Float64Array;
  /** Sum of their rates in the first dimension that all are compared in. */
  sum: Float64Array;
  count: number;
}

/**
 * Calls `visit` with every choice of a part that may be better than the bound plus `slack`, or returns false, having
 * called nothing, where there are more than `limit`. The cohorts are split into two halves; a choice of one half has
 * to meet choices of the other that bring the sum of the rates within the limits of their mean (Horowitz and Sahni
 * 1974).
 */
export function visitChoices(
  problem: SpreadProblem,
  part: Part,
  { surcharges }: Relaxation,
  slack: number,
  { halfLimit, pairLimit }: { halfLimit: number; pairLimit: number },
  visit: (choice: Int32Array) => void,
): boolean {
  const count = problem.cohorts.length;
  const dimension = Math.max(
    0,
    problem.members.findIndex((members) => members > 0),
  );
  // The longest lists go to different halves.
  const order = [...problem.cohorts.keys()].sort(
    (a, b) => part.candidates[b]!.length - part.candidates[a]!.length || a - b,
  );
  const [left, right] = [
    order.filter((_, i) => i % 4 === 0 || i % 4 === 3),
    order.filter((_, i) => i % 4 === 1 || i % 4 === 2),
  ];
  const a = halfOf(problem, part, surcharges, left, dimension, slack, halfLimit);
  const b = a && halfOf(problem, part, surcharges, right, dimension, slack, halfLimit);
  if (!a || !b) return false;

  const rank = Uint32Array.from({ length: b.count }, (_, index) => index).sort(
    (i, j) => b.sum[i]! - b.sum[j]!,
  );
  const sums = Float64Array.from(rank, (index) => b.sum[index]!);
  const extra = Float64Array.from(rank, (index) => b.surcharge[index]!);
  const members = problem.members[dimension]!;
  const rounding = 1e-12 * (1 + members);
  const low = members * part.lower[dimension]! - rounding;
  const high = members * part.upper[dimension]! + rounding;
  const from = new Uint32Array(a.count);
  const to = new Uint32Array(a.count);
  let pairs = 0;
  for (let i = 0; i < a.count; i++) {
    from[i] = firstAtLeast(sums, low - a.sum[i]!);
    to[i] = firstAtLeast(sums, high - a.sum[i]!);
    while (to[i]! < sums.length && sums[to[i]!]! <= high - a.sum[i]!) to[i]!++;
    pairs += to[i]! - from[i]!;
    if (pairs > pairLimit) return false;
  }
  const choice = new Int32Array(count);
  for (let i = 0; i < a.count; i++) {
    const room = slack - a.surcharge[i]!;
    for (let j = from[i]!; j < to[i]!; j++) {
      if (extra[j]! >= room) continue;
      left.forEach((k, at) => (choice[k] = a.states[i * a.width + at]!));
      right.forEach((k, at) => (choice[k] = b.states[rank[j]! * b.width + at]!));
      visit(choice);
    }
  }
  return true;
}

/** All choices of the given cohorts whose surcharges stay below the slack; null when there are more than `limit`. */
function halfOf(
  { cohorts }: SpreadProblem,
  { candidates }: Part,
  surcharges: Float64Array[],
  chosen: number[],
  dimension: number,
  slack: number,
  limit: number,
): Half | null {
  let states = new Int32Array(0);
  let surcharge = Float64Array.of(0);
  let sum = Float64Array.of(0);
  let count = 1;
  chosen.forEach((k, width) => {
    if (count > limit) return;
    const rates = cohorts[k]!.rates[dimension];
    const next: { states: number[]; surcharge: number[]; sum: number[] } = {
      states: [],
      surcharge: [],
      sum: [],
    };
    for (let i = 0; i < count && next.sum.length <= limit; i++) {
      for (let index = 0; index < candidates[k]!.length; index++) {
        const total = surcharge[i]! + surcharges[k]![index]!;
        if (total >= slack) continue;
        const state = candidates[k]![index]!;
        for (let at = 0; at < width; at++) next.states.push(states[i * width + at]!);
        next.states.push(state);
        next.surcharge.push(total);
        next.sum.push(sum[i]! + (rates ? rates[state]! : 0));
      }
    }
    states = Int32Array.from(next.states);
    surcharge = Float64Array.from(next.surcharge);
    sum = Float64Array.from(next.sum);
    count = sum.length;
  });
  return count > limit ? null : { states, width: chosen.length, surcharge, sum, count };
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

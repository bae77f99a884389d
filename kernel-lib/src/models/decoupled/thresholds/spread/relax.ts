import type { SpreadProblem } from "./problem.js";

/** A part of the search: the mean rates lie between `lower` and `upper`, the states among `candidates`. */
export interface Part {
  lower: number[];
  upper: number[];
  /** States of each cohort. */
  candidates: Int32Array[];
}

/** A lower bound on all choices of a part whose mean rates are within its limits. */
export interface Relaxation {
  bound: number;
  /** Price of each mean rate: the Lagrange multipliers of "the rates have this mean". */
  prices: number[];
  /** For each cohort and candidate: how much dearer a choice must be than the bound if it holds this state. */
  surcharges: Float64Array[];
  /** The states that attain the bound, which need not have a mean within the limits. */
  choice: Int32Array;
}

/**
 * The largest bound over the prices ν. With the mean m within its limits, |rate − m| is at least the rate's distance
 * from the limits, and Σ_k rate_k = K m; so for every ν
 *   Σ_k min [cost + weight · distance + ν · rate] − K max(ν · lower, ν · upper)
 * is at most the objective, and every cohort can be minimised by itself (Geoffrion 1974).
 * @param enough No better bound is looked for once it is above this.
 */
export function relax(problem: SpreadProblem, part: Part, start: number[], enough: number): Relaxation {
  const { cohorts, members } = problem;
  const charged = part.candidates.map((states, k) => chargesOf(problem, part, k, states));
  const choice = new Int32Array(cohorts.length);
  const prices = start.slice();
  const sums = new Float64Array(members.length);

  const evaluate = (): number => {
    sums.fill(0);
    let total = 0;
    for (let k = 0; k < cohorts.length; k++) {
      const states = part.candidates[k]!;
      const charges = charged[k]!;
      const { rates } = cohorts[k]!;
      const first = rates[0] ?? null;
      const second = rates[1] ?? null;
      const [price0, price1] = [prices[0]!, prices[1] ?? 0];
      let least = Infinity;
      let at = -1;
      for (let index = 0; index < states.length; index++) {
        const state = states[index]!;
        let value = charges[index]!;
        if (first) value += price0 * first[state]!;
        if (second) value += price1 * second[state]!;
        if (value < least) {
          least = value;
          at = state;
        }
      }
      total += least;
      choice[k] = at;
      for (let d = 0; d < members.length; d++) sums[d]! += rates[d]?.[at] ?? 0;
    }
    for (let d = 0; d < members.length; d++) {
      total -= members[d]! * Math.max(prices[d]! * part.lower[d]!, prices[d]! * part.upper[d]!);
    }
    return total;
  };

  let bound = -Infinity;
  const best = prices.slice();
  const bestChoice = choice.slice();
  const attempt = (): number => {
    const value = evaluate();
    if (value > bound) {
      bound = value;
      for (let d = 0; d < prices.length; d++) best[d] = prices[d]!;
      bestChoice.set(choice);
    }
    return value;
  };
  const rounds = members.length === 1 ? 1 : 4;
  attempt();
  for (let round = 0; round < rounds && bound <= enough; round++) {
    const before = bound;
    for (let d = 0; d < members.length && bound <= enough; d++) {
      if (members[d]! === 0) continue;
      for (let other = 0; other < prices.length; other++) prices[other] = best[other]!;
      climbPrice(d);
    }
    if (bound - before <= 1e-4 * Math.abs(enough - bound)) break;
  }

  /** Raises the bound along one price: concave and piecewise linear, so the tangents of two sides meet above it. */
  function climbPrice(d: number): void {
    const [count, lower, upper] = [members[d]!, part.lower[d]!, part.upper[d]!];
    const at = (price: number) => {
      prices[d] = price;
      const value = attempt();
      return { price, value, slope: sums[d]! - count * (price > 0 ? upper : lower) };
    };
    // At the price 0 the slope jumps by the width of the limits.
    const zero = at(0);
    const [rise, fall] = [sums[d]! - count * upper, sums[d]! - count * lower];
    if (rise <= 0 && fall >= 0) return;
    const sign = rise > 0 ? 1 : -1;
    let low = { ...zero, slope: rise > 0 ? rise : fall };
    let step = Math.max(Math.abs(best[d]!), problem.weight / 4, 1e-9);
    let high = at(sign * step);
    while (high.slope * sign > 0 && bound <= enough && step < 1e9) {
      low = high;
      step *= 2;
      high = at(sign * step);
    }
    for (let iteration = 0; iteration < 40 && bound <= enough && high.slope * sign < 0; iteration++) {
      const price =
        (low.value - low.slope * low.price - (high.value - high.slope * high.price)) /
        (high.slope - low.slope);
      const meeting = low.value + low.slope * (price - low.price);
      if (!(meeting - bound > 1e-3 * Math.abs(enough - bound) + 1e-15)) return;
      if (!((price - low.price) * (high.price - price) > 0)) return;
      const middle = at(price);
      if (middle.slope * sign > 0) low = middle;
      else high = middle;
    }
  }

  for (let d = 0; d < prices.length; d++) prices[d] = best[d]!;
  const surcharges = part.candidates.map((states, k) => {
    const { rates } = cohorts[k]!;
    const values = charged[k]!.slice();
    for (let d = 0; d < prices.length; d++) {
      const own = rates[d];
      if (own)
        for (let index = 0; index < values.length; index++)
          values[index]! += prices[d]! * own[states[index]!]!;
    }
    let least = Infinity;
    for (const value of values) if (value < least) least = value;
    for (let index = 0; index < values.length; index++) values[index]! -= least;
    return values;
  });
  return { bound, prices: best, surcharges, choice: bestChoice };
}

/** Cost of each candidate of cohort k and what its distance from the limits of the means costs at least. */
function chargesOf(
  { cohorts, weight }: SpreadProblem,
  part: Part,
  k: number,
  states: Int32Array,
): Float64Array {
  const { cost, rates } = cohorts[k]!;
  const charges = new Float64Array(states.length);
  for (let index = 0; index < states.length; index++) charges[index] = cost[states[index]!]!;
  rates.forEach((own, d) => {
    if (!own) return;
    const [lower, upper] = [part.lower[d]!, part.upper[d]!];
    for (let index = 0; index < states.length; index++) {
      const rate = own[states[index]!]!;
      if (rate < lower) charges[index]! += weight * (lower - rate);
      else if (rate > upper) charges[index]! += weight * (rate - upper);
    }
  });
  return charges;
}

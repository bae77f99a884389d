import type { LossProblem } from "../losses.js";

/**
 * One state of each cohort is to be chosen so that Σ cost + weight · Σ_d Σ_k |rate_kd − mean_d| is least, where the
 * mean of dimension d is taken over the cohorts that have a rate in it.
 */
export interface SpreadProblem {
  weight: number;
  cohorts: States[];
  /** How many cohorts have a rate, for each dimension. */
  members: number[];
}

/** States of one cohort, in ascending order of their rates' sum. */
export interface States {
  /** Which cut each state is. */
  cuts: Int32Array;
  cost: Float64Array;
  rates: (Float64Array | null)[];
}

/**
 * The problem with only those cuts that can be needed. One cut makes another needless when it costs less by at least
 * what the change of rates can do to the spread: a rate that moves by δ changes a sum of distances from the mean of K
 * rates by at most 2 δ (K − 1) / K.
 */
export function spreadProblem({ cohorts }: LossProblem, lambda: number): SpreadProblem {
  const dimensions = cohorts[0]!.rates.map((_, dimension) => dimension);
  const members = dimensions.map((d) => cohorts.filter(({ rates }) => rates[d]).length);
  const weight = 1 - lambda;
  const states = cohorts.map(({ error, rates }) => {
    // Where only one cohort has a rate it is its own mean.
    const compared = dimensions.map((d) => (members[d]! > 1 ? rates[d]! : null));
    const cost = error.map((value) => lambda * value);
    const place = cost.map((_, cut) =>
      compared.reduce((sum, own, d) => sum + (own ? own[cut]! * 2 * weight * (1 - 1 / members[d]!) : 0), 0),
    );
    const cuts = undominated(cost, place);
    return {
      cuts,
      cost: Float64Array.from(cuts, (cut) => cost[cut]!),
      rates: compared.map((own) => own && Float64Array.from(cuts, (cut) => own[cut]!)),
    };
  });
  return { weight, cohorts: states, members: members.map((count) => (count > 1 ? count : 0)) };
}

/**
 * The cuts, by their place, that no other undercuts by at least its distance. Several rates rise together along the
 * cuts, so the distance of two cuts is the difference of their places.
 */
function undominated(cost: Float64Array, place: Float64Array): Int32Array {
  const order = Int32Array.from(cost.keys()).sort(
    (a, b) => place[a]! - place[b]! || cost[a]! - cost[b]! || a - b,
  );
  const kept: number[] = [];
  for (const cut of order) {
    const dominates = (other: number, one: number) =>
      cost[other]! + Math.abs(place[one]! - place[other]!) <= cost[one]!;
    // Being dominated carries over, so looking back over what is kept is enough.
    if (kept.length > 0 && dominates(kept[kept.length - 1]!, cut)) continue;
    while (kept.length > 0 && dominates(cut, kept[kept.length - 1]!)) kept.pop();
    kept.push(cut);
  }
  return Int32Array.from(kept);
}

/** The objective where cohort k is in state `choice[k]`. */
export function objectiveOf({ weight, cohorts, members }: SpreadProblem, choice: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < cohorts.length; k++) total += cohorts[k]!.cost[choice[k]!]!;
  for (let d = 0; d < members.length; d++) {
    let mean = 0;
    for (let k = 0; k < cohorts.length; k++) {
      const own = cohorts[k]!.rates[d];
      if (own) mean += own[choice[k]!]!;
    }
    mean /= members[d]!;
    let spread = 0;
    for (let k = 0; k < cohorts.length; k++) {
      const own = cohorts[k]!.rates[d];
      if (own) spread += Math.abs(own[choice[k]!]! - mean);
    }
    total += weight * spread;
  }
  return total;
}

import type { RunContext } from "../../../../compute/run.js";
import { objectiveOf, type SpreadProblem, type States } from "./problem.js";

/** Changes one cohort's state at a time, to the best there is, until no change helps. Changes `choice`. */
export function climb(problem: SpreadProblem, choice: Int32Array): number {
  let least = objectiveOf(problem, choice);
  for (let improved = true; improved;) {
    improved = false;
    for (let k = 0; k < choice.length; k++) {
      const before = choice[k]!;
      choice[k] = bestState(problem, choice, k);
      const value = objectiveOf(problem, choice);
      if (value < least) {
        least = value;
        improved = true;
      } else choice[k] = before;
    }
  }
  return least;
}

/** The state of cohort k that goes best with the others' states. */
function bestState({ cohorts, members, weight }: SpreadProblem, choice: Int32Array, k: number): number {
  const { cost, rates } = cohorts[k]!;
  const others = members.map((_, d) =>
    Float64Array.from(
      cohorts.flatMap((other, j) => (j !== k && other.rates[d] ? [other.rates[d][choice[j]!]!] : [])),
    ),
  );
  const sums = others.map((own) => own.reduce((sum, rate) => sum + rate, 0));
  let least = Infinity;
  let best = 0;
  for (let state = 0; state < cost.length; state++) {
    let value = cost[state]!;
    for (let d = 0; d < rates.length && value < least; d++) {
      const own = rates[d];
      if (!own) continue;
      const rate = own[state]!;
      const fixed = others[d]!;
      const mean = (sums[d]! + rate) / members[d]!;
      let spread = Math.abs(rate - mean);
      for (let j = 0; j < fixed.length; j++) spread += Math.abs(fixed[j]! - mean);
      value += weight * spread;
    }
    if (value < least) {
      least = value;
      best = state;
    }
  }
  return best;
}

/** A good choice to begin with: the best of what the cohorts answer to common rates, spread over all there are. */
export async function firstChoice(
  problem: SpreadProblem,
  { targets = 64, run }: { targets?: number; run: RunContext },
): Promise<Int32Array> {
  const { cohorts, weight } = problem;
  const starts: { choice: Int32Array; value: number }[] = [];
  const consider = (choice: Int32Array) => starts.push({ choice, value: objectiveOf(problem, choice) });
  consider(Int32Array.from(cohorts, ({ cost }) => argmin(cost)));
  const largest = cohorts.reduce((a, b) => (b.cost.length > a.cost.length ? b : a));
  for (let step = 0; step <= targets; step++) {
    await run.breathe();
    const model = Math.round((step / targets) * (largest.cost.length - 1));
    const target = largest.rates.map((own) => (own ? own[model]! : 0));
    consider(Int32Array.from(cohorts, (states) => argmin(answerTo(states, target, weight))));
  }
  starts.sort((a, b) => a.value - b.value);
  for (const start of starts.slice(0, 4)) {
    await run.breathe();
    start.value = climb(problem, start.choice);
  }
  return starts.reduce((a, b) => (b.value < a.value ? b : a)).choice;
}

function answerTo({ cost, rates }: States, target: number[], weight: number): Float64Array {
  return cost.map((value, state) =>
    rates.reduce((sum, own, d) => (own ? sum + weight * Math.abs(own[state]! - target[d]!) : sum), value),
  );
}

function argmin(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index]! < values[best]!) best = index;
  return best;
}

import { objectiveOf, type SpreadProblem, type States } from "./problem.js";

/** Changes one cohort's state at a time, to the best there is, until no change helps. Changes `choice`. */
export function climb(problem: SpreadProblem, choice: Int32Array): number {
  const { cohorts } = problem;
  let least = objectiveOf(problem, choice);
  for (let improved = true; improved;) {
    improved = false;
    for (let k = 0; k < cohorts.length; k++) {
      let best = choice[k]!;
      for (let state = 0; state < cohorts[k]!.cost.length; state++) {
        choice[k] = state;
        const value = objectiveOf(problem, choice);
        if (value < least) {
          [least, best] = [value, state];
          improved = true;
        }
      }
      choice[k] = best;
    }
  }
  return least;
}

/** A good choice to begin with: the best of what the cohorts answer to common rates, spread over all there are. */
export function firstChoice(problem: SpreadProblem, targets = 64): Int32Array {
  const { cohorts, weight } = problem;
  const starts: { choice: Int32Array; value: number }[] = [];
  const consider = (choice: Int32Array) => starts.push({ choice, value: objectiveOf(problem, choice) });
  consider(Int32Array.from(cohorts, ({ cost }) => argmin(cost)));
  const largest = cohorts.reduce((a, b) => (b.cost.length > a.cost.length ? b : a));
  for (let step = 0; step <= targets; step++) {
    const model = Math.round((step / targets) * (largest.cost.length - 1));
    const target = largest.rates.map((own) => (own ? own[model]! : 0));
    consider(Int32Array.from(cohorts, (states) => argmin(answerTo(states, target, weight))));
  }
  starts.sort((a, b) => a.value - b.value);
  for (const start of starts.slice(0, 4)) start.value = climb(problem, start.choice);
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

import { lossesAt, type LossProblem } from "./losses.js";

/**
 * The greedy pass of raimitigations' DecoupledClass, for comparison: from the starting cuts, cohort after cohort, each
 * cut that accepts a row is tried, from the lowest threshold up, and kept where the objective falls. Its loop was
 * meant to repeat while anything changes, but it looks only at the very last trial, and so do we. The original stops
 * after 50 seconds too; we do not.
 */
export function onePass(problem: LossProblem, lambda: number, start: ArrayLike<number>): Int32Array {
  const choice = Int32Array.from(start);
  const objective = () => {
    const { error, fairness } = lossesAt(problem, choice);
    return lambda * error + (1 - lambda) * fairness;
  };
  let least = objective();
  for (let changed = true; changed;) {
    changed = false;
    for (let k = 0; k < choice.length; k++) {
      for (let cut = 0; cut < problem.cohorts[k]!.error.length - 1; cut++) {
        const before = choice[k]!;
        choice[k] = cut;
        const value = objective();
        changed = value < least;
        if (changed) least = value;
        else choice[k] = before;
      }
    }
  }
  return choice;
}

import type { RunContext } from "../../../compute/run.js";
import { lossesAt, type LossProblem } from "./losses.js";
import { rounding, searchSpread } from "./spread/search.js";
import { spreadProblem } from "./spread/problem.js";

/** A cut for each cohort, and how good it is proved to be. */
export interface Solution {
  choice: Int32Array;
  error: number;
  fairness: number;
  objective: number;
  bound: number;
}

/**
 * The cuts that minimise λ · error + (1 − λ) · fairness.
 *
 * A cohort's own cost is all that enters its error, its share of their mean and their maximum, so for the balanced
 * loss and the worst group's error each cohort takes the cut that costs it least, whatever λ. The parities are
 * searched by branch and bound.
 * @param better Only cuts of an objective below this are looked for; null when there are none.
 */
export async function solve(
  problem: LossProblem,
  lambda: number,
  { run, deadline, better }: { run: RunContext; deadline?: number; better?: number },
): Promise<Solution | null> {
  const cheapest = () =>
    Int32Array.from(problem.cohorts, ({ error }) => error.indexOf(error.reduce((a, b) => Math.min(a, b))));
  const solution = (choice: Int32Array, bound?: number): Solution => {
    const { error, fairness } = lossesAt(problem, choice);
    const objective = lambda * error + (1 - lambda) * fairness;
    return {
      choice,
      error,
      fairness,
      objective,
      bound: bound === undefined ? objective : Math.min(bound, objective),
    };
  };
  if (problem.shape !== "spread") {
    const found = solution(cheapest());
    return better !== undefined && found.objective >= better ? null : found;
  }
  const reduced = spreadProblem(problem, lambda);
  const found = await searchSpread(reduced, { run, deadline, better });
  if (!found.choice) return null;
  const cuts = Int32Array.from(found.choice, (state, k) => reduced.cohorts[k]!.cuts[state]!);
  return solution(cuts, found.bound < found.objective ? found.bound : undefined);
}

/** The weight of the error at which two solutions are equally good: the first is the fairer one. */
export function crossing(fairer: Solution, other: Solution): number {
  const gain = other.fairness - fairer.fairness;
  return gain / (gain + fairer.error - other.error);
}

/**
 * As `solve`; but where λ is 0 or 1, and many solutions are equally good in the loss that counts, the one of them
 * that is best in the other loss. It is the end of the trade-off's curve, found by walking along that from inside.
 */
export async function solveTies(
  problem: LossProblem,
  lambda: number,
  options: { run: RunContext; deadline?: number },
): Promise<Solution> {
  const end = (await solve(problem, lambda, options))!;
  if (problem.shape !== "spread" || (lambda > 0 && lambda < 1)) return end;
  const counts = ({ error, fairness }: Solution) => (lambda === 0 ? fairness : error);
  let inside = await solve(problem, lambda === 0 ? 1e-3 : 1 - 1e-3, options);
  while (inside && counts(inside) > end.objective + rounding(end.objective)) {
    const between = lambda === 0 ? crossing(end, inside) : crossing(inside, end);
    if (!(between > 0 && between < 1)) return end;
    const value = between * end.error + (1 - between) * end.fairness;
    inside = await solve(problem, between, { ...options, better: value - rounding(value) });
  }
  if (!inside) return end;
  const objective = counts(inside);
  // As good as the end, to rounding; so it is as well proved.
  return {
    ...inside,
    objective,
    bound: end.bound === end.objective ? objective : Math.min(end.bound, objective),
  };
}

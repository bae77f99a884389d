import type { CellMaker } from "./cells.js";
import { type Criterion, criterionOf, type Selection } from "./exact.js";
import { type CountFamily, fitCells } from "./fit-cells.js";
import type { PatternSums } from "./patterns.js";

/**
 * Stepwise selection in both directions from the empty model, at most one variable a set, as RTMDx ends: every
 * step adds the variable (of a set without one) or drops the one that lowers the criterion most, until none does.
 * A variable with a coefficient at or below 0 is not added.
 */
export function stepwise({
  alwaysCount,
  cellsOf,
  sums,
  family,
  sets,
  intercept,
  criterion,
  allowed,
}: {
  alwaysCount: number;
  cellsOf: CellMaker;
  sums: PatternSums;
  family: CountFamily;
  sets: { members: number[] }[];
  intercept: number;
  criterion: Criterion;
  /** Whether a candidate may be chosen. */
  allowed: (candidate: number) => boolean;
}): Selection {
  const fitChoice = (choice: Int32Array): Selection => {
    const cells = cellsOf(
      sums,
      choice.filter((candidate) => candidate >= 0),
    );
    const fit = fitCells(cells, family, { intercept, tolerance: 1e-8 });
    const slopes = fit.coefficients.subarray(alwaysCount);
    const admissible = fit.status !== "singular" && slopes.every((value) => value > 0);
    return { choice, fit, value: admissible ? criterionOf(criterion, fit.loss, slopes.length) : Infinity };
  };
  let best = fitChoice(new Int32Array(sets.length).fill(-1));
  for (;;) {
    let next = best;
    sets.forEach(({ members }, set) => {
      const options = best.choice[set]! >= 0 ? [-1] : members.filter(allowed);
      for (const option of options) {
        const choice = best.choice.slice();
        choice[set] = option;
        const trial = fitChoice(choice);
        if (trial.value < next.value - 1e-7) next = trial;
      }
    });
    if (next === best) return best;
    best = next;
  }
}

import { type FairnessLoss, InputError } from "../../../contract/index.js";
import { type CohortChoice, describeCut } from "../thresholds/choose.js";
import { checkCohorts, type Costs, type ScoredCohort } from "../thresholds/cohorts.js";
import { cutAt, type Cuts, cutsOf } from "../thresholds/cuts.js";
import { lossesAt, lossProblem } from "../thresholds/losses.js";

export interface LossOptions {
  loss: FairnessLoss;
  /** Costs of a wrong positive and a wrong negative, at least 0. Default 1 each. */
  costs?: Costs;
  /** `as-coded` divides the error by the number of cohorts. Default `published`. */
  scaling?: "published" | "as-coded";
}

/** What thresholds do to rows, be they those they were chosen on or others. */
export interface Performance {
  error: number;
  fairness: number;
  byCohort: CohortChoice[];
}

/** A function of thresholds, one a cohort, that says how they perform on the rows of `cohorts`. */
export function performanceOn(
  cohorts: readonly ScoredCohort[],
  { loss, costs, scaling }: LossOptions,
): (thresholds: readonly number[]) => Performance {
  checkCohorts("performanceOn", cohorts);
  return performanceOfCuts(cohorts.map(cutsOf), { loss, costs, scaling });
}

/** The same, from the cohorts' cuts. */
export function performanceOfCuts(
  cuts: readonly Cuts[],
  { loss, costs, scaling }: LossOptions,
): (thresholds: readonly number[]) => Performance {
  const problem = lossProblem(cuts, { loss, costs, scaling });
  return (thresholds) => {
    if (thresholds.length !== cuts.length) {
      throw new InputError(
        `performanceOn: there are ${cuts.length} cohorts, but 'thresholds' has ${thresholds.length}`,
      );
    }
    const choice = cuts.map((each, k) => cutAt(each, thresholds[k]!));
    const byCohort = cuts.map((each, k) => ({ ...describeCut(each, choice[k]!), threshold: thresholds[k]! }));
    return { ...lossesAt(problem, choice), byCohort };
  };
}

import { type FairnessLoss, InputError } from "../../../contract/index.js";
import type { RunContext } from "../../../compute/run.js";
import { checkCohorts, type Costs, type ScoredCohort } from "./cohorts.js";
import { type Cuts, cutsOfAll, thresholdOf } from "./cuts.js";
import { lossesAt, lossProblem } from "./losses.js";
import { onePass } from "./one-pass.js";
import { largestF1, largestYouden } from "./rules.js";
import { solveTies } from "./solve.js";

export interface ThresholdOptions {
  /** Loss weighed against the error; without it every cohort is cut by `rule`. */
  loss?: FairnessLoss;
  /** Weight of the error, from 0 to 1. Default 0.8. */
  lambda?: number;
  /** Costs of a wrong positive and a wrong negative, at least 0. Default 1 each. */
  costs?: Costs;
  /** `as-coded` divides the error by the number of cohorts, as raimitigations does. Default `published`. */
  scaling?: "published" | "as-coded";
  /** `one-pass` is raimitigations' greedy pass from the cuts of `rule`, without a certificate. Default `exact`. */
  search?: "exact" | "one-pass";
  /** Seconds after which the exact search stops with its gap. Default none: then nothing depends on the clock. */
  timeLimit?: number;
  /** Largest F1 or largest Youden index. Default `f1`. */
  rule?: "f1" | "roc";
  run: RunContext;
}

export interface ThresholdChoice {
  /** A row of cohort k is positive where its score is at least `thresholds[k]`. */
  thresholds: number[];
  /** λ · error + (1 − λ) · fairness; the error alone without a fairness loss. */
  objective: number;
  /** No thresholds whatever have an objective below this; null where nothing was searched for. */
  bound: number | null;
  /** objective − bound. */
  gap: number | null;
  /** Whether the gap is closed, to rounding. */
  certified: boolean;
  /** L1, with its scaling and costs, and the fairness loss; null without one. */
  parts: { error: number; fairness: number | null };
  byCohort: CohortChoice[];
}

/** What a threshold does to its cohort; rates are null where nothing is there to count. */
export interface CohortChoice {
  name: string;
  threshold: number;
  /** Weight of all rows. */
  weight: number;
  positives: number;
  selectionRate: number;
  /** Share of rows that are predicted wrongly. */
  errorRate: number;
  truePositiveRate: number | null;
  falsePositiveRate: number | null;
  precision: number | null;
}

/**
 * Thresholds for several cohorts at once: those that minimise λ · L1 + (1 − λ) · L_fair over every cut between
 * distinct scores, accepting all and accepting none among them. Dwork, Immorlica, Kalai and Leiserson (2018).
 *
 * L1 is the share of all rows that are predicted wrongly (or their cost). With e_k a cohort's own share (or cost),
 * p_k and so on its rates, and v̄ the plain mean of the cohorts' values, whatever their sizes, L_fair is
 * - `balanced`: the mean of e_k; `worst-group-error`: the largest e_k
 * - `numerical-parity`: Σ |p_k − p̄|, p_k = positives predicted in k / rows of all cohorts
 * - `demographic-parity`: the same, p_k = positives predicted in k / rows of k
 * - `equal-opportunity`: the same of true-positive rates; `equalised-odds`: of true- and of false-positive rates, added
 * - `predictive-parity`: the same of precisions, where accepting none counts as 0
 *
 * A cohort without positive rows has no true-positive rate, and is left out of that mean (likewise the other class).
 * Where λ is 0 or 1 and several choices are best, the one that is better in the other loss is taken.
 * The result is the same on any machine unless `timeLimit` is given or the run is cancelled.
 * @throws InputError for empty cohorts, lengths that differ, scores that are not finite, or options out of range.
 */
export async function chooseThresholds(
  cohorts: readonly ScoredCohort[],
  options: ThresholdOptions,
): Promise<ThresholdChoice> {
  const { loss, lambda = 0.8, costs = {}, scaling = "published", search = "exact", rule = "f1" } = options;
  checkCohorts("chooseThresholds", cohorts);
  checkOptions("chooseThresholds", options);
  const cuts = await cutsOfAll(cohorts, options.run);
  const ruled = () => cuts.map(rule === "f1" ? largestF1 : largestYouden);
  if (!loss) {
    const choice = ruled();
    const { error } = lossesAt(lossProblem(cuts, { loss: "balanced", costs, scaling }), choice);
    return describe(cuts, choice, { objective: error, bound: null, error, fairness: null });
  }
  const problem = lossProblem(cuts, { loss, costs, scaling });
  if (search === "one-pass") {
    const choice = onePass(problem, lambda, ruled());
    const { error, fairness } = lossesAt(problem, choice);
    return describe(cuts, choice, {
      objective: lambda * error + (1 - lambda) * fairness,
      bound: null,
      error,
      fairness,
    });
  }
  const { run, timeLimit } = options;
  const deadline = timeLimit === undefined ? undefined : run.clock() + timeLimit * 1000;
  const solution = await solveTies(problem, lambda, { run, deadline });
  return describe(cuts, solution.choice, solution);
}

/** Refuses options that are out of range. */
export function checkOptions(
  where: string,
  { lambda, costs, timeLimit }: { lambda?: number; costs?: Costs; timeLimit?: number },
): void {
  if (lambda !== undefined && !(lambda >= 0 && lambda <= 1)) {
    throw new InputError(`${where}: 'lambda' must be from 0 to 1, got ${lambda}`);
  }
  for (const [name, value] of Object.entries(costs ?? {})) {
    if (value !== undefined && !(value >= 0 && value < Infinity)) {
      throw new InputError(`${where}: 'costs.${name}' must be a number of at least 0, got ${value}`);
    }
  }
  if (timeLimit !== undefined && !(timeLimit > 0)) {
    throw new InputError(`${where}: 'timeLimit' must be above 0 seconds, got ${timeLimit}`);
  }
}

function describe(
  cuts: Cuts[],
  choice: ArrayLike<number>,
  {
    objective,
    bound,
    error,
    fairness,
  }: { objective: number; bound: number | null; error: number; fairness: number | null },
): ThresholdChoice {
  const byCohort = cuts.map((each, k) => describeCut(each, choice[k]!));
  return {
    thresholds: byCohort.map(({ threshold }) => threshold),
    objective,
    bound,
    gap: bound === null ? null : objective - bound,
    certified: bound === objective,
    parts: { error, fairness },
    byCohort,
  };
}

/** What one cut does to its cohort. */
export function describeCut(cuts: Cuts, cut: number): CohortChoice {
  const { name, truePositives, falsePositives, positives, negatives } = cuts;
  const [hits, alarms] = [truePositives[cut]!, falsePositives[cut]!];
  const weight = positives + negatives;
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    name,
    threshold: thresholdOf(cuts, cut),
    weight,
    positives,
    selectionRate: (hits + alarms) / weight,
    errorRate: (alarms + positives - hits) / weight,
    truePositiveRate: ratio(hits, positives),
    falsePositiveRate: ratio(alarms, negatives),
    precision: ratio(hits, hits + alarms),
  };
}

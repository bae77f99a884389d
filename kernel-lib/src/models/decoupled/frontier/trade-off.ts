import { InputError } from "../../../contract/index.js";
import type { RunContext } from "../../../compute/run.js";
import { checkOptions } from "../thresholds/choose.js";
import { checkCohorts, type ScoredCohort } from "../thresholds/cohorts.js";
import { cutsOfAll, thresholdOf } from "../thresholds/cuts.js";
import { lossProblem } from "../thresholds/losses.js";
import { envelope } from "./envelope.js";
import { type LossOptions, type Performance, performanceOfCuts } from "./performance.js";

export interface TradeOffOptions extends LossOptions {
  /** The same cohorts, in the same order, with other rows: those to judge the thresholds on. */
  heldOut?: readonly ScoredCohort[];
  /** Other thresholds to place beside the curve, such as those of a rule or of one threshold for all. */
  candidates?: readonly { name: string; thresholds: number[] }[];
  run: RunContext;
}

/** A set of thresholds, what it does, and whether another of the sets does better. */
export interface TradeOffSet extends Performance {
  thresholds: number[];
  /** Performance on the held-out rows; null when there are none. */
  heldOut: Performance | null;
  /**
   * Whether another set, of the curve or the candidates, is at least as good in both losses and better in one: on
   * the held-out rows where there are any, else on the rows the thresholds were chosen on.
   */
  dominated: boolean;
}

/** Thresholds that are optimal for every λ from `lambdaLow` to `lambdaHigh`. */
export interface TradeOffPoint extends TradeOffSet {
  lambdaLow: number;
  lambdaHigh: number;
}

export interface TradeOff {
  /** From the fairest, at λ = 0, to the one of least error, at λ = 1. */
  points: TradeOffPoint[];
  candidates: (TradeOffSet & { name: string })[];
  /** Whether the curve is proved complete; false only when the run was cancelled. */
  certified: boolean;
  /** Exact searches that the curve took. */
  solves: number;
}

/**
 * The whole trade-off between error and fairness: every set of thresholds that is optimal for some range of λ in
 * λ · error + (1 − λ) · fairness, with the exact λ where one gives way to the next. These are the corners of the
 * lower left convex hull of all (error, fairness); sets that are optimal at a single λ only are not listed.
 *
 * The losses are those of `chooseThresholds`. Each corner is found, and the absence of others proved, by its exact
 * search at the λ where two neighbours are equally good (Eisner and Severance 1976).
 * @throws InputError as `chooseThresholds`, and when the held-out cohorts are not the same.
 */
export async function tradeOff(
  cohorts: readonly ScoredCohort[],
  options: TradeOffOptions,
): Promise<TradeOff> {
  const { loss, costs, scaling, heldOut, candidates = [], run } = options;
  checkCohorts("tradeOff", cohorts);
  checkOptions("tradeOff", { costs });
  if (heldOut && heldOut.map(({ name }) => name).join("\n") !== cohorts.map(({ name }) => name).join("\n")) {
    throw new InputError("tradeOff: 'heldOut' must have the same cohorts in the same order as 'cohorts'");
  }
  if (heldOut) checkCohorts("tradeOff", heldOut);
  const cuts = await cutsOfAll(cohorts, run);
  const { corners, certified, solves } = await envelope(lossProblem(cuts, { loss, costs, scaling }), run);

  const chosenOn = performanceOfCuts(cuts, { loss, costs, scaling });
  const judgedOn = heldOut && performanceOfCuts(await cutsOfAll(heldOut, run), { loss, costs, scaling });
  const set = (thresholds: number[]): TradeOffSet => ({
    thresholds,
    ...chosenOn(thresholds),
    heldOut: judgedOn ? judgedOn(thresholds) : null,
    dominated: false,
  });
  const points = corners.map(({ choice, lambdaLow, lambdaHigh }) => ({
    lambdaLow,
    lambdaHigh,
    ...set(cuts.map((each, k) => thresholdOf(each, choice[k]!))),
  }));
  const beside = candidates.map(({ name, thresholds }) => ({ name, ...set(thresholds) }));
  markDominated([...points, ...beside]);
  return { points, candidates: beside, certified, solves };
}

function markDominated(sets: TradeOffSet[]): void {
  const judged = sets.map(({ heldOut, error, fairness }) => heldOut ?? { error, fairness });
  sets.forEach((set, i) => {
    const own = judged[i]!;
    set.dominated = judged.some(
      (other) =>
        other.error <= own.error &&
        other.fairness <= own.fairness &&
        (other.error < own.error || other.fairness < own.fairness),
    );
  });
}

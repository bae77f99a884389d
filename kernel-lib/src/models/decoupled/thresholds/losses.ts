import type { FairnessLoss } from "../../../contract/index.js";
import type { Costs } from "./cohorts.js";
import type { Cuts } from "./cuts.js";

/** What a fairness loss makes of rates that it compares among cohorts. */
export type LossShape =
  /** Mean over the cohorts: every cohort can choose for itself. */
  | "mean"
  /** The largest of the cohorts. */
  | "maximum"
  /** Sum over the cohorts of the distances from their mean. */
  | "spread";

/** One cohort's cuts as the losses see them. */
export interface CohortMeasures {
  /** What each cut adds to L1: its costs as a share of the rows of all cohorts. */
  error: Float64Array;
  /** Rates that the fairness loss compares, for each cut; null where the cohort has none, such as no positive row. */
  rates: (Float64Array | null)[];
}

export interface LossProblem {
  shape: LossShape;
  cohorts: CohortMeasures[];
}

/**
 * The two losses of every cut of every cohort.
 * @param scaling `as-coded` divides L1 by the number of cohorts once more.
 */
export function lossProblem(
  cuts: readonly Cuts[],
  {
    loss,
    costs: { falsePositive = 1, falseNegative = 1 } = {},
    scaling = "published",
  }: { loss: FairnessLoss; costs?: Costs; scaling?: "published" | "as-coded" },
): LossProblem {
  const rows = cuts.reduce((sum, { positives, negatives }) => sum + positives + negatives, 0);
  const divisor = scaling === "as-coded" ? rows * cuts.length : rows;
  const cohorts = cuts.map((each) => {
    const own = each.positives + each.negatives;
    const cost = each.truePositives.map(
      (hits, cut) => falsePositive * each.falsePositives[cut]! + falseNegative * (each.positives - hits),
    );
    return { error: cost.map((value) => value / divisor), rates: ratesOf(loss, each, cost, own, rows) };
  });
  const shape = loss === "balanced" ? "mean" : loss === "worst-group-error" ? "maximum" : "spread";
  return { shape, cohorts };
}

function ratesOf(
  loss: FairnessLoss,
  { truePositives, falsePositives, positives, negatives }: Cuts,
  cost: Float64Array,
  own: number,
  rows: number,
): (Float64Array | null)[] {
  const accepted = () => truePositives.map((hits, cut) => hits + falsePositives[cut]!);
  const sensitivity = () => (positives === 0 ? null : truePositives.map((hits) => hits / positives));
  const falseAlarm = () => (negatives === 0 ? null : falsePositives.map((alarms) => alarms / negatives));
  switch (loss) {
    case "balanced":
    case "worst-group-error":
      return [cost.map((value) => value / own)];
    case "numerical-parity":
      return [accepted().map((value) => value / rows)];
    case "demographic-parity":
      return [accepted().map((value) => value / own)];
    case "equal-opportunity":
      return [sensitivity()];
    case "equalised-odds":
      return [sensitivity(), falseAlarm()];
    case "predictive-parity":
      return [accepted().map((value, cut) => (value === 0 ? 0 : truePositives[cut]! / value))];
  }
}

/** The two losses where cohort k is cut at `choice[k]`. */
export function lossesAt(
  { shape, cohorts }: LossProblem,
  choice: ArrayLike<number>,
): { error: number; fairness: number } {
  let error = 0;
  for (let k = 0; k < cohorts.length; k++) error += cohorts[k]!.error[choice[k]!]!;
  let fairness = 0;
  for (let dimension = 0; dimension < cohorts[0]!.rates.length; dimension++) {
    const rates: number[] = [];
    for (let k = 0; k < cohorts.length; k++) {
      const own = cohorts[k]!.rates[dimension];
      if (own) rates.push(own[choice[k]!]!);
    }
    fairness += shaped(shape, rates);
  }
  return { error, fairness };
}

function shaped(shape: LossShape, rates: number[]): number {
  if (rates.length === 0) return 0;
  if (shape === "maximum") return Math.max(...rates);
  let mean = 0;
  for (const rate of rates) mean += rate;
  mean /= rates.length;
  if (shape === "mean") return mean;
  let sum = 0;
  for (const rate of rates) sum += Math.abs(rate - mean);
  return sum;
}

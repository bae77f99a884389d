import { rounded } from "../../../ui/rounded";
import { formatCell, formatNumber } from "../../../ui/format";
import type { Trans } from "../../../ui/translation";
import type { Rates } from "./rates";
import type { FrontierView, ThresholdSet } from "./read-frontier";

export function lossName(loss: string | null, trans: Trans): string {
  switch (loss) {
    case "balanced":
      return trans.__("Mean error of the cohorts");
    case "worst-group-error":
      return trans.__("Largest error of a cohort");
    case "numerical-parity":
      return trans.__("Spread of selected shares");
    case "demographic-parity":
      return trans.__("Spread of selection rates");
    case "equal-opportunity":
      return trans.__("Spread of true-positive rates");
    case "equalised-odds":
      return trans.__("Spread of true- and false-positive rates");
    case "predictive-parity":
      return trans.__("Spread of precisions");
    default:
      return trans.__("Fairness loss");
  }
}

export const rateWords = (trans: Trans): Record<keyof Rates, string> => ({
  selectionRate: trans.__("Selected"),
  truePositiveRate: trans.__("True positives"),
  falsePositiveRate: trans.__("False positives"),
  precision: trans.__("Precision"),
  accuracy: trans.__("Accuracy"),
});

/** Where a point of the curve stands and what it costs, in a sentence or two. */
export function pointWords({ points, loss }: FrontierView, current: ThresholdSet, trans: Trans): string {
  const at = points.indexOf(current);
  const losses = (error: number | null, fairness: number | null) =>
    trans.__(
      "error %1, %2 %3",
      error === null ? "—" : formatNumber(error),
      lossName(loss, trans).toLowerCase(),
      fairness === null ? "—" : formatNumber(fairness),
    );
  const where = trans.__(
    "Set %1 of %2, the best for every λ from %3 to %4: %5.",
    at + 1,
    points.length,
    rounded(current.lambdaLow),
    rounded(current.lambdaHigh),
    losses(current.error, current.fairness),
  );
  if (current.heldOutError === null) return where;
  return `${where} ${trans.__(
    "On rows that had no part in the choice: %1.",
    losses(current.heldOutError, current.heldOutFairness),
  )}`;
}

/** How many people of each cohort more, or fewer, are selected than by the thresholds in use. */
export function changeWords({ cohorts, inUse }: FrontierView, current: ThresholdSet, trans: Trans): string[] {
  return cohorts.flatMap((cohort, k) => {
    const [now, before] = [current.chosenOn[k], inUse.chosenOn[k]];
    if (!now || !before) return [];
    const change = now.selected - before.selected;
    const whole = Number.isInteger(now.rows);
    const count = (value: number) => (whole ? formatCell(Math.round(value), "integer") : formatNumber(value));
    if (Math.abs(change) < 1e-6 * Math.max(1, now.rows)) {
      return trans.__("%1: as many as now (%2 of %3).", cohort, count(now.selected), count(now.rows));
    }
    return change > 0
      ? trans.__("%1: %2 more (%3 of %4).", cohort, count(change), count(now.selected), count(now.rows))
      : trans.__("%1: %2 fewer (%3 of %4).", cohort, count(-change), count(now.selected), count(now.rows));
  });
}

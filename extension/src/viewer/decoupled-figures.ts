import type { ResultDocument } from "quetelet/contract";
import { formatCell, formatStatistic } from "../ui/format";
import type { Trans } from "../ui/translation";
import { configField } from "./families/cells";
import { lossName } from "./families/decoupled/words";
import { keyStatistics, statisticLabel } from "./words";

/** A decoupled fit's statistic as the field calls it, which depends on the fairness loss. */
export function decoupledLabel(name: string, { config }: ResultDocument, trans: Trans): string {
  const loss = configField(config, "fairnessLoss");
  if (typeof loss === "string") {
    const named = lossName(loss, trans);
    if (name === "objective") return trans.__("Error and fairness, weighed by λ");
    if (name === "fairness") return trans.__("%1, where chosen", named);
    if (name === "heldOutFairness") return trans.__("%1, held out", named);
  }
  return name === "objective" ? trans.__("Objective") : statisticLabel(name, trans);
}

/** What stands in the header of decoupled models: rates as percents, and whether better thresholds exist. */
export function decoupledFigures(result: ResultDocument, trans: Trans): [string, string][] {
  // With costs, an error is a mean cost and no share of rows.
  const isShare = configField(result.config, "costs") === undefined && !("rmse" in result.fit);
  return keyStatistics(result.fit).flatMap(([name, value]): [string, string][] => {
    if (name === "gap") return [[trans.__("Choice of thresholds"), choice(value, trans)]];
    const label = decoupledLabel(name, result, trans);
    if (!isShare || value === null) return [[label, formatStatistic(name, value)]];
    if (name === "heldOutError") return [[label, formatCell(value, "percent")]];
    if (name === "heldOutFairness") return [[label, difference(value, result, trans)]];
    return [[label, formatStatistic(name, value)]];
  });
}

function choice(gap: number | null, trans: Trans): string {
  if (gap === null) return trans.__("not compared with the best");
  return gap > 0
    ? trans.__("at most %1 from the best possible", formatStatistic("gap", gap))
    : trans.__("proved best");
}

/** Errors of cohorts are shares; spreads between cohorts are told in percentage points. */
function difference(value: number, { config }: ResultDocument, trans: Trans): string {
  const loss = configField(config, "fairnessLoss");
  const percent = formatCell(value, "percent");
  return loss === "balanced" || loss === "worst-group-error"
    ? percent
    : trans.__("%1 points", percent.replace(/\s*%$/, ""));
}

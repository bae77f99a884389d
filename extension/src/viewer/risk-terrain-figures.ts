import type { ResultDocument } from "quetelet/contract";
import { formatCell, formatNumber, formatStatistic } from "../ui/format";
import type { Trans } from "../ui/translation";
import { statisticLabel } from "./words";

/** What stands in the header of a risk terrain: how many factors were chosen, by what, and whether better exist. */
export function riskTerrainFigures(
  { fit, tables, config }: ResultDocument,
  trans: Trans,
): [string, string][] {
  const { sets } = config as { sets?: unknown };
  const chosen = (tables.coefficients?.rows ?? []).filter(({ set }) => typeof set === "string").length;
  const count = typeof sets === "object" && sets !== null ? Object.keys(sets).length : null;
  const factors: [string, string] = [
    trans.__("Risk factors"),
    count === null ? String(chosen) : trans.__("%1 of %2 kinds", chosen, count),
  ];
  const statistic = (name: string): [string, string][] =>
    fit[name] === undefined ? [] : [[statisticLabel(name, trans), formatStatistic(name, fit[name])]];
  return [
    ...statistic("nObs"),
    factors,
    ...statistic("logLik"),
    ...statistic("bic"),
    ...statistic("theta"),
    [trans.__("Choice of factors"), choice(fit, criterionName(config), trans)],
  ];
}

function choice({ gap, models }: ResultDocument["fit"], criterion: string, trans: Trans): string {
  if (typeof gap !== "number") return trans.__("not compared with the best");
  if (gap > 0) return trans.__("%1 %2 above the best", criterion, formatNumber(gap));
  return typeof models === "number"
    ? trans.__("the best of %1 models", formatCell(models, "integer"))
    : trans.__("the best there is");
}

function criterionName(config: ResultDocument["config"]): string {
  const { criterion } = config as { criterion?: unknown };
  return { aic: "AIC", deviance: "deviance" }[String(criterion)] ?? "BIC";
}

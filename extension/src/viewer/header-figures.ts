import type { ResultDocument } from "quetelet/contract";
import { formatStatistic } from "../ui/format";
import type { Trans } from "../ui/translation";
import { decoupledFigures, decoupledLabel } from "./decoupled-figures";
import { riskTerrainFigures } from "./risk-terrain-figures";
import { trajectoryFigures } from "./trajectory-figures";
import { keyStatistics, statisticLabel } from "./words";

/** The few figures that stand at the head of a result, on the screen and in an exported page alike. */
export function headerFigures(result: ResultDocument, trans: Trans): [term: string, value: string][] {
  switch (result.model) {
    case "risk-terrain":
      return riskTerrainFigures(result, trans);
    case "trajectories":
      return trajectoryFigures(result, trans);
    case "decoupled":
      return decoupledFigures(result, trans);
    default:
      return keyStatistics(result.fit).map(([name, value]) => [
        statisticLabel(name, trans),
        formatStatistic(name, value),
      ]);
  }
}

/** A statistic's name where the result it is of is known. */
export function figureLabel(name: string, result: ResultDocument, trans: Trans): string {
  return result.model === "decoupled" ? decoupledLabel(name, result, trans) : statisticLabel(name, trans);
}

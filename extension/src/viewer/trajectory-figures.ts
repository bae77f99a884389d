import type { ResultDocument } from "quetelet/contract";
import { formatCell, formatStatistic } from "../ui/format";
import type { Trans } from "../ui/translation";
import { numberIn, textIn } from "./families/cells";
import { readComparison } from "./families/trajectories/comparison";
import { keyStatistics, statisticLabel } from "./words";

/** What stands in the header of trajectory models: first the groups, which the model is fitted for. */
export function trajectoryFigures(result: ResultDocument, trans: Trans): [string, string][] {
  const statistics = keyStatistics(result.fit).map(([name, value]): [string, string] => [
    statisticLabel(name, trans),
    formatStatistic(name, value),
  ]);
  return [...groupFigures(result, trans), ...numbersFigure(result, trans), ...statistics];
}

/** More than any model has would only fill the header. */
const most = 12;

/** How many groups there are, and their shares; of a second outcome too, where it has groups of its own. */
function groupFigures({ tables }: ResultDocument, trans: Trans): [string, string][] {
  const rows = tables.groups?.rows ?? [];
  const outcomes = [...new Set(rows.map((row) => textIn(row, "outcome")))].slice(0, 2);
  return outcomes.map((outcome): [string, string] => {
    const own = rows.filter((row) => textIn(row, "outcome") === outcome);
    const shares = own.map((row) => numberIn(row, "share") ?? numberIn(row, "assignedShare"));
    const groups = trans._n("%1 group", "%1 groups", own.length, own.length);
    const known = own.length > 1 && own.length <= most && shares.every((share) => share !== null);
    return [
      outcome === null || outcomes.length === 1 ? trans.__("Groups") : trans.__("Groups of %1", outcome),
      known ? `${groups}: ${shares.map((share) => percent(share!)).join(", ")}` : groups,
    ];
  });
}

/** Which numbers of groups were compared, and the criterion that the reported one is best by. */
function numbersFigure(result: ResultDocument, trans: Trans): [string, string][] {
  const comparison = readComparison(result, trans);
  if (!comparison) return [];
  const numbers = comparison.table.rows.flatMap((row) => numberIn(row, "groups") ?? []);
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)];
  if (numbers.length < 2 || comparison.chosen === null || from === to) return [];
  const criterion = comparison.preferences.find(({ isChosen }) => isChosen)?.criterion;
  const chosen = trans.__("%1 of %2–%3", comparison.chosen, from, to);
  return [[trans.__("Number of groups"), criterion ? trans.__("%1, best by %2", chosen, criterion) : chosen]];
}

/** Whole percents where they tell enough. */
function percent(share: number): string {
  return share > 0 && share < 0.01 ? formatCell(share, "percent") : `${Math.round(100 * share)} %`;
}

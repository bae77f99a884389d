import type { ResultTable, Cell } from "../../contract/index.js";
import { type HotSpotAccuracy, hotSpotAccuracy, hotSpotsAbove } from "../../metrics/index.js";
import type { AccuracyCurve } from "./details.js";
import type { RiskTerrainProblem } from "./prepare.js";

const defaultShares = [0.01, 0.02, 0.05, 0.1, 0.2];
/** Shares of the curve: fine where patrols are sent. */
const curveShares = [
  ...Array.from({ length: 40 }, (_, i) => (i + 1) / 400),
  ...Array.from({ length: 90 }, (_, i) => (i + 11) / 100),
];

/** Accuracy in the period of the fit and, where there is one, the next: tables at chosen shares, and curves. */
export function accuracyOf(
  { outcome, outcomeName, nextOutcome, area }: RiskTerrainProblem,
  {
    fitted,
    shares = defaultShares,
    nextName,
  }: { fitted: Float64Array; shares?: number[]; nextName?: string },
): { table: ResultTable; curves: AccuracyCurve[] } {
  const periods = [{ period: outcomeName, observed: outcome }];
  if (nextOutcome && nextOutcome.some((count) => count > 0)) {
    periods.push({ period: nextName ?? "next", observed: nextOutcome });
  }
  const rows: Record<string, Cell>[] = [];
  const curves: AccuracyCurve[] = [];
  for (const { period, observed } of periods) {
    const data = { predicted: fitted, observed, area };
    const row = (rule: string, each: HotSpotAccuracy) => {
      rows.push({ period, rule, ...each, rri: Number.isFinite(each.rri) ? each.rri : null });
    };
    for (const each of hotSpotAccuracy({ ...data, shares })) row("share", each);
    const above = hotSpotsAbove(data);
    if (above) row("z > 2", above);
    curves.push({ period, points: hotSpotAccuracy({ ...data, shares: curveShares }) });
  }
  const number = (name: string, label: string) => ({ name, label, type: "number" as const });
  return {
    curves,
    table: {
      title: "Hot-spot accuracy",
      columns: [
        { name: "period", label: "Outcome", type: "text" },
        { name: "rule", label: "Hot spots by", type: "text" },
        { name: "share", label: area ? "Share of area" : "Share of units", type: "percent" },
        number("units", "Units"),
        number("crimes", "Crimes"),
        { name: "hitRate", label: "Hit rate", type: "percent" },
        number("pai", "PAI"),
        number("paiLower", "PAI, worst ties"),
        number("paiUpper", "PAI, best ties"),
        number("paiOracle", "PAI, oracle"),
        number("pei", "PEI"),
        number("rri", "RRI"),
      ],
      rows,
      notes: [
        "Units of equal prediction have no order: crimes, hit rate, PAI, PEI and RRI are expectations over all of them.",
        "The oracle orders units by the crimes that happened; PEI is PAI over the oracle's; RRI is predicted over observed crimes.",
        "z > 2 takes the units predicted more than two standard deviations above the mean.",
      ],
    },
  };
}

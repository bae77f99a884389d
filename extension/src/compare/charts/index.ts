import type { ChartSpec, ResultDocument } from "quetelet/contract";
import type { Trans } from "../../ui/translation";
import { orderedCharts } from "../../viewer/order";
import { chartLabel, outcomeName } from "../../viewer/words";
import { field, groupBy, scaleOf, type Compared } from "../compared";
import { accuracyOverlaid } from "./accuracy";
import { coefficientsOverlaid } from "./coefficients";
import { frontiersOverlaid } from "./frontier";
import { trajectoriesOverlaid } from "./trajectories";

/** A chart of the comparison: drawn over one another where that says something, otherwise one beside the other. */
export type ComparisonChart =
  | { kind: "overlaid"; name: string; label: string; spec: ChartSpec }
  | { kind: "beside"; name: string; label: string; specs: { letter: string; spec: ChartSpec }[] };

interface Overlay {
  /** What the chart is called, and the charts of a single result that it takes the place of. */
  name: string;
  replaces: string[];
  /** Results with one key are drawn over one another; null leaves a result out. */
  key: (result: ResultDocument) => string | null;
  draw: (shown: readonly Compared[], trans: Trans) => ChartSpec | null;
}

const overlays: Overlay[] = [
  {
    name: "coefficients",
    replaces: ["coefficients", "rateRatios"],
    // Curves tell more of trajectories than their polynomials do.
    key: (result) => (result.tables.coefficients && result.model !== "trajectories" ? scaleOf(result) : null),
    draw: coefficientsOverlaid,
  },
  {
    name: "trajectories",
    replaces: ["trajectories"],
    key: (result) =>
      result.tables.curves?.rows.length
        ? JSON.stringify([outcomeName(result.config), field(result, "time") ?? null])
        : null,
    draw: trajectoriesOverlaid,
  },
  {
    name: "frontier",
    replaces: ["frontier"],
    key: (result) => (result.tables.frontier ? String(field(result, "fairnessLoss") ?? "") : null),
    draw: frontiersOverlaid,
  },
  {
    name: "accuracy",
    replaces: ["accuracy"],
    key: (result) =>
      result.model === "risk-terrain" && result.tables.accuracy?.rows.length ? "share" : null,
    draw: accuracyOverlaid,
  },
];

export function comparisonCharts(all: readonly Compared[], trans: Trans): ComparisonChart[] {
  const overlaid = overlays.flatMap((overlay) => drawn(overlay, all, trans));
  const isCovered = (name: string, letter: string) =>
    overlaid.some(({ replaces, letters }) => replaces.includes(name) && letters.includes(letter));
  return [...overlaid.map(({ chart }) => chart), ...beside(all, isCovered, trans)];
}

function drawn(overlay: Overlay, all: readonly Compared[], trans: Trans) {
  const eligible = all.filter(({ result }) => overlay.key(result) !== null);
  const groups = groupBy(eligible, ({ result }) => overlay.key(result)!).filter(({ length }) => length > 1);
  return groups.flatMap((shown) => {
    const spec = overlay.draw(shown, trans);
    if (!spec) return [];
    const letters = shown.map(({ letter }) => letter);
    const own = chartLabel(overlay.name, trans);
    const label = shown.length < all.length ? trans.__("%1 of %2", own, letters.join(", ")) : own;
    const chart: ComparisonChart = {
      kind: "overlaid",
      name: `${overlay.name} ${letters.join("")}`,
      label,
      spec,
    };
    return [{ chart, letters, replaces: overlay.replaces }];
  });
}

/** The charts that at least two results have and that were not drawn over one another. */
function beside(
  all: readonly Compared[],
  isCovered: (name: string, letter: string) => boolean,
  trans: Trans,
): ComparisonChart[] {
  const names = [...new Set(all.flatMap(({ result }) => orderedCharts(result)))];
  return names.flatMap((name): ComparisonChart[] => {
    const specs = all.flatMap(({ letter, result }) => {
      const spec = Object.hasOwn(result.charts, name) ? result.charts[name] : undefined;
      return spec && !isCovered(name, letter) ? [{ letter, spec }] : [];
    });
    return specs.length > 1 ? [{ kind: "beside", name, label: chartLabel(name, trans), specs }] : [];
  });
}

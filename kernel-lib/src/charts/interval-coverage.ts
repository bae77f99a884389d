import type { ChartSpec, ResultTable } from "../contract/index.js";
import { groupDotsChart } from "./group-dots.js";
import { intervalDots } from "./interval-groups.js";

/** Share of the outcomes that the prediction intervals hold, overall and by group. */
export function intervalCoverageChart(table: ResultTable, { level }: { level: number }): ChartSpec | null {
  const dots = intervalDots(table, ["coverage", "conformalCoverage"]);
  if (dots.length === 0) return null;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const raw = dots.filter(({ series }) => series.startsWith("raw"));
  const worst = raw.reduce((a, b) => (b.value < a.value ? b : a));
  return groupDotsChart(dots, {
    title: "Coverage of the prediction intervals by group",
    subtitle: [
      `Dashed: the ${Number((100 * level).toPrecision(4))} % that was asked for; of rows that the trees did not see`,
    ],
    description: `Coverage of prediction intervals in ${new Set(dots.map(({ group }) => group)).size} groups, where ${percent(level)} was asked for. The raw intervals hold least for ${worst.group}: ${percent(worst.value)}.`,
    axis: "Share of outcomes inside",
    format: ".0%",
    promised: level,
  });
}

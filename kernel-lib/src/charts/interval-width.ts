import type { ChartSpec, ResultTable } from "../contract/index.js";
import { groupDotsChart } from "./group-dots.js";
import { intervalDots } from "./interval-groups.js";

/** Mean width of the prediction intervals, overall and by group. */
export function intervalWidthChart(table: ResultTable, { outcome }: { outcome: string }): ChartSpec | null {
  const dots = intervalDots(table, ["width", "conformalWidth"]);
  if (dots.length === 0) return null;
  const round = (value: number) => String(Number(value.toPrecision(3)));
  const widest = dots.reduce((a, b) => (b.value > a.value ? b : a));
  const narrowest = dots.reduce((a, b) => (b.value < a.value ? b : a));
  return groupDotsChart(dots, {
    title: "Mean width of the prediction intervals by group",
    subtitle: ["Wider: the outcomes of the group are harder to predict"],
    description: `Mean widths of prediction intervals in ${new Set(dots.map(({ group }) => group)).size} groups, from ${round(narrowest.value)} (${narrowest.group}, ${narrowest.series}) to ${round(widest.value)} (${widest.group}, ${widest.series}).`,
    axis: `Mean width, in units of ${outcome}`,
    format: "~g",
  });
}

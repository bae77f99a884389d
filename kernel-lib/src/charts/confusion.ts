import type { ChartSpec, JsonObject, ResultTable } from "../contract/index.js";
import { count } from "./reduce.js";
import { chart, colours } from "./spec.js";

/** Classes of a heat map that can be read. */
const mostClasses = 20;

/** A confusion matrix as a heat map: the share of each observed class that is predicted to be each class. */
export function confusionChart(
  { columns, rows }: ResultTable,
  { title, predicted = "Predicted" }: { title: string; predicted?: string },
): ChartSpec | null {
  const classes = columns.filter(({ name }) => /^class\d+$/.test(name));
  if (classes.length === 0) return null;
  const labels = classes.map(({ label, name }) => label ?? name);
  const order = [...rows.keys()]
    .sort((a, b) => Number(rows[b]!.rows) - Number(rows[a]!.rows))
    .slice(0, mostClasses)
    .sort((a, b) => a - b);
  const shown = order.map((k) => labels[k]!);
  const values = order.flatMap((i) => {
    const row = rows[i]!;
    const total = classes.reduce((sum, { name }) => sum + Number(row[name]), 0);
    return order.map((k) => {
      const cell = Number(row[classes[k]!.name]);
      return {
        observed: labels[i]!,
        predicted: labels[k]!,
        rows: Number(cell.toPrecision(6)),
        share: total > 0 ? Number((cell / total).toPrecision(4)) : 0,
        right: i === k,
      };
    });
  });
  const x: JsonObject = {
    field: "predicted",
    type: "nominal",
    sort: shown,
    title: predicted,
    axis: { labelAngle: -35, ticks: false, domain: false, labelLimit: 140 },
  };
  const y: JsonObject = {
    field: "observed",
    type: "nominal",
    sort: shown,
    title: "Observed",
    axis: { ticks: false, domain: false, labelLimit: 180 },
  };
  const right = values.filter((cell) => cell.right);
  const said = right.map(({ observed, share }) => `${observed} ${(100 * share).toFixed(1)} %`);
  return chart(
    {
      title,
      subtitle: [
        "Percent of each observed class, by row; framed: rightly",
        shown.length < classes.length
          ? `The ${shown.length} largest of ${classes.length} classes`
          : undefined,
      ],
      description: `Confusion matrix of ${count(rows.reduce((sum, row) => sum + Number(row.rows), 0))} rows. Of each class rightly predicted: ${said.join(", ")}.`,
    },
    {
      width: Math.min(520, Math.max(160, 64 * shown.length)),
      height: { step: 34 },
      data: { values },
      layer: [
        {
          mark: { type: "rect", color: colours.blue },
          encoding: {
            x,
            y,
            opacity: {
              field: "share",
              type: "quantitative",
              scale: { domain: [0, 1], range: [0.04, 1] },
              legend: null,
            },
            tooltip: [
              { field: "observed", type: "nominal" },
              { field: "predicted", type: "nominal" },
              { field: "rows", type: "quantitative", format: "," },
              { field: "share", type: "quantitative", format: ".1%" },
            ],
          },
        },
        {
          transform: [{ filter: "datum.right" }],
          mark: { type: "rect", filled: false, stroke: colours.vermilion, strokeWidth: 2 },
          encoding: { x, y },
        },
        {
          transform: [{ calculate: "100 * datum.share", as: "percent" }],
          mark: { type: "text", fontSize: 11 },
          encoding: { x, y, text: { field: "percent", type: "quantitative", format: ".0f" } },
        },
      ],
    },
  );
}

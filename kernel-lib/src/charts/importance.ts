import type { ChartSpec, JsonObject, ResultTable } from "../contract/index.js";
import { chart, colours } from "./spec.js";

const mostColumns = 30;

const measures = [
  { key: "permutation", label: "Permutation importance", colour: colours.blue, shape: "circle" },
  { key: "impurity", label: "Impurity importance", colour: colours.vermilion, shape: "square" },
] as const;

/**
 * Importance of the columns with intervals, each measure over its own largest, for their units differ. Without any
 * measure, shares of the splits.
 */
export function importanceChart(
  { columns, rows }: ResultTable,
  { title }: { title: string },
): ChartSpec | null {
  const shown = rows.slice(0, mostColumns);
  if (shown.length === 0) return null;
  const there = measures.filter(({ key }) => columns.some(({ name }) => name === key));
  const names = shown.map((row) => String(row.column));
  const y: JsonObject = {
    field: "column",
    type: "nominal",
    sort: names,
    title: null,
    axis: { grid: true, labelLimit: 220 },
  };
  const leading = there[0];
  const said = names.slice(0, 5).join(", ");
  const text = {
    title,
    subtitle: [
      leading
        ? "Over each measure's largest, with intervals; at 0 or below a column says nothing"
        : "Share of all splits",
      shown.length < rows.length ? `The ${shown.length} first of ${rows.length} columns` : undefined,
    ],
    description: `Importance of ${rows.length} columns${leading ? ` by ${there.map(({ label }) => label.toLowerCase()).join(" and ")}` : ""}. The most important: ${said}.`,
  };
  if (!leading) {
    return chart(text, {
      height: { step: 22 },
      data: { values: shown.map((row) => ({ column: String(row.column), share: Number(row.splits) })) },
      mark: { type: "bar", color: colours.blue },
      encoding: {
        y,
        x: { field: "share", type: "quantitative", title: "Share of splits", axis: { format: "%" } },
      },
    });
  }
  const values = there.flatMap(({ key, label }) => {
    const largest = Math.max(...rows.map((row) => Math.abs(Number(row[key])))) || 1;
    const scaled = (value: unknown) =>
      typeof value === "number" ? Number((value / largest).toPrecision(5)) : null;
    return shown.map((row) => ({
      column: String(row.column),
      measure: label,
      estimate: scaled(row[key]),
      lower: scaled(row[`${key}Lower`]),
      upper: scaled(row[`${key}Upper`]),
      value: typeof row[key] === "number" ? Number(row[key].toPrecision(5)) : null,
    }));
  });
  const axisTitle = "Importance over the largest";
  const scale = { domain: there.map(({ label }) => label) };
  const colour: JsonObject = {
    field: "measure",
    type: "nominal",
    title: null,
    scale: { ...scale, range: there.map((measure) => measure.colour) },
    legend: { orient: "bottom" },
  };
  return chart(text, {
    height: { step: there.length > 1 ? 28 : 22, ...(there.length > 1 && { for: "position" }) },
    data: { values },
    layer: [
      {
        mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
        encoding: { x: { datum: 0 } },
      },
      {
        mark: { type: "rule", strokeWidth: 2 },
        encoding: {
          y,
          yOffset: { field: "measure", type: "nominal" },
          x: { field: "lower", type: "quantitative", title: axisTitle },
          x2: { field: "upper" },
          color: colour,
        },
      },
      {
        mark: { type: "point", filled: true, size: 55, opacity: 1 },
        encoding: {
          y,
          yOffset: { field: "measure", type: "nominal" },
          x: { field: "estimate", type: "quantitative", title: axisTitle },
          color: colour,
          shape: {
            field: "measure",
            type: "nominal",
            title: null,
            scale: { ...scale, range: there.map((measure) => measure.shape) },
          },
          tooltip: [
            { field: "column", type: "nominal" },
            { field: "measure", type: "nominal" },
            { field: "value", type: "quantitative", title: "in its own unit" },
          ],
        },
      },
    ],
  });
}

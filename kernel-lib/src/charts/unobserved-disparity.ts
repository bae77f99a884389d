import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { OutcomeDisparity } from "../models/forest/hierarchical/index.js";
import { chart, colours } from "./spec.js";

/** Outcomes and classes that a chart has room for. */
const mostRowsDrawn = 40;

const methods = [
  { method: "observed", label: "class observed", colour: colours.grey, shape: "diamond" },
  { method: "weighted", label: "weighted", colour: colours.blue, shape: "circle" },
  { method: "thresholded", label: "thresholded", colour: colours.vermilion, shape: "square" },
] as const;

/**
 * Differences of each class from the reference: as the class itself shows them, as they could be told without it, and
 * between which bounds the proxies alone place them.
 */
export function unobservedDisparityChart(
  disparity: readonly OutcomeDisparity[],
  { protectedName, outcome }: { protectedName: string; outcome: string },
): ChartSpec | null {
  const several = disparity.length > 1;
  const all = disparity.flatMap(({ level, rows }) =>
    rows
      .filter(({ difference }) => difference !== null)
      .map((row) => ({ ...row, name: several ? `${level}: ${row.class}` : row.class })),
  );
  const names = [...new Set(all.map(({ name }) => name))];
  const shown = new Set(names.slice(0, mostRowsDrawn));
  const drawn = all.filter(({ name }) => shown.has(name));
  if (drawn.length === 0) return null;
  const reference = disparity[0]!.rows.find(({ difference }) => difference === null)?.class ?? "";
  const value = (number: number | null) => (number === null ? null : Number(number.toPrecision(5)));
  const points = drawn.flatMap((row) => {
    const style = methods.find(({ method }) => method === row.method);
    return style
      ? [
          {
            name: row.name,
            method: style.label,
            difference: value(row.difference),
            lower: value(row.differenceLower),
            upper: value(row.differenceUpper),
          },
        ]
      : [];
  });
  const bounds = [...shown].flatMap((name) => {
    const at = (method: string) => drawn.find((row) => row.name === name && row.method === method);
    const [low, high] = [at("lower bound"), at("upper bound")];
    return low && high ? [{ name, lower: value(low.difference), upper: value(high.difference) }] : [];
  });
  const of =
    disparity[0]!.level === null
      ? `mean ${outcome}`
      : several
        ? "share"
        : `share of '${disparity[0]!.level}'`;
  const axisTitle = `Difference in ${of} from ${reference}`;
  const y: JsonObject = {
    field: "name",
    type: "nominal",
    sort: [...shown],
    title: null,
    axis: { grid: true, labelLimit: 240 },
  };
  const yOffset: JsonObject = { field: "method", type: "nominal", sort: methods.map(({ label }) => label) };
  const colour: JsonObject = {
    field: "method",
    type: "nominal",
    title: null,
    scale: { domain: methods.map(({ label }) => label), range: methods.map((each) => each.colour) },
    legend: { orient: "bottom" },
  };
  const x = (field: string): JsonObject => ({ field, type: "quantitative", title: axisTitle });
  const farthest = points
    .filter(({ method, difference }) => method === "class observed" && difference !== null)
    .reduce<(typeof points)[number] | null>(
      (a, b) => (a === null || Math.abs(b.difference!) > Math.abs(a.difference!) ? b : a),
      null,
    );
  return chart(
    {
      title: `Disparity in ${outcome} by ${protectedName}, observed and not`,
      subtitle: [
        bounds.length > 0
          ? "Bars: bounds, all that the proxies alone can say. Lines: confidence intervals"
          : "Lines: confidence intervals",
        shown.size < names.length ? `${shown.size} of ${names.length} comparisons drawn` : undefined,
      ],
      description:
        `Differences from ${reference} in ${of} for ${shown.size} comparisons, with the class observed, weighted by its probability and thresholded.` +
        (farthest ? ` The largest with the class observed: ${farthest.name}, ${farthest.difference}.` : ""),
    },
    {
      height: { step: 44, for: "position" },
      data: { values: points },
      layer: [
        ...(bounds.length > 0
          ? [
              {
                data: { values: bounds },
                mark: { type: "bar", color: colours.blue, opacity: 0.18 },
                encoding: { y, x: x("lower"), x2: { field: "upper" } },
              },
            ]
          : []),
        { mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] }, encoding: { x: { datum: 0 } } },
        {
          mark: { type: "rule", strokeWidth: 2 },
          encoding: { y, yOffset, x: x("lower"), x2: { field: "upper" }, color: colour },
        },
        {
          mark: { type: "point", filled: true, size: 60, opacity: 1 },
          encoding: {
            y,
            yOffset,
            x: x("difference"),
            color: colour,
            shape: {
              field: "method",
              type: "nominal",
              title: null,
              scale: { domain: methods.map(({ label }) => label), range: methods.map(({ shape }) => shape) },
            },
          },
        },
      ],
    },
  );
}

import type { ChartSpec, JsonObject } from "../contract/index.js";
import { chart, colours } from "./spec.js";

/** Groups that a chart has room for, the largest. */
const mostGroups = 30;

export interface GroupDot {
  group: string;
  rows: number;
  /** What the dots of a group are told apart by, such as raw and calibrated. */
  series: string;
  value: number;
}

const marks = [
  { colour: colours.blue, shape: "circle" },
  { colour: colours.vermilion, shape: "square" },
  { colour: colours.green, shape: "triangle-up" },
  { colour: colours.grey, shape: "diamond" },
] as const;

/** A dot for each group and series, a row a group; the dashed line is what is promised. */
export function groupDotsChart(
  dots: readonly GroupDot[],
  {
    title,
    subtitle,
    description,
    axis,
    format,
    promised,
  }: {
    title: string;
    subtitle: (string | undefined)[];
    description: string;
    axis: string;
    format: string;
    promised?: number;
  },
): ChartSpec | null {
  if (dots.length === 0) return null;
  const sizes = new Map(dots.map(({ group, rows }) => [group, rows]));
  const names = [...sizes.keys()];
  const largest = new Set([...names].sort((a, b) => sizes.get(b)! - sizes.get(a)!).slice(0, mostGroups));
  const shown = names.filter((name) => largest.has(name));
  const series = [...new Set(dots.map((dot) => dot.series))];
  const own = series.map((_, index) => marks[index % marks.length]!);
  const x: JsonObject = {
    field: "value",
    type: "quantitative",
    title: axis,
    scale: { zero: false, padding: 12 },
    axis: { format },
  };
  return chart(
    {
      title,
      subtitle: [
        ...subtitle,
        shown.length < names.length ? `The ${shown.length} largest of ${names.length} groups` : undefined,
      ],
      description,
    },
    {
      height: { step: 26 },
      data: {
        values: dots
          .filter(({ group }) => largest.has(group))
          .map((dot) => ({ ...dot, value: Number(dot.value.toPrecision(5)) })),
      },
      layer: [
        ...(promised === undefined
          ? []
          : [
              {
                mark: { type: "rule", color: colours.grey, strokeDash: [4, 3], strokeWidth: 1.5 },
                encoding: { x: { datum: promised, type: "quantitative" } },
              },
            ]),
        {
          mark: { type: "point", filled: true, size: 80, opacity: 1 },
          encoding: {
            y: { field: "group", type: "nominal", sort: shown, title: null, axis: { grid: true } },
            x,
            color: {
              field: "series",
              type: "nominal",
              title: null,
              scale: { domain: series, range: own.map(({ colour }) => colour) },
              legend: { orient: "bottom", columns: 2 },
            },
            shape: {
              field: "series",
              type: "nominal",
              title: null,
              scale: { domain: series, range: own.map(({ shape }) => shape) },
            },
            tooltip: [
              { field: "group", type: "nominal" },
              { field: "series", type: "nominal" },
              { field: "rows", type: "quantitative", format: "," },
              { field: "value", type: "quantitative", format },
            ],
          },
        },
      ],
    },
  );
}

import type { Cell, ChartSpec, JsonObject, ResultTable } from "../contract/index.js";
import { chart, chartWidth, colours } from "./spec.js";

const criteria: [column: string, label: string][] = [
  ["bic", "BIC (persons)"],
  ["bicObservations", "BIC (observations)"],
  ["adjustedBic", "BIC (adjusted)"],
  ["aic", "AIC"],
  ["icl", "ICL"],
  ["cvLogLik", "held-out −2 log L"],
];
const qualities: [column: string, label: string][] = [
  ["relativeEntropy", "relative entropy"],
  ["smallestApp", "smallest APP"],
  ["smallestShare", "smallest group's share"],
];
const range = [colours.blue, colours.vermilion, colours.green, "#C77CB0", "#A87900", "#6F63D9"];
const shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];

/**
 * The comparison of numbers of groups: above, how far each criterion lies over its own smallest value; below, how
 * well the groups part. Returns null for fewer than two models.
 */
export function groupComparisonChart(
  { rows }: ResultTable,
  { chosen }: { chosen: number },
): ChartSpec | null {
  if (rows.length < 2) return null;
  const names = rows.map(nameOf);
  const models = new Set(names).size === rows.length ? names : names.map((name, i) => `${name} [${i + 1}]`);
  const values = (
    columns: [string, string][],
    change: (column: string, cells: (number | null)[]) => (number | null)[],
  ) =>
    columns.flatMap(([column, label]) => {
      const cells = change(
        column,
        rows.map((row) => number(row[column])),
      );
      return cells.flatMap((value, i) =>
        value === null ? [] : [{ model: models[i]!, measure: label, value: Number(value.toPrecision(6)) }],
      );
    });
  const above = values(criteria, (column, cells) => {
    // A likelihood is better the larger, and twice it is on the scale of the others.
    const smaller = column === "cvLogLik" ? cells.map((cell) => (cell === null ? null : -2 * cell)) : cells;
    const least = Math.min(...smaller.filter((cell) => cell !== null));
    return smaller.map((cell) => (cell === null ? null : cell - least));
  });
  const highest = Math.max(...above.map(({ value }) => value as number));
  const ticks = [0, ...Array.from({ length: 9 }, (_, k) => 10 ** (k + 1)).filter((tick) => tick <= highest)];
  const below = values(qualities, (_, cells) => cells);
  const x: JsonObject = {
    field: "model",
    type: "ordinal",
    sort: null,
    scale: { domain: models },
    axis: { labelAngle: 0 },
  };
  const panel = (
    data: JsonObject[],
    columns: [string, string][],
    y: JsonObject,
    title: string | null,
  ): JsonObject => {
    const present = columns
      .map(([, label]) => label)
      .filter((label) => data.some(({ measure }) => measure === label));
    const legend = { title: null, orient: "right" };
    return {
      width: chartWidth - 60,
      height: 190,
      data: { values: data },
      layer: [
        {
          data: { values: [{ model: models[chosen]! }] },
          mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
          encoding: { x },
        },
        {
          mark: { type: "line", strokeWidth: 1.5, point: false },
          encoding: {
            x: { ...x, title },
            y,
            color: { field: "measure", type: "nominal", scale: { domain: present, range }, legend },
          },
        },
        {
          mark: { type: "point", filled: true, size: 60, opacity: 1 },
          encoding: {
            x: { ...x, title },
            y,
            color: { field: "measure", type: "nominal", scale: { domain: present, range }, legend },
            shape: { field: "measure", type: "nominal", scale: { domain: present, range: shapes }, legend },
            tooltip: [
              { field: "model", type: "nominal", title: "groups" },
              { field: "measure", type: "nominal" },
              { field: "value", type: "quantitative", format: ".5~g" },
            ],
          },
        },
      ],
    };
  };
  const quantitative = (title: string, more: JsonObject): JsonObject => ({
    field: "value",
    type: "quantitative",
    title,
    ...more,
  });
  return chart(
    {
      title: "How many groups?",
      subtitle: [
        "Above: each criterion less its smallest value, on a log scale: 0 is its choice, over 10 is a lot",
        "Below: how well the groups part, from 0 to 1; dashed: the model reported",
      ],
      description: describe(rows, models, chosen),
    },
    {
      vconcat: [
        panel(
          above,
          criteria,
          quantitative("Above the smallest", {
            scale: { type: "symlog", constant: 10, domainMin: 0 },
            axis: { values: ticks, format: ",.0f" },
          }),
          null,
        ),
        panel(
          below,
          qualities,
          quantitative("Share or probability", { scale: { domain: [0, 1] } }),
          "Groups",
        ),
      ],
      resolve: { scale: { color: "independent", shape: "independent" } },
    },
  );
}

const number = (cell: Cell | undefined): number | null =>
  typeof cell === "number" && Number.isFinite(cell) ? cell : null;

function nameOf(row: Record<string, Cell>): string {
  return String(row.groups);
}

function describe(rows: Record<string, Cell>[], models: string[], chosen: number): string {
  const best = criteria.slice(0, 5).flatMap(([column, label]) => {
    const cells = rows.map((row) => number(row[column]) ?? Infinity);
    const least = Math.min(...cells);
    return Number.isFinite(least) ? [`${label} is smallest at ${models[cells.indexOf(least)]}`] : [];
  });
  return `Fit of models with ${models.join(", ")} groups. ${best.join("; ")}. The model reported has ${models[chosen]}.`;
}

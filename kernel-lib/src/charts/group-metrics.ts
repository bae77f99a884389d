import type { ChartSpec, Json, JsonObject } from "../contract/index.js";
import type { Estimate, GroupMeasure, GroupMetrics } from "../metrics/fairness/index.js";
import { groupMeasureLabels } from "../metrics/fairness/tables.js";
import { chart, colours } from "./spec.js";

/** Groups that the plot has room for, in all. */
const mostGroups = 24;

const drawn: GroupMeasure[] = [
  "selectionRate",
  "errorRate",
  "falsePositiveRate",
  "truePositiveRate",
  "precision",
  "auc",
];

/** A dot with its interval for each group, a panel a measure; dashed: everybody together. */
export function groupMetricsChart({
  overall,
  sets,
  measures,
  level,
  bootstraps,
}: GroupMetrics): ChartSpec | null {
  // Intersections come last; where they are what another set says already, or very many, they are left to the table.
  const plain = sets.filter(({ by }) => by.length === 1);
  const several = plain.length > 1;
  const groups = plain.flatMap(({ by, groups: own }) =>
    own.map((group) => ({
      name: several && by[0] !== "cohort" ? `${by[0]}: ${group.levels[0]}` : group.levels[0]!,
      ...group,
    })),
  );
  const shown = groups.slice(0, mostGroups);
  const names = drawn.filter((name) => measures.includes(name));
  if (shown.length === 0) return null;
  const labels = names.map((name) => groupMeasureLabels[name]);
  const values = names.flatMap((measure) =>
    shown.map(({ name, rows, metrics }): JsonObject => ({
      group: name,
      rows,
      measure: groupMeasureLabels[measure],
      ...numbersOf(metrics[measure]),
      overall: round(overall.metrics[measure]!.estimate),
    })),
  );
  const y: JsonObject = {
    field: "group",
    type: "nominal",
    sort: shown.map(({ name }) => name),
    title: null,
    axis: { grid: true },
  };
  const x: JsonObject = {
    type: "quantitative",
    title: null,
    scale: { zero: false },
    axis: { tickCount: 3, format: "~g" },
  };
  return chart(
    {
      title: "Metrics by group",
      subtitle: [
        bootstraps > 0
          ? `${round(100 * level)} % bootstrap intervals; dashed: everybody together`
          : "Dashed: everybody together",
        "Every row is judged by thresholds that it had no part in choosing",
        shown.length < groups.length ? `${shown.length} of ${groups.length} groups drawn` : undefined,
      ],
      description: describe(shown),
    },
    {
      data: { values },
      facet: {
        field: "measure",
        type: "nominal",
        sort: labels,
        title: null,
        header: { labelFontSize: 12, labelFontWeight: "bold" },
      },
      columns: 3,
      spacing: { row: 18, column: 14 },
      resolve: { scale: { x: "independent" } },
      spec: {
        width: 135,
        height: { step: shown.length > 12 ? 15 : 20 },
        layer: [
          {
            mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
            encoding: { x: { ...x, field: "overall", aggregate: "min" } },
          },
          {
            transform: [{ filter: "isValid(datum.lower)" }],
            mark: { type: "rule", strokeWidth: 2, color: colours.blue },
            encoding: { y, x: { ...x, field: "lower" }, x2: { field: "upper" } },
          },
          {
            mark: { type: "point", filled: true, size: 50, opacity: 1, color: colours.blue },
            encoding: {
              y,
              x: { ...x, field: "estimate" },
              tooltip: [
                { field: "group", type: "nominal" },
                { field: "rows", type: "quantitative", format: "," },
                { field: "measure", type: "nominal" },
                ...["estimate", "lower", "upper", "overall"].map((field) => ({
                  field,
                  type: "quantitative",
                  format: ".4f",
                })),
              ],
            },
          },
        ],
      },
    },
  );
}

const round = (value: number | null): Json =>
  value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(5));

const numbersOf = ({ estimate, lower, upper }: Estimate = { estimate: null, lower: null, upper: null }) => ({
  estimate: round(estimate),
  lower: round(lower),
  upper: round(upper),
});

function describe(groups: { name: string; metrics: Partial<Record<GroupMeasure, Estimate>> }[]): string {
  const say = (measure: GroupMeasure) => {
    const known = groups.flatMap(({ name, metrics }) => {
      const value = metrics[measure]?.estimate;
      return value === null || value === undefined ? [] : [{ name, value }];
    });
    if (known.length === 0) return [];
    const [low, high] = [
      known.reduce((a, b) => (b.value < a.value ? b : a)),
      known.reduce((a, b) => (b.value > a.value ? b : a)),
    ];
    const text = (value: number) => String(Number(value.toPrecision(3)));
    return [
      `${groupMeasureLabels[measure]}: from ${text(low.value)} (${low.name}) to ${text(high.value)} (${high.name})`,
    ];
  };
  const parts = (["selectionRate", "errorRate", "falsePositiveRate", "truePositiveRate"] as const).flatMap(
    say,
  );
  return `Metrics of ${groups.length} groups with intervals. ${parts.join("; ")}.`;
}

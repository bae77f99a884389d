import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { MeasuredSet } from "../metrics/fairness/index.js";
import { chart, colours } from "./spec.js";

const mostPanels = 12;

/** Share of positives against the mean score, in tenths of the scores, a panel a cohort. */
export function cohortCalibrationChart({ groups }: MeasuredSet): ChartSpec | null {
  const scored = groups.filter(({ calibration }) => calibration !== null && calibration.length > 0);
  const shown = [...scored].sort((a, b) => b.rows - a.rows).slice(0, mostPanels);
  if (shown.length === 0) return null;
  const names = shown.map(({ levels }) => levels[0]!);
  const values = shown.flatMap(({ levels, calibration }) =>
    calibration!.map(({ from, to, weight, meanScore, observed }): JsonObject => ({
      cohort: levels[0]!,
      scores: `${from} to ${to}`,
      predicted: round(meanScore),
      observed: round(observed),
      rows: Number(weight.toPrecision(6)),
    })),
  );
  const x: JsonObject = {
    field: "predicted",
    type: "quantitative",
    title: "Mean score",
    scale: { domain: [0, 1] },
    axis: { values: [0, 0.5, 1] },
  };
  const y: JsonObject = {
    field: "observed",
    type: "quantitative",
    title: "Share of positives",
    scale: { domain: [0, 1] },
    axis: { values: [0, 0.5, 1] },
  };
  return chart(
    {
      title: "Calibration by cohort",
      subtitle: [
        "Tenths of the scores, larger where more rows are; on the dashed line, scores are true shares",
        shown.length < scored.length ? `The ${shown.length} largest of ${scored.length} cohorts` : undefined,
      ],
      description: describe(shown),
    },
    {
      data: { values },
      facet: {
        field: "cohort",
        type: "nominal",
        sort: names,
        title: null,
        header: { labelFontSize: 12, labelLimit: 240 },
      },
      columns: 3,
      spacing: 18,
      spec: {
        width: 145,
        height: 145,
        layer: [
          {
            mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
            encoding: {
              x: { datum: 0, type: "quantitative" },
              y: { datum: 0, type: "quantitative" },
              x2: { datum: 1 },
              y2: { datum: 1 },
            },
          },
          { mark: { type: "line", color: colours.blue, strokeWidth: 1.5 }, encoding: { x, y } },
          {
            mark: { type: "point", filled: true, color: colours.blue, opacity: 1 },
            encoding: {
              x,
              y,
              size: { field: "rows", type: "quantitative", scale: { range: [12, 120] }, legend: null },
              tooltip: [
                { field: "cohort", type: "nominal" },
                { field: "scores", type: "nominal" },
                { field: "predicted", type: "quantitative", title: "mean score", format: ".3f" },
                { field: "observed", type: "quantitative", title: "share of positives", format: ".3f" },
                { field: "rows", type: "quantitative", format: ",.4~g" },
              ],
            },
          },
        ],
      },
    },
  );
}

const round = (value: number) => Number(value.toPrecision(4));

function describe(groups: MeasuredSet["groups"]): string {
  const said = groups.slice(0, 8).map(({ levels, metrics }) => {
    const error = metrics.calibrationError?.estimate;
    return `${levels[0]} ${typeof error === "number" ? Number(error.toPrecision(2)) : "unknown"}`;
  });
  return `Share of positives against mean score in ${groups.length} cohorts. Calibration error, the mean distance of the two: ${said.join(", ")}.`;
}

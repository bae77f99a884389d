import type { ChartSpec, JsonObject, ResultTable } from "../contract/index.js";
import { byCohort, mostCohorts } from "./cohort-marks.js";
import { chart } from "./spec.js";

/** How the weight of outside rows was chosen: the cross-validated score of each, over the folds. */
export function thetaChart({ columns, rows }: ResultTable): ChartSpec | null {
  const cohorts = [...new Set(rows.map(({ cohort }) => String(cohort)))];
  const shown = cohorts.slice(0, mostCohorts);
  const values = rows
    .filter(({ cohort, score }) => shown.includes(String(cohort)) && typeof score === "number")
    .map((row): JsonObject => ({ ...row }));
  if (values.length < 2) return null;
  const scoreName = columns.find(({ name }) => name === "score")?.label ?? "Score";
  const x: JsonObject = { field: "theta", type: "quantitative", title: "θ, weight of outside rows" };
  const y: JsonObject = { type: "quantitative", title: scoreName, scale: { zero: false } };
  const color = byCohort(shown, "color");
  const chosen = values.filter((row) => row.chosen === true);
  return chart(
    {
      title: "Weight of outside rows",
      subtitle: [
        `${scoreName} in cross-validation; thin lines: lowest to highest fold; ring: chosen`,
        shown.length < cohorts.length ? `${shown.length} of ${cohorts.length} cohorts drawn` : undefined,
      ],
      description: `${scoreName} by the weight of outside rows. Chosen: ${chosen
        .map(
          ({ cohort, theta, score }) =>
            `${String(cohort)} ${String(theta)} (${Number((score as number).toPrecision(3))})`,
        )
        .join("; ")}.`,
    },
    {
      data: { values },
      layer: [
        {
          mark: { type: "rule", strokeWidth: 1, opacity: 0.5 },
          encoding: { x, y: { field: "lowest", ...y }, y2: { field: "highest" }, color },
        },
        {
          mark: { type: "line", strokeWidth: 1.5 },
          encoding: { x, y: { field: "score", ...y }, color },
        },
        {
          mark: { type: "point", filled: true, size: 60, opacity: 1 },
          encoding: {
            x,
            y: { field: "score", ...y },
            color,
            shape: byCohort(shown, "shape"),
            tooltip: [
              { field: "cohort", type: "nominal" },
              { field: "theta", type: "quantitative", title: "θ" },
              ...["score", "lowest", "highest"].map((field) => ({
                field,
                type: "quantitative",
                format: ".4~g",
              })),
              { field: "folds", type: "quantitative" },
            ],
          },
        },
        {
          transform: [{ filter: "datum.chosen" }],
          mark: { type: "point", size: 240, strokeWidth: 2 },
          encoding: { x, y: { field: "score", ...y }, color },
        },
      ],
    },
  );
}

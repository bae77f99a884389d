import { type ChartSpec, type JsonObject, type ResultTable, shapes } from "../contract/index.js";
import { byCohort, mostCohorts } from "./cohort-marks.js";
import { count } from "./reduce.js";
import { guide } from "./scatter.js";
import { chart, colours } from "./spec.js";

/**
 * Observed share of each class against its estimated probability, in tenths; of a number, observed against estimated
 * means. On the dashed line the estimates can be taken at their word.
 */
export function recoveryCalibrationChart(
  { rows }: ResultTable,
  { protectedName, classes }: { protectedName: string; classes: readonly string[] | null },
): ChartSpec | null {
  if (rows.length === 0) return null;
  const shown = classes?.slice(0, mostCohorts) ?? null;
  const values = rows
    .filter((row) => !shown || shown.includes(String(row.class)))
    .map((row) => ({
      ...(shown && { cohort: String(row.class) }),
      estimated: short(row.estimated),
      observed: short(row.observed),
      rows: Number(row.rows),
    }));
  const least = shown ? 0 : Math.min(...values.map(({ estimated }) => estimated));
  const most = shown ? 1 : Math.max(...values.map(({ estimated }) => estimated));
  const of = shown ? "share" : "mean";
  const x: JsonObject = {
    field: "estimated",
    type: "quantitative",
    title: shown ? "Estimated probability" : `Estimated ${protectedName}`,
    scale: { zero: shown !== null },
  };
  const y: JsonObject = {
    field: "observed",
    type: "quantitative",
    title: shown ? "Share of the class" : `Mean ${protectedName}`,
    scale: { zero: shown !== null },
  };
  const colour = shown ? byCohort(shown, "color", protectedName) : { value: colours.blue };
  const worst = values.reduce((a, b) =>
    b.rows * Math.abs(b.observed - b.estimated) > a.rows * Math.abs(a.observed - a.estimated) ? b : a,
  );
  return chart(
    {
      title: `Proxy recovery: can the estimates of '${protectedName}' be taken at their word?`,
      subtitle: [
        `Observed ${of} of rows estimated alike; larger marks: more rows. Dashed: perfect agreement`,
        classes && shown && shown.length < classes.length
          ? `${shown.length} of ${classes.length} classes drawn`
          : undefined,
      ],
      description:
        `Observed ${of} against estimates of ${protectedName} in ${values.length} groups of rows. ` +
        `The gap that concerns most rows: estimated ${worst.estimated}, observed ${worst.observed}, ${count(Math.round(worst.rows))} rows${"cohort" in worst ? ` (${String(worst.cohort)})` : ""}.`,
    },
    {
      width: 400,
      height: 340,
      layer: [
        guide([least, most], [least, most]),
        { data: { values }, mark: { type: "line", strokeWidth: 1.5 }, encoding: { x, y, color: colour } },
        {
          data: { values },
          mark: { type: "point", filled: true, opacity: 1 },
          encoding: {
            x,
            y,
            color: colour,
            shape: shown ? byCohort(shown, "shape", protectedName) : { value: shapes[0]! },
            size: { field: "rows", type: "quantitative", scale: { range: [20, 160] }, legend: null },
            tooltip: [
              ...(shown ? [{ field: "cohort", type: "nominal", title: "class" }] : []),
              { field: "estimated", type: "quantitative", format: ".3f" },
              { field: "observed", type: "quantitative", format: ".3f" },
              { field: "rows", type: "quantitative", format: ",.0f" },
            ],
          },
        },
      ],
    },
  );
}

const short = (value: unknown): number => Number(Number(value).toPrecision(4));

import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { PartialDependence } from "../models/forest/index.js";
import { byCohort, mostCohorts } from "./cohort-marks.js";
import { chart, colours } from "./spec.js";

/** Panels of a chart. */
const mostColumns = 6;

/**
 * What the forest predicts on average with one column held at each of some values: a panel a column, a line a class.
 * @param levels Classes of the outcome; null for a number.
 */
export function partialDependenceChart(
  curves: readonly PartialDependence[],
  { outcome, levels }: { outcome: string; levels: readonly string[] | null },
): ChartSpec | null {
  const shown = curves.slice(0, mostColumns);
  if (shown.length === 0) return null;
  // Of two classes one line says all.
  const places = levels === null ? [0] : levels.length === 2 ? [1] : [...levels.keys()].slice(0, mostCohorts);
  const names = levels ? places.map((k) => levels[k]!) : [];
  const y: JsonObject = {
    field: "mean",
    type: "quantitative",
    title: levels
      ? levels.length === 2
        ? `P(${outcome} = ${names[0]})`
        : "Mean probability"
      : `Mean predicted ${outcome}`,
    scale: { zero: false },
  };
  const colour: JsonObject = names.length > 1 ? byCohort(names, "color", outcome) : { value: colours.blue };
  const panels = shown.map(({ column, points }): JsonObject => {
    const numeric = points.every(({ value }) => typeof value === "number");
    const x: JsonObject = numeric
      ? { field: "value", type: "quantitative", title: column, scale: { zero: false } }
      : {
          field: "value",
          type: "nominal",
          title: column,
          sort: null,
          axis: { labelAngle: -40, labelLimit: 90 },
        };
    return {
      width: 230,
      height: 170,
      data: {
        values: points.flatMap(({ value, mean }) =>
          places.map((k) => ({
            value: typeof value === "number" ? Number(value.toPrecision(5)) : value,
            mean: Number(mean[k]!.toPrecision(5)),
            ...(names.length > 1 && { cohort: levels![k]! }),
          })),
        ),
      },
      layer: [
        ...(numeric ? [{ mark: { type: "line", strokeWidth: 2 }, encoding: { x, y, color: colour } }] : []),
        {
          mark: { type: "point", filled: true, size: numeric ? 16 : 50, opacity: 1 },
          encoding: {
            x,
            y,
            color: colour,
            ...(names.length > 1 && { shape: byCohort(names, "shape", outcome) }),
          },
        },
      ],
    };
  });
  const reach = shown.map(({ column, points }) => {
    const all = points.flatMap(({ mean }) => places.map((k) => mean[k]!));
    return `${column} from ${Number(Math.min(...all).toPrecision(3))} to ${Number(Math.max(...all).toPrecision(3))}`;
  });
  const pairs = Array.from({ length: Math.ceil(panels.length / 2) }, (_, row) => ({
    hconcat: panels.slice(2 * row, 2 * row + 2),
  }));
  return chart(
    {
      title: `Partial dependence of ${outcome}`,
      subtitle: [
        "What the forest predicts with one column held at a value; not what would happen were it changed",
      ],
      description: `Mean predictions of ${outcome} along ${shown.length} columns: ${reach.join("; ")}.`,
    },
    { vconcat: pairs },
  );
}

import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { TextCategories } from "../features/text/index.js";
import { chart, chartWidth, colours } from "./spec.js";

/**
 * What speaks for each number of categories: the dispersion that is left within them, whose bend is the elbow, and how
 * much nearer texts are to their own category than to the next, the mean silhouette.
 */
export function elbowChart({ judged, names }: TextCategories): ChartSpec {
  const first = judged[0]?.within || 1;
  const values = judged.map(({ clusters, within, silhouette }) => ({
    categories: clusters,
    dispersion: Number((within / first).toPrecision(5)),
    silhouette: silhouette === null ? null : Number(silhouette.toPrecision(5)),
    chosen: clusters === names.length,
  }));
  const x: JsonObject = {
    field: "categories",
    type: "quantitative",
    title: "Number of categories",
    scale: { zero: false, nice: false, padding: 8 },
    axis: { tickMinStep: 1, format: "d" },
  };
  const panel = (field: "dispersion" | "silhouette", title: string, format: string): JsonObject => {
    const y: JsonObject = { field, type: "quantitative", title, scale: { zero: field === "dispersion" } };
    const tooltip: JsonObject[] = [
      { field: "categories", type: "quantitative" },
      { field: "dispersion", type: "quantitative", format: ".1%" },
      { field: "silhouette", type: "quantitative", format: ".3f" },
    ];
    return {
      width: chartWidth,
      height: 130,
      layer: [
        {
          mark: {
            type: "line",
            color: colours.blue,
            strokeWidth: 1.5,
            point: { filled: true, size: 30, color: colours.blue },
          },
          encoding: { x, y: { ...y, axis: { format } }, tooltip },
        },
        {
          transform: [{ filter: "datum.chosen" }],
          mark: { type: "point", size: 200, strokeWidth: 2, color: colours.vermilion },
          encoding: { x, y },
        },
      ],
    };
  };
  const chosen = values.find((value) => value.chosen);
  return chart(
    {
      title: "How many categories?",
      subtitle: `Ring: ${names.length}, the number in use`,
      description:
        `Dispersion within categories and mean silhouette for ${values.length} numbers of categories. ` +
        (chosen
          ? `At ${names.length}, the number in use, ${(100 * chosen.dispersion).toFixed(0)} % of the dispersion is left and the mean silhouette is ${chosen.silhouette ?? "not defined"}.`
          : `${names.length} are in use.`),
    },
    {
      data: { values },
      vconcat: [panel("dispersion", "Dispersion left", ".0%"), panel("silhouette", "Mean silhouette", ".2f")],
    },
  );
}

import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { HierarchicalForestDetails } from "../models/forest/hierarchical/index.js";
import { byCohort, mostCohorts } from "./cohort-marks.js";
import { rocPoints } from "./roc-points.js";
import { guide } from "./scatter.js";
import { chart } from "./spec.js";

/** Points of all curves together. */
const mostPoints = 800;

/** ROC curve of each class against all others: how well the proxies tell it apart. */
export function recoveryRocChart({
  protectedName,
  levels,
  bottom,
  estimates,
  recovery,
}: HierarchicalForestDetails): ChartSpec | null {
  const { target, weights } = bottom;
  if (!levels || !recovery || target.kind !== "classes") return null;
  const classes = levels.length;
  const { values } = estimates;
  const known = Int32Array.from(target.y.keys()).filter((row) => !Number.isNaN(values[row * classes]));
  const own = weights && Float64Array.from(known, (row) => weights[row]!);
  // Of two classes both curves say the same.
  const places = classes === 2 ? [1] : [...levels.keys()].slice(0, mostCohorts);
  const curves = places.flatMap((k) => {
    const points = rocPoints(
      Float64Array.from(known, (row) => values[row * classes + k]!),
      Uint8Array.from(known, (row) => +(target.y[row] === k)),
      { weights: own, most: Math.floor(mostPoints / places.length) },
    );
    return points ? [{ name: levels[k]!, auc: recovery[k]!.auc, ...points }] : [];
  });
  if (curves.length === 0) return null;
  const names = curves.map(({ name }) => name);
  const said = curves.map(({ name, auc }) => `${name} ${auc.toFixed(3)}`).join(", ");
  const x: JsonObject = { field: "fpr", type: "quantitative", title: "Share of others taken for the class" };
  const y: JsonObject = { field: "tpr", type: "quantitative", title: "Share of the class found" };
  return chart(
    {
      title: `Proxy recovery: how well '${protectedName}' can be told from the proxies`,
      subtitle: [
        `Each class against all others. Dashed: chance. AUC: ${said}`.slice(0, 160),
        places.length < classes && classes > 2 ? `${places.length} of ${classes} classes drawn` : undefined,
      ],
      description: `ROC curves of ${names.length} ${names.length === 1 ? "class" : "classes"} of ${protectedName} estimated from proxies. Areas under the curves: ${said}.`,
    },
    {
      width: 380,
      height: 380,
      layer: [
        guide([0, 1], [0, 1]),
        {
          data: {
            values: curves.flatMap(({ name, fpr, tpr }) =>
              fpr.map((value, order) => ({
                cohort: name,
                fpr: Number(value.toPrecision(4)),
                tpr: Number(tpr[order]!.toPrecision(4)),
                order,
              })),
            ),
          },
          mark: { type: "line", strokeWidth: 2 },
          encoding: {
            x,
            y,
            color: byCohort(names, "color", protectedName),
            order: { field: "order", type: "quantitative" },
            tooltip: [
              { field: "cohort", type: "nominal", title: "class" },
              { field: "fpr", type: "quantitative", format: ".3f" },
              { field: "tpr", type: "quantitative", format: ".3f" },
            ],
          },
        },
      ],
    },
  );
}

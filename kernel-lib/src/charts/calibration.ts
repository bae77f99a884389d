import type { ChartSpec } from "../contract/index.js";
import { bands } from "../contract/index.js";
import type { LinearDetails } from "../models/linear/index.js";
import { guide } from "./scatter.js";
import { chart, colours, rows } from "./spec.js";

export interface CalibrationGroup {
  predicted: number;
  observed: number;
  lower: number;
  upper: number;
  /** Rows, or the sum of their weights. */
  size: number;
}

/** Observed share against mean predicted probability in groups of similar predictions, with 95 % intervals. */
export function calibrationChart(details: LinearDetails): ChartSpec {
  const groups = calibrationGroups(details);
  const column = (name: keyof CalibrationGroup) => groups.map((group) => group[name]);
  const x = { field: "predicted", type: "quantitative", title: "Predicted probability" };
  const title = "Observed share";
  const worst = groups.reduce((a, b) =>
    Math.abs(b.observed - b.predicted) > Math.abs(a.observed - a.predicted) ? b : a,
  );
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return chart(
    {
      title: "Calibration: observed against predicted",
      subtitle: [
        `${groups.length} groups of similar prediction, 95 % Wilson intervals`,
        "Dashed: perfect agreement",
      ],
      description:
        `Observed shares against predicted probabilities in ${groups.length} groups. ` +
        `The group furthest from agreement is predicted ${percent(worst.predicted)} and observed ${percent(worst.observed)}.`,
    },
    {
      height: 340,
      width: 400,
      data: {
        values: rows({
          predicted: column("predicted"),
          observed: column("observed"),
          lower: column("lower"),
          upper: column("upper"),
          rows: column("size"),
        }),
      },
      layer: [
        guide([0, 1], [0, 1]),
        {
          mark: { type: "rule", color: colours.blue, strokeWidth: 1.5 },
          encoding: { x, y: { field: "lower", type: "quantitative", title }, y2: { field: "upper" } },
        },
        {
          mark: { type: "point", filled: true, opacity: 1, size: 50, color: colours.blue },
          encoding: {
            x,
            y: { field: "observed", type: "quantitative", title },
            tooltip: [
              { field: "predicted", type: "quantitative", format: ".3f" },
              { field: "observed", type: "quantitative", format: ".3f" },
              { field: "rows", type: "quantitative", format: ",.0f" },
            ],
          },
        },
      ],
    },
  );
}

/**
 * Up to 20 groups of about equal size, none under about 10 rows, in the order of their predictions; rows with the
 * same prediction stay together. Intervals are Wilson's (1927) at 95 %.
 */
export function calibrationGroups({ fitted, response, weights }: LinearDetails): CalibrationGroup[] {
  const wanted = Math.max(1, Math.min(20, Math.floor(fitted.length / 10)));
  return bands(fitted, wanted).map(group);

  function group(members: Uint32Array): CalibrationGroup {
    let size = 0;
    let predicted = 0;
    let positives = 0;
    for (const i of members) {
      const weight = weights?.[i] ?? 1;
      size += weight;
      predicted += weight * fitted[i]!;
      positives += weight * response[i]!;
    }
    return {
      predicted: predicted / size,
      observed: positives / size,
      size,
      ...wilson(positives / size, size),
    };
  }
}

function wilson(share: number, n: number): { lower: number; upper: number } {
  const z2 = 1.959963984540054 ** 2;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt((z2 * share * (1 - share)) / n + z2 ** 2 / (4 * n ** 2)) / (1 + z2 / n);
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

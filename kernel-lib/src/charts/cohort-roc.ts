import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { DecoupledDetails } from "../models/decoupled/index.js";
import { byCohort, drawnNote, largestCohorts, mostCohorts, percent } from "./cohort-marks.js";
import { guide } from "./scatter.js";
import { chart } from "./spec.js";

/** Points of all curves together. */
const mostPoints = 700;

/** ROC curve of each cohort, on rows that the models did not see, with the point at which its thresholds work. */
export function cohortRocChart(details: DecoupledDetails): ChartSpec | null {
  const { cohorts, cohort } = details;
  const shown = largestCohorts(cohort, cohorts.length, mostCohorts);
  const most = Math.floor(mostPoints / shown.length);
  const curves = shown.flatMap((k) => {
    const found = curveOf(details, k, most);
    return found ? [{ name: cohorts[k]!, ...found }] : [];
  });
  if (curves.length === 0) return null;
  const names = curves.map(({ name }) => name);
  const x: JsonObject = { field: "fpr", type: "quantitative", title: "False-positive rate" };
  const y: JsonObject = { field: "tpr", type: "quantitative", title: "True-positive rate" };
  const tooltip: JsonObject[] = [
    { field: "cohort", type: "nominal" },
    { field: "fpr", type: "quantitative", title: "false-positive rate", format: ".3f" },
    { field: "tpr", type: "quantitative", title: "true-positive rate", format: ".3f" },
  ];
  return chart(
    {
      title: "ROC curves by cohort",
      subtitle: [
        "On rows that the models did not see. Marks: where the thresholds work",
        "Marks at one height: equal true-positive rates; at one place: equalised odds",
        drawnNote(shown.length, cohorts.length),
      ],
      description: `ROC curves of ${names.length} cohorts. ${curves
        .map(
          ({ name, at }) =>
            `${name} works at a true-positive rate of ${percent(at.tpr)} for ${percent(at.fpr)} false positives`,
        )
        .join("; ")}.`,
    },
    {
      width: 380,
      height: 380,
      layer: [
        guide([0, 1], [0, 1]),
        {
          data: {
            values: curves.flatMap(({ name, fpr, tpr }) =>
              fpr.map((value, i) => ({ cohort: name, fpr: round(value), tpr: round(tpr[i]!), order: i })),
            ),
          },
          mark: { type: "line", strokeWidth: 2 },
          encoding: {
            x,
            y,
            color: byCohort(names, "color"),
            order: { field: "order", type: "quantitative" },
            tooltip,
          },
        },
        {
          data: {
            values: curves.map(({ name, at }) => ({ cohort: name, fpr: round(at.fpr), tpr: round(at.tpr) })),
          },
          mark: { type: "point", filled: true, size: 130, opacity: 1 },
          encoding: { x, y, color: byCohort(names, "color"), shape: byCohort(names, "shape"), tooltip },
        },
      ],
    },
  );
}

const round = (value: number) => Number(value.toPrecision(4));

interface Curve {
  fpr: number[];
  tpr: number[];
  /** Where the predictions are. */
  at: { fpr: number; tpr: number };
}

/** Null where the cohort has rows of one class only, or none that were judged. */
function curveOf(
  { cohort, judgedOn, labels, weights, predictions }: DecoupledDetails,
  k: number,
  most: number,
): Curve | null {
  const rows = Int32Array.from(cohort.keys()).filter(
    (row) => cohort[row] === k && !Number.isNaN(judgedOn[row]!),
  );
  rows.sort((a, b) => judgedOn[b]! - judgedOn[a]!);
  const totals = [0, 0];
  const selected = [0, 0];
  for (const row of rows) {
    const weight = weights?.[row] ?? 1;
    totals[labels[row]!]! += weight;
    if (predictions?.[row] === 1) selected[labels[row]!]! += weight;
  }
  if (totals[0] === 0 || totals[1] === 0) return null;
  const fpr = [0];
  const tpr = [0];
  const sums = [0, 0];
  rows.forEach((row, i) => {
    sums[labels[row]!]! += weights?.[row] ?? 1;
    if (i + 1 < rows.length && judgedOn[rows[i + 1]!] === judgedOn[row]) return;
    const [x, y] = [sums[0]! / totals[0]!, sums[1]! / totals[1]!];
    // A straight run needs its ends only.
    const last = fpr.length - 1;
    const straight = last > 0 && (x === fpr[last - 1] || y === tpr[last - 1]);
    fpr[straight ? last : last + 1] = x;
    tpr[straight ? last : last + 1] = y;
  });
  const step = Math.max(1, (fpr.length - 1) / (most - 1));
  const keep = Array.from({ length: Math.floor((fpr.length - 1) / step) + 1 }, (_, i) =>
    Math.round(i * step),
  );
  return {
    fpr: keep.map((i) => fpr[i]!),
    tpr: keep.map((i) => tpr[i]!),
    at: { fpr: selected[0]! / totals[0]!, tpr: selected[1]! / totals[1]! },
  };
}

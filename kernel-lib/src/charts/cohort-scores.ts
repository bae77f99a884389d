import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { DecoupledDetails } from "../models/decoupled/index.js";
import { drawnNote, largestCohorts, percent } from "./cohort-marks.js";
import { thresholdText } from "./frontier.js";
import { chart, chartWidth, colours } from "./spec.js";

const bins = 40;
const mostPanels = 12;

/**
 * Scores of each cohort by what came true, positives above the line and others below, with the threshold: full colour
 * right of it is who is selected. Returns null but for two classes.
 */
export function cohortScoresChart(details: DecoupledDetails, { label }: { label: string }): ChartSpec | null {
  const { cohorts, cohort, chosenOn, levels, thresholds } = details;
  if (!thresholds) return null;
  const shown = largestCohorts(cohort, cohorts.length, mostPanels);
  const names = shown.map((k) => cohorts[k]!);
  const classes = [1, 0].map((code) => `${label} = ${levels![code]}`);
  const values = shown.flatMap((k) => histogram(details, k, classes));
  const scores = {
    "held-out": "held out",
    "out-of-fold": "out of fold",
    training: "training",
    score: "as given",
  };
  return chart(
    {
      title: "Scores and thresholds by cohort",
      subtitle: [
        `Above the line ${classes[0]}, below it ${classes[1]}; line: the cohort's threshold`,
        `Full colour: selected. Scores ${scores[chosenOn.kind]}; areas are shares of the cohort`,
        drawnNote(shown.length, cohorts.length),
      ],
      description: describe(details, shown, classes[0]!),
    },
    {
      data: { values },
      facet: {
        row: {
          field: "cohort",
          type: "nominal",
          sort: names,
          title: null,
          header: { labelAngle: 0, labelAlign: "left", labelFontSize: 12, labelLimit: 240 },
        },
      },
      spacing: 6,
      spec: {
        width: chartWidth - 60,
        height: Math.max(50, Math.min(110, 480 / shown.length)),
        layer: [
          {
            transform: [{ filter: "isValid(datum.from)" }],
            mark: { type: "rect" },
            encoding: {
              x: scoreAxis("from"),
              x2: { field: "to" },
              y: { field: "density", type: "quantitative", title: null, axis: null },
              y2: { datum: 0 },
              color: {
                field: "class",
                type: "nominal",
                scale: { domain: classes, range: [colours.vermilion, colours.blue] },
                legend: { title: null, orient: "bottom" },
              },
              opacity: {
                field: "selected",
                type: "ordinal",
                scale: { domain: [true, false], range: [1, 0.35] },
                legend: null,
              },
              tooltip: [
                { field: "cohort", type: "nominal" },
                { field: "class", type: "nominal", title: "in truth" },
                { field: "from", type: "quantitative", title: "score from", format: ".3f" },
                { field: "to", type: "quantitative", format: ".3f" },
                { field: "rows", type: "quantitative", format: ",.4~g" },
              ],
            },
          },
          {
            transform: [{ filter: "isValid(datum.threshold)" }],
            mark: { type: "rule", strokeWidth: 2, color: colours.grey },
            encoding: { x: scoreAxis("threshold") },
          },
          {
            transform: [{ filter: "isValid(datum.threshold)" }],
            mark: { type: "text", align: "left", dx: 4, baseline: "top", fontSize: 11 },
            encoding: { x: scoreAxis("threshold"), y: { value: 2 }, text: { field: "text" } },
          },
        ],
      },
    },
  );
}

/** Bars of one cohort, a bin being cut in two at the threshold, and the threshold itself. */
function histogram(
  { cohorts, cohort, chosenOn, labels, weights, thresholds }: DecoupledDetails,
  k: number,
  classes: string[],
): JsonObject[] {
  const cut = thresholds!.thresholds[k]!;
  const even = Array.from({ length: bins + 1 }, (_, i) => i / bins);
  const edges = [...new Set([...even, clamp(cut)])].sort((a, b) => a - b);
  const counts = [new Float64Array(edges.length), new Float64Array(edges.length)];
  let total = 0;
  for (let row = 0; row < cohort.length; row++) {
    const score = chosenOn.scores[row]!;
    if (cohort[row] !== k || Number.isNaN(score)) continue;
    const weight = weights?.[row] ?? 1;
    counts[labels[row]!]![placeOf(edges, score)]! += weight;
    total += weight;
  }
  const bars = [1, 0].flatMap((code) =>
    edges.slice(0, -1).flatMap((from, i): JsonObject[] => {
      const rows = counts[code]![i]!;
      if (rows === 0) return [];
      const to = edges[i + 1]!;
      const density = rows / total / (to - from);
      return [
        {
          cohort: cohorts[k]!,
          class: classes[1 - code]!,
          from: Number(from.toPrecision(5)),
          to: Number(to.toPrecision(5)),
          density: Number(((code === 1 ? 1 : -1) * density).toPrecision(4)),
          selected: from >= cut,
          rows: Number(rows.toPrecision(6)),
        },
      ];
    }),
  );
  const line = {
    cohort: cohorts[k]!,
    threshold: Number(clamp(cut).toPrecision(5)),
    text: thresholdText(cut),
  };
  return [...bars, line];
}

const clamp = (score: number) => Math.min(1, Math.max(0, score));

/** The last edge that is not above the score, so that the last bin holds its upper end. */
function placeOf(edges: number[], score: number): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= score) low = middle;
    else high = middle - 1;
  }
  return low;
}

const scoreAxis = (field: string): JsonObject => ({
  field,
  type: "quantitative",
  title: "Score",
  scale: { domain: [0, 1] },
});

function describe({ thresholds, cohorts }: DecoupledDetails, shown: number[], positive: string): string {
  const listed = shown.map((k) => {
    const own = thresholds!.byCohort[k]!;
    return `${cohorts[k]}: threshold ${thresholdText(own.threshold)}, ${percent(own.selectionRate)} selected`;
  });
  return `Histograms of scores by cohort, ${positive} above and the others below, cut at the thresholds. ${listed.join("; ")}.`;
}

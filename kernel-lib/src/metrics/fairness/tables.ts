import type { Cell, ResultTable, TableColumn } from "../../contract/index.js";
import type { Estimate } from "./bootstrap.js";
import type { GroupMetrics } from "./group-metrics.js";
import type { GroupMeasure } from "./measures.js";

type Row = Record<string, Cell>;

export const groupMeasureLabels: Record<GroupMeasure, string> = {
  selectionRate: "Selected",
  errorRate: "Error",
  falsePositiveRate: "False-positive rate",
  falseNegativeRate: "False-negative rate",
  truePositiveRate: "True-positive rate",
  precision: "Precision",
  prevalence: "Positives",
  auc: "AUC",
  brier: "Brier score",
  calibrationError: "Calibration error",
};

const text = (name: string, label: string): TableColumn => ({ name, label, type: "text" });
const number = (name: string, label: string): TableColumn => ({ name, label, type: "number" });
const percent = (level: number) => `${Number((100 * level).toPrecision(6))} %`;

const intervalNotes = ({ bootstraps }: GroupMetrics): string[] =>
  bootstraps > 0 ? [`Percentile intervals of ${bootstraps} bootstrap resamples of the rows.`] : [];

/** The extremes of noisier numbers lie further apart, which readers take for an error when they are not told. */
const spreadNotes = ({ bootstraps }: GroupMetrics): string[] =>
  bootstraps > 0
    ? [
        "Resampling adds noise and so sets groups further apart: where groups are small or alike, the interval of a difference may lie above it.",
      ]
    : [];

/** All rows, then every group of every set. */
const everyGroup = ({ overall, sets }: GroupMetrics) => [
  { by: "overall", group: "all", of: overall },
  ...sets.flatMap(({ by, groups }) =>
    groups.map((of) => ({ by: by.join(" × "), group: of.levels.join(" · "), of })),
  ),
];

/** Estimates for reading: a row a group, a column a measure. */
export function groupsTable(metrics: GroupMetrics): ResultTable {
  const { measures } = metrics;
  return {
    title: "Groups",
    columns: [
      text("by", "By"),
      text("group", "Group"),
      { name: "rows", label: "Rows", type: "integer" },
      ...measures.map((name): TableColumn => {
        const isShare = name !== "auc" && name !== "brier" && name !== "calibrationError";
        return { name, label: groupMeasureLabels[name], type: isShare ? "percent" : "number" };
      }),
    ],
    rows: everyGroup(metrics).map(({ by, group, of }): Row => ({
      by,
      group,
      rows: of.rows,
      ...Object.fromEntries(measures.map((name) => [name, of.metrics[name]!.estimate])),
    })),
  };
}

/** Every measure of every group with its interval: a row each. */
export function metricsTable(metrics: GroupMetrics): ResultTable {
  const { measures, level } = metrics;
  return {
    title: "Metrics by group",
    columns: [
      text("by", "By"),
      text("group", "Group"),
      { name: "rows", label: "Rows", type: "integer" },
      text("measure", "Measure"),
      number("estimate", "Estimate"),
      number("lower", `Lower ${percent(level)}`),
      number("upper", `Upper ${percent(level)}`),
    ],
    rows: everyGroup(metrics).flatMap(({ by, group, of }) =>
      measures.map((measure): Row => ({ by, group, rows: of.rows, measure, ...of.metrics[measure]! })),
    ),
    notes: intervalNotes(metrics),
  };
}

/** What sets the groups of each set apart, in every measure. */
export function disparitiesTable(metrics: GroupMetrics): ResultTable {
  const { measures, level, sets } = metrics;
  const withEnds = (name: string, { estimate, lower, upper }: Estimate): Row => ({
    [name]: estimate,
    [`${name}Lower`]: lower,
    [`${name}Upper`]: upper,
  });
  return {
    title: "Differences between groups",
    columns: [
      text("by", "By"),
      text("measure", "Measure"),
      number("minimum", "Minimum"),
      number("maximum", "Maximum"),
      number("difference", "Difference"),
      number("differenceLower", `Lower ${percent(level)}`),
      number("differenceUpper", `Upper ${percent(level)}`),
      number("ratio", "Ratio"),
      number("ratioLower", `Lower ${percent(level)}`),
      number("ratioUpper", `Upper ${percent(level)}`),
      number("differenceToOverall", "Difference to overall"),
      number("ratioToOverall", "Ratio to overall"),
    ],
    rows: sets.flatMap(({ by, comparison }) =>
      measures.map((measure): Row => {
        const of = comparison[measure]!;
        return {
          by: by.join(" × "),
          measure,
          minimum: of.minimum.estimate,
          maximum: of.maximum.estimate,
          ...withEnds("difference", of.difference),
          ...withEnds("ratio", of.ratio),
          differenceToOverall: of.differenceToOverall.estimate,
          ratioToOverall: of.ratioToOverall.estimate,
        };
      }),
    ),
    notes: [...intervalNotes(metrics), ...spreadNotes(metrics)],
  };
}

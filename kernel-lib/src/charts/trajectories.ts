import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { GroupDetails, OutcomeDetails, TrajectoriesDetails } from "../models/trajectories/details.js";
import { colourByGroup, groupLabel, shapeByGroup, stacked } from "./group-colours.js";
import { pick, sampleIndices } from "./reduce.js";
import { chart, chartWidth, mostRows, rows } from "./spec.js";

/** Each group's mean over time with its band, and the observed means of those it is made of. */
export function trajectoriesChart(
  { time, outcomes }: TrajectoriesDetails,
  { level }: { level: number },
): ChartSpec {
  const several = outcomes.length > 1;
  const series = outcomes.reduce((sum, { groups }) => sum + groups.length, 0);
  // Half the rows for the curves, half for the means.
  const most = Math.max(2, Math.floor(mostRows / 2 / series));
  const banded = outcomes.some(({ groups }) =>
    groups.some(({ curve }) => curve.lower.some((value) => Number.isFinite(value))),
  );
  const thinned = outcomes.some(({ groups }) => groups.some(({ observed }) => observed.time.length > most));
  return chart(
    {
      title: `Trajectories of ${outcomes.map(({ outcome }) => outcome).join(", ")}`,
      subtitle: [
        banded
          ? `Lines: each group's mean, with its ${round(100 * level)} % interval`
          : "Lines: each group's mean",
        `Points: observed means, people weighted by how much they belong to the group${thinned ? "; not every time is drawn" : ""}`,
      ],
      description: describe(time, outcomes),
    },
    stacked(outcomes.map((outcome) => panel(outcome, { time, most, several }))),
  );
}

interface PanelOptions {
  time: string;
  most: number;
  several: boolean;
}

function panel(
  { outcome, family, groups }: OutcomeDetails,
  { time, most, several }: PanelOptions,
): JsonObject {
  const named = groups.map((group) => ({ ...group, label: groupLabel(group.group, group.share) }));
  const legend = { title: "Group (share)", orient: "bottom", columns: 4 };
  const color = colourByGroup(named, legend);
  const x = timeAxis(time);
  const y = {
    type: "quantitative",
    title: meanTitle(outcome, family),
    scale: { zero: startsAtZero(family) },
  };
  const tooltip = (...fields: string[]): JsonObject[] => [
    { field: "group", type: "nominal" },
    { field: "time", type: "quantitative", title: time, format: "~g" },
    ...fields.map((field): JsonObject => ({ field, type: "quantitative", format: ".4~g" })),
  ];
  return {
    ...(several && { width: chartWidth, height: 220 }),
    data: { values: named.flatMap((group) => curveRows(group, most)) },
    layer: [
      {
        transform: [{ filter: "isValid(datum.lower)" }],
        mark: { type: "area", opacity: 0.2 },
        encoding: { x, y: { field: "lower", ...y }, y2: { field: "upper" }, color },
      },
      {
        mark: { type: "line", strokeWidth: 2 },
        encoding: { x, y: { field: "mean", ...y }, color, tooltip: tooltip("mean", "lower", "upper") },
      },
      {
        data: { values: named.flatMap((group) => observedRows(group, most)) },
        mark: { type: "point", filled: true, size: 36, opacity: 0.9 },
        encoding: {
          x,
          y: { field: "observed", ...y },
          color,
          shape: shapeByGroup(named, legend),
          tooltip: tooltip("observed", "people"),
        },
      },
    ],
  };
}

type Labelled = GroupDetails & { label: string };

function curveRows({ label, curve }: Labelled, most: number) {
  const at = sampleIndices(curve.time.length, most);
  return rows({
    group: Array.from(at, () => label),
    time: pick(curve.time, at),
    mean: pick(curve.mean, at),
    lower: pick(curve.lower, at),
    upper: pick(curve.upper, at),
  });
}

function observedRows({ label, observed }: Labelled, most: number) {
  const at = sampleIndices(observed.time.length, most);
  return rows({
    group: Array.from(at, () => label),
    time: pick(observed.time, at),
    observed: pick(observed.mean, at),
    people: pick(observed.weight, at),
  });
}

/** Years without a comma for the thousands. */
export const timeAxis = (time: string): JsonObject => ({
  field: "time",
  type: "quantitative",
  title: time,
  scale: { zero: false, nice: false },
  axis: { labelExpr: "format(datum.value, '.6~g')", grid: false },
});

export function meanTitle(outcome: string, family: OutcomeDetails["family"]): string {
  switch (family) {
    case "logit":
      return `Probability of ${outcome}`;
    case "binomial":
      return `Probability of ${outcome}, a trial`;
    default:
      return `Mean ${outcome}`;
  }
}

/** Counts and probabilities are read from zero. */
export const startsAtZero = (family: OutcomeDetails["family"]): boolean =>
  family !== "gaussian" && family !== "censored-normal" && family !== "beta";

function describe(time: string, outcomes: readonly OutcomeDetails[]): string {
  return outcomes
    .map(({ outcome, groups }) => {
      const said = groups.slice(0, 8).map(({ group, share, curve }) => {
        const { time: at, mean } = curve;
        const last = at.length - 1;
        const peak = mean.indexOf(Math.max(...mean));
        const ends = `${say(mean[0]!)} at ${when(at[0]!)} to ${say(mean[last]!)} at ${when(at[last]!)}`;
        const top = peak > 0 && peak < last ? `, highest ${say(mean[peak]!)} at ${when(at[peak]!)}` : "";
        return `group ${groupLabel(group, share)} from ${ends}${top}`;
      });
      return `Mean ${outcome} by ${time} in ${groups.length} groups: ${said.join("; ")}.`;
    })
    .join(" ");
}

/** Years have four digits. */
const when = (time: number) => String(Number(time.toPrecision(6)));
const say = (value: number) => String(Number(value.toPrecision(3)));
const round = (value: number) => Number(value.toPrecision(6));

import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { OutcomeDetails, TrajectoriesDetails } from "../models/trajectories/details.js";
import { colourByGroup, groupLabel, stacked } from "./group-colours.js";
import { count } from "./reduce.js";
import { chart, chartWidth, colours, rows } from "./spec.js";

const bins = 20;
/** Average posterior probability that Nagin (2005) asks of a group. */
const goodEnough = 0.7;

/** How sure the assignment is: histograms of each person's largest posterior probability, by group. */
export function posteriorChart({ outcomes }: TrajectoriesDetails): ChartSpec | null {
  // Outcomes that share their groups share their posteriors.
  const distinct = outcomes.filter(
    ({ posteriors }, i) => outcomes.findIndex((other) => other.posteriors === posteriors) === i,
  );
  if (distinct.every(({ groups }) => groups.length < 2)) return null;
  const counted = distinct.map(countBins);
  const said = counted.flatMap((groups) =>
    groups.map(({ label, members, unsure }) => `group ${label}: ${count(unsure)} of ${count(members)}`),
  );
  return chart(
    {
      title: "How surely people belong to their group",
      subtitle: [
        "People by the posterior probability of the group they most likely belong to",
        `Dashed: ${goodEnough}, which Nagin (2005) asks of the average in each group`,
      ],
      description: `Histograms of the largest posterior probability of each person, by group. People below ${goodEnough}: ${said.join("; ")}.`,
    },
    stacked(counted.map(panel)),
  );
}

interface GroupCount {
  group: number;
  label: string;
  people: Float64Array;
  members: number;
  unsure: number;
}

function countBins({ groups, posteriors }: OutcomeDetails): GroupCount[] {
  const counts = groups.map(({ group, share }) => ({
    group,
    label: groupLabel(group, share),
    people: new Float64Array(bins),
    members: 0,
    unsure: 0,
  }));
  for (let at = 0; at < posteriors.length; at += groups.length) {
    let best = 0;
    for (let g = 1; g < groups.length; g++) if (posteriors[at + g]! > posteriors[at + best]!) best = g;
    const own = counts[best]!;
    const largest = posteriors[at + best]!;
    own.people[Math.min(bins - 1, Math.max(0, Math.floor(bins * largest)))]!++;
    own.members++;
    if (largest < goodEnough) own.unsure++;
  }
  return counts;
}

function panel(groups: GroupCount[]): JsonObject {
  const columns = groups.length <= 4 ? Math.min(2, groups.length) : 3;
  const lowest = Math.floor(bins / groups.length) / bins;
  const from = Math.floor(lowest * bins);
  const kept = Array.from({ length: bins - from }, (_, i) => from + i);
  const values = groups.flatMap(({ label, people }) =>
    rows({
      group: kept.map(() => label),
      from: kept.map((bin) => bin / bins),
      to: kept.map((bin) => (bin + 1) / bins),
      people: kept.map((bin) => people[bin]!),
    }),
  );
  const x = {
    type: "quantitative",
    title: "Posterior probability",
    scale: { domain: [lowest, 1] },
    axis: { format: "~g", values: [0, 0.25, 0.5, 0.75, 1], grid: false },
  };
  return {
    data: { values },
    facet: {
      field: "group",
      type: "nominal",
      title: "Group (share)",
      sort: groups.map(({ label }) => label),
    },
    columns,
    // Small groups would not be seen beside large ones.
    resolve: { scale: { y: "independent" } },
    spec: {
      width: Math.floor((chartWidth - 40 * (columns - 1)) / columns),
      height: 110,
      layer: [
        {
          mark: { type: "bar", binSpacing: 1 },
          encoding: {
            x: { field: "from", ...x, bin: { binned: true, step: 1 / bins } },
            x2: { field: "to" },
            y: {
              field: "people",
              type: "quantitative",
              title: "People",
              axis: { tickMinStep: 1, tickCount: 4 },
            },
            color: colourByGroup(groups, null),
            tooltip: [
              { field: "group", type: "nominal" },
              { field: "from", type: "quantitative", format: ".2f" },
              { field: "to", type: "quantitative", format: ".2f" },
              { field: "people", type: "quantitative", format: ",.0f" },
            ],
          },
        },
        {
          mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
          encoding: { x: { datum: goodEnough, ...x } },
        },
      ],
    },
  };
}

import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { OutcomeDetails, TrajectoriesDetails } from "../models/trajectories/details.js";
import { colourByGroup, groupLabel, stacked } from "./group-colours.js";
import { count, sampleIndices } from "./reduce.js";
import { chart, chartWidth, mostRows, rows } from "./spec.js";
import { meanTitle, startsAtZero, timeAxis } from "./trajectories.js";

/** Most people drawn in a panel: more are a blot. */
const mostPeople = 40;
const pointsOfCurve = 30;

/** The data of single people under their group's curve, a panel a group: how much the curve leaves unsaid. */
export function individualsChart({ time, outcomes }: TrajectoriesDetails): ChartSpec {
  const sampled = outcomes.map((outcome) => samplePeople(outcome, Math.floor(mostRows / outcomes.length)));
  const drawn = sampled[0]!.reduce((sum, { shown }) => sum + shown.length, 0);
  const all = outcomes[0]!.personRows.length - 1;
  const counts = sampled[0]!.map(
    ({ group, shown, members }) => `group ${group}: ${shown.length} of ${members}`,
  );
  return chart(
    {
      title: "People by the group they most likely belong to",
      subtitle: [
        drawn < all
          ? `${count(drawn)} of ${count(all)} people drawn, sampled evenly from each group`
          : `All ${count(all)} people`,
        "Thin: a person's data; thick: the group's mean",
      ],
      description: `Lines of single people's ${outcomes.map(({ outcome }) => outcome).join(", ")} over ${time}, in a panel for each group, with the group's mean. People drawn: ${counts.join(", ")}.`,
    },
    stacked(outcomes.map((outcome, i) => panel(outcome, sampled[i]!, time))),
  );
}

interface Sampled {
  group: number;
  /** How many people are most likely of the group. */
  members: number;
  /** Those drawn. */
  shown: number[];
}

function samplePeople({ groups, personRows, posteriors }: OutcomeDetails, most: number): Sampled[] {
  const members: number[][] = groups.map(() => []);
  for (let person = 0; person < personRows.length - 1; person++) {
    let best = 0;
    for (let g = 1; g < groups.length; g++) {
      const at = person * groups.length;
      if (posteriors[at + g]! > posteriors[at + best]!) best = g;
    }
    members[best]!.push(person);
  }
  const forPeople = most / groups.length - pointsOfCurve;
  return groups.map(({ group }, g) => {
    const people = members[g]!;
    const total = people.reduce((sum, person) => sum + personRows[person + 1]! - personRows[person]!, 0);
    const fitting = Math.max(1, Math.floor((people.length * forPeople) / Math.max(1, total)));
    const at = sampleIndices(people.length, Math.min(mostPeople, fitting));
    const shown = Array.from(at, (i) => people[i]!);
    // One person with very many rows must not swell the chart.
    let room = forPeople;
    const kept = shown.filter((person) => (room -= personRows[person + 1]! - personRows[person]!) >= 0);
    return { group, members: people.length, shown: kept };
  });
}

function panel(
  { outcome, family, groups, personRows, time: times, value }: OutcomeDetails,
  sampled: Sampled[],
  time: string,
): JsonObject {
  const named = groups.map((group) => ({ ...group, label: groupLabel(group.group, group.share) }));
  const columns = named.length <= 4 ? Math.min(2, named.length) : 3;
  const values = named.flatMap(({ label, curve }, g) => {
    const people = sampled[g]!.shown.flatMap((person) => {
      const [from, to] = [personRows[person]!, personRows[person + 1]!];
      const same = <T>(of: T) => Array.from({ length: to - from }, () => of);
      return rows({
        group: same(label),
        line: same(`person ${person + 1}`),
        kind: same("person"),
        time: times.subarray(from, to),
        value: value.subarray(from, to),
      });
    });
    const at = sampleIndices(curve.time.length, pointsOfCurve);
    const mean = rows({
      group: Array.from(at, () => label),
      line: Array.from(at, () => "mean"),
      kind: Array.from(at, () => "mean"),
      time: Array.from(at, (i) => curve.time[i]!),
      value: Array.from(at, (i) => curve.mean[i]!),
    });
    return [...people, ...mean];
  });
  const byKind = (person: number, mean: number): JsonObject => ({
    field: "kind",
    type: "ordinal",
    scale: { domain: ["person", "mean"], range: [person, mean] },
    legend: null,
  });
  return {
    width: Math.floor((chartWidth - 40 * (columns - 1)) / columns),
    height: 150,
    data: { values },
    mark: { type: "line" },
    encoding: {
      facet: {
        field: "group",
        type: "nominal",
        title: "Group (share)",
        columns,
        sort: named.map(({ label }) => label),
      },
      x: timeAxis(time),
      y: {
        field: "value",
        type: "quantitative",
        title: meanTitle(outcome, family).replace(/^Mean /, ""),
        scale: { zero: startsAtZero(family) },
      },
      detail: { field: "line", type: "nominal" },
      color: colourByGroup(named, null),
      strokeWidth: byKind(0.8, 3.5),
      opacity: byKind(0.45, 1),
    },
  };
}

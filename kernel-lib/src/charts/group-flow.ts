import { type ChartSpec, groupColour, type Json, type JsonObject } from "../contract/index.js";
import type { GroupFlow } from "../models/trajectories/details.js";
import { percent } from "./group-colours.js";
import { chart } from "./spec.js";

const pointsOfBand = 24;
const [left, right] = [0, 1];
const bar = 0.035;
/** Space between groups, as a share of all persons. */
const gap = 0.03;
/** Bands too thin to see are not drawn. */
const thinnest = 0.001;

/**
 * How the groups of one outcome are made of those of another: bands from left to right as wide as the share of the
 * persons that are in both groups, coloured by where they come from.
 */
export function groupFlowChart({ from, to, joint }: GroupFlow): ChartSpec {
  const starts = tops(from.shares);
  const ends = tops(to.shares);
  const bands: Json[] = [];
  // Where the next band leaves a group on the left, and enters one on the right.
  const leaving = [...starts];
  const entering = [...ends];
  joint.forEach((row, j) =>
    row.forEach((share, k) => {
      const [a, b] = [leaving[j]!, entering[k]!];
      leaving[j]! -= share;
      entering[k]! -= share;
      if (share < thinnest) return;
      for (let i = 0; i < pointsOfBand; i++) {
        const t = i / (pointsOfBand - 1);
        const top = a + (b - a) * smoothStep(t);
        bands.push({
          band: `${j + 1} to ${k + 1}`,
          group: String(j + 1),
          x: short(left + bar + t * (right - left - 2 * bar)),
          top: short(top),
          bottom: short(top - share),
          share: short(share),
          conditional: short(share / from.shares[j]!),
        });
      }
    }),
  );
  const bars = [
    ...from.shares.map((share, j) => block({ x: left, label: 0, top: starts[j]!, share, group: j + 1 })),
    ...to.shares.map((share, k) => block({ x: right - bar, label: 1, top: ends[k]!, share, group: k + 1 })),
  ];
  const color: JsonObject = {
    field: "group",
    type: "nominal",
    scale: {
      domain: from.shares.map((_, j) => String(j + 1)),
      range: from.shares.map((_, j) => groupColour(j + 1)),
    },
    legend: null,
  };
  const x: JsonObject = {
    type: "quantitative",
    title: null,
    scale: { domain: [left - 0.16, right + 0.16], nice: false },
    axis: null,
  };
  const y: JsonObject = { type: "quantitative", axis: null, scale: { nice: false } };
  const head = (side: 0 | 1, outcome: string): JsonObject => ({
    data: { values: [{ x: side, y: short(starts[0]! + 0.05), outcome: `Groups of ${outcome}` }] },
    mark: { type: "text", align: side === 0 ? "left" : "right", fontSize: 12, fontWeight: 600 },
    encoding: {
      x: { field: "x", ...x },
      y: { field: "y", ...y },
      text: { field: "outcome", type: "nominal" },
    },
  });
  return chart(
    {
      title: `From the groups of ${from.outcome} to those of ${to.outcome}`,
      subtitle: [
        "Band: the share of the people in both groups; coloured by the group on the left",
        "Estimated probabilities, not counts of people assigned",
      ],
      description: describe({ from, to, joint }),
    },
    {
      data: { values: bands },
      layer: [
        {
          mark: { type: "area", opacity: 0.45 },
          encoding: {
            x: { field: "x", ...x },
            y: { field: "top", ...y },
            y2: { field: "bottom" },
            detail: { field: "band", type: "nominal" },
            color,
            tooltip: [
              { field: "band", type: "nominal", title: "groups" },
              { field: "share", type: "quantitative", format: ".1%", title: "of all people" },
              { field: "conditional", type: "quantitative", format: ".1%", title: "of the left group" },
            ],
          },
        },
        {
          data: { values: bars },
          transform: [{ filter: "datum.side == 0" }],
          mark: { type: "rect" },
          encoding: { ...corners(x, y), color },
        },
        {
          data: { values: bars },
          transform: [{ filter: "datum.side == 1" }],
          mark: { type: "rect", color: "#808080" },
          encoding: corners(x, y),
        },
        ...([0, 1] as const).map((side): JsonObject => ({
          data: { values: bars },
          transform: [{ filter: `datum.side == ${side}` }],
          mark: { type: "text", align: side === 0 ? "right" : "left", dx: side === 0 ? -6 : 6, fontSize: 12 },
          encoding: {
            x: { field: side === 0 ? "x" : "x2", ...x },
            y: { field: "middle", ...y },
            text: { field: "label", type: "nominal" },
          },
        })),
        head(0, from.outcome),
        head(1, to.outcome),
      ],
    },
  );
}

const corners = (x: JsonObject, y: JsonObject): JsonObject => ({
  x: { field: "x", ...x },
  x2: { field: "x2" },
  y: { field: "top", ...y },
  y2: { field: "bottom" },
});

/** The upper edge of each group's bar, the first on top. */
function tops(shares: number[]): number[] {
  let at = 1 + gap * (shares.length - 1);
  return shares.map((share) => {
    const top = at;
    at -= share + gap;
    return top;
  });
}

function block({
  x,
  label,
  top,
  share,
  group,
}: Record<"x" | "label" | "top" | "share" | "group", number>): JsonObject {
  return {
    side: label,
    group: String(group),
    x,
    x2: short(x + bar),
    top: short(top),
    bottom: short(top - share),
    middle: short(top - share / 2),
    label: `${group} (${percent(share)})`,
  };
}

const smoothStep = (t: number) => t * t * (3 - 2 * t);
const short = (value: number) => Number(value.toPrecision(5));

function describe({ from, to, joint }: GroupFlow): string {
  const lines = joint.map((row, j) => {
    const best = row.indexOf(Math.max(...row));
    return `group ${j + 1} (${percent(from.shares[j]!)}) goes most to group ${best + 1} (${percent(row[best]! / from.shares[j]!)} of it)`;
  });
  return `Flow from the groups of ${from.outcome} to those of ${to.outcome}: ${lines.join("; ")}.`;
}

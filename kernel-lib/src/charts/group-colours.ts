import { groupColour, type JsonObject, shapes } from "../contract/index.js";

/** A group as legends and panels call it, such as `2 (24.7 %)`. */
export const groupLabel = (group: number, share: number): string =>
  Number.isFinite(share) ? `${group} (${percent(share)})` : String(group);

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

interface Labelled {
  group: number;
  label: string;
}

/** Colour by the field `group`, which holds the labels. */
export function colourByGroup(groups: readonly Labelled[], legend: JsonObject | null): JsonObject {
  return {
    field: "group",
    type: "nominal",
    scale: {
      domain: groups.map(({ label }) => label),
      range: groups.map(({ group }) => groupColour(group)),
    },
    legend,
  };
}

export function shapeByGroup(groups: readonly Labelled[], legend: JsonObject | null): JsonObject {
  return {
    field: "group",
    type: "nominal",
    scale: {
      domain: groups.map(({ label }) => label),
      range: groups.map(({ group }) => shapes[(group - 1) % shapes.length]!),
    },
    legend,
  };
}

/** Several outcomes' panels below each other, or the one there is. */
export const stacked = (panels: JsonObject[]): JsonObject =>
  panels.length === 1
    ? panels[0]!
    : { vconcat: panels, resolve: { scale: { color: "independent", shape: "independent" } } };

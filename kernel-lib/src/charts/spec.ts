import { type ChartSpec, colours, type Json, type JsonObject } from "../contract/index.js";

export { colours };

/** Width that fits a notebook's output area, in pixels. */
export const chartWidth = 520;

/** Most rows a chart holds, so that a result document stays small whatever the data. */
export const mostRows = 2000;

interface ChartText {
  title: string;
  /** What a reader must know of how the chart was made, e.g. that points were sampled: short lines. */
  subtitle?: string | (string | undefined)[];
  /** What the chart shows, for people who cannot see it. */
  description: string;
}

/**
 * A Vega-Lite v5 specification in the house style: inline data only, no background and no text colours, so
 * that light and dark themes can set their own.
 */
export function chart({ title, subtitle, description }: ChartText, body: JsonObject): ChartSpec {
  const lines = [subtitle].flat().filter((line): line is string => line !== undefined);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description,
    title: {
      text: title,
      anchor: "start",
      ...(lines.length > 0 && { subtitle: lines }),
    },
    // Charts of several panels size each of them.
    ...(!("vconcat" in body || "facet" in body) && { width: chartWidth, height: 300 }),
    ...body,
    config: {
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: {
        gridColor: colours.grey,
        gridOpacity: 0.2,
        labelFontSize: 11,
        titleFontSize: 12,
        titleFontWeight: "normal",
        labelLimit: 260,
      },
      legend: { labelLimit: 300, symbolOpacity: 1 },
      title: { fontSize: 14, subtitleFontSize: 11, subtitleColor: colours.grey, offset: 12 },
    },
  };
}

/** Inline data from columns of equal length; numbers that are not finite become null, others 5 digits long. */
export function rows(columns: Record<string, ArrayLike<number | string>>): Record<string, Json>[] {
  const names = Object.keys(columns);
  const length = names.length === 0 ? 0 : columns[names[0]!]!.length;
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(names.map((name) => [name, shorten(columns[name]![i]!)])),
  );
}

/** Five digits draw the same picture as sixteen, in a third of the bytes. */
function shorten(value: number | string): Json {
  if (typeof value === "string") return value;
  return Number.isFinite(value) ? Number(value.toPrecision(5)) : null;
}

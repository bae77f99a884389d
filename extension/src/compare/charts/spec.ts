import type { ChartSpec, Json, JsonObject } from "quetelet/contract";
import type { Compared } from "../compared";

/** Okabe and Ito's colours and three more, told apart with every kind of colour vision; shapes and dashes say it again. */
export const palette = ["#1E88C7", "#D55E00", "#009E73", "#C77CB0", "#A87900", "#6F63D9"];
const shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];
/** The first is the widest, so that it is seen under another that runs the same way. */
const widths = [3.5, 2.6, 2, 1.6, 1.3, 1];
const dashes = [
  [1, 0],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 4],
  [12, 4],
];

export const grey = "#808080";

/** Most rows in one chart, shared among the results. */
export const mostRows = 4000;

interface ChartText {
  title: string;
  subtitle?: string[];
  description: string;
}

export function comparison({ title, subtitle = [], description }: ChartText, body: JsonObject): ChartSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description,
    title: { text: title, anchor: "start", ...(subtitle.length > 0 && { subtitle }) },
    width: 520,
    height: 320,
    ...body,
    config: {
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: {
        gridColor: grey,
        gridOpacity: 0.2,
        labelFontSize: 11,
        titleFontSize: 12,
        titleFontWeight: "normal",
        labelLimit: 260,
      },
      legend: { labelLimit: 300, symbolOpacity: 1 },
      title: { fontSize: 14, subtitleFontSize: 11, subtitleColor: grey, offset: 12 },
    },
  };
}

/** A result keeps its colour, shape and dash in every chart. */
export function marksOf(shown: readonly Compared[]) {
  const domain = shown.map(({ letter }) => letter);
  const at = (letter: string) => letter.charCodeAt(0) - 65;
  const encode = (range: Json[]): JsonObject => ({
    field: "result",
    type: "nominal",
    scale: { domain, range: domain.map((letter) => range[at(letter) % range.length]!) },
    legend: { title: null, orient: "bottom" },
  });
  return {
    color: encode(palette),
    shape: encode(shapes),
    strokeDash: encode(dashes),
    strokeWidth: { ...encode(widths), legend: null },
  };
}

/** Every so-maniest of too many, with both ends. */
export function thin<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => items[Math.round(i * step)]!);
}

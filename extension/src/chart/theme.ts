import type { JsonObject } from "quetelet/contract";
import { preferences } from "../preferences";
import { isRecord } from "../ui/is-record";

/** Colours and font of the page around a chart. */
export interface ChartTheme {
  ink: string;
  quietInk: string;
  grid: string;
  font: string;
  /** What the chart stands on; none where it is the page itself. */
  ground?: string;
}

/** What a saved picture takes: it goes on paper, whatever the theme of the screen. */
export const paper: ChartTheme = {
  ink: "#212121",
  quietInk: "#616161",
  grid: "#dddddd",
  ground: "#ffffff",
  font: "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif",
};

/** The theme of charts on the screen: JupyterLab's where a node stands, or paper's for those who prefer it. */
export function readTheme(node: Element): ChartTheme {
  if (preferences.value.chartTheme === "paper") return paper;
  const style = getComputedStyle(node);
  const read = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return {
    ink: read("--jp-ui-font-color1", paper.ink),
    quietInk: read("--jp-ui-font-color2", paper.quietInk),
    grid: read("--jp-border-color2", paper.grid),
    font: read("--jp-ui-font-family", paper.font),
  };
}

/** Vega-Lite configuration for a theme. It is laid over a chart's own, so that text is readable on any ground. */
export function themeConfig({ ink, quietInk, grid, font, ground }: ChartTheme): JsonObject {
  return {
    background: ground ?? null,
    font,
    view: { stroke: null },
    axis: {
      domainColor: quietInk,
      tickColor: quietInk,
      labelColor: quietInk,
      titleColor: ink,
      gridColor: grid,
      gridOpacity: 0.7,
    },
    legend: { labelColor: quietInk, titleColor: ink },
    header: { labelColor: quietInk, titleColor: ink },
    title: { color: ink, subtitleColor: quietInk },
    text: { color: ink },
  };
}

/** Lays one configuration over another, object by object. */
export function layOver(below: JsonObject, above: JsonObject): JsonObject {
  const merged: JsonObject = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = Object.hasOwn(below, key) ? below[key] : undefined;
    merged[key] = isRecord(under) && isRecord(value) ? layOver(under, value) : value;
  }
  return merged;
}

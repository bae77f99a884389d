import type { JsonObject } from "../contract/index.js";
import { colours, rows } from "./spec.js";

/** Points a scatter draws at most. */
export const mostPoints = 600;

interface Axis {
  values: ArrayLike<number>;
  title: string;
  /** Where the axis begins; a little before the first point when absent. */
  from?: number;
}

export interface ScatterOptions {
  x: Axis;
  y: Axis;
  /** Drawn over the points. */
  curve?: { x: number[]; y: number[] };
  /** Layers drawn under the points. */
  below?: JsonObject[];
  /** Layers drawn over everything. */
  above?: JsonObject[];
}

/** Layers of a scatter with a smooth curve; fields are called `x` and `y`. */
export function scatterWithCurve({ x, y, curve, below = [], above = [] }: ScatterOptions): JsonObject {
  const many = x.values.length > 300;
  const encoding: JsonObject = {
    // Vega-Lite would set a tick every 40 pixels, too close for labels such as 0.028.
    x: { field: "x", type: "quantitative", title: x.title, scale: scaleOf(x), axis: { tickCount: 6 } },
    y: { field: "y", type: "quantitative", title: y.title, scale: scaleOf(y) },
  };
  return {
    layer: [
      ...below,
      {
        data: { values: rows({ x: x.values, y: y.values }) },
        mark: {
          type: "point",
          filled: true,
          size: many ? 14 : 28,
          opacity: many ? 0.6 : 0.75,
          color: colours.blue,
        },
        encoding,
      },
      ...(curve && curve.x.length > 1
        ? [
            {
              data: { values: rows({ x: curve.x, y: curve.y }) },
              mark: { type: "line", color: colours.vermilion, strokeWidth: 2.5 },
              encoding,
            },
          ]
        : []),
      ...above,
    ],
  };
}

const scaleOf = ({ from }: Axis): JsonObject =>
  from === undefined ? { zero: false, padding: 8 } : { zero: false, domainMin: from };

/** A dashed grey line across the chart at height `y`. */
export const horizontal = (y: number): JsonObject => ({
  data: { values: [{ y }] },
  mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
  encoding: { y: { field: "y", type: "quantitative" } },
});

/** A dashed grey line through the points given. */
export const guide = (x: ArrayLike<number>, y: ArrayLike<number>): JsonObject => ({
  data: { values: rows({ x, y }) },
  mark: { type: "line", color: colours.grey, strokeDash: [4, 3], clip: true },
  encoding: {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
    order: { field: "x", type: "quantitative" },
  },
});

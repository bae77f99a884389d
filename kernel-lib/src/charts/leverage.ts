import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { LinearDetails } from "../models/linear/index.js";
import { standardized } from "./standardized.js";
import { pick, sampleIndices, sampleNote } from "./reduce.js";
import { chart, colours, rows } from "./spec.js";
import { guide, horizontal, mostPoints, scatterWithCurve } from "./scatter.js";

const named = 3;

/**
 * Standardised residuals against leverage with contours of Cook's distance. The rows with the largest
 * distances are always drawn, and up to three of them named by their number.
 */
export function leverageChart(details: LinearDetails): ChartSpec {
  const n = details.leverage.length;
  const influential = largest(details.cooks, 20);
  const indices = Int32Array.from(new Set([...sampleIndices(n, mostPoints), ...influential]));
  const x = pick(details.leverage, indices);
  const y = Float64Array.from(indices, (i) => standardized(details, i));

  const top = influential.slice(0, named);
  const reach = { x: greatest(x), y: greatest(y.map(Math.abs)) };
  return chart(
    {
      title: "Influence: residuals against leverage",
      subtitle: [
        sampleNote(indices.length, n),
        "Dashed curves: Cook's distance 0.5 and 1. Numbers: rows of the data, from 1",
      ],
      description:
        "Scatter of standardised residuals against leverage. The rows with the largest Cook's distances are " +
        `${top.map((i) => `row ${rowNumber(details, i)} (${Number(details.cooks[i]!.toPrecision(3))})`).join(", ")}; ` +
        "distances above 0.5 deserve a look, above 1 a decision.",
    },
    scatterWithCurve({
      x: { values: x, title: "Leverage", from: 0 },
      y: { values: y, title: "Standardised residual" },
      below: [
        horizontal(0),
        ...[0.5, 1].flatMap((distance) => contours(distance, details.parameters, reach)),
      ],
      above: labels(details, apart(details, influential, reach), reach),
    }),
  );
}

/** Place in the table, counted from 1 as a spreadsheet does. */
const rowNumber = ({ kept }: LinearDetails, i: number) => (kept ? kept[i]! : i) + 1;

/** Both branches r = ±√(D·p·(1 − h)/h) of one distance, as far as the points reach. */
function contours(distance: number, parameters: number, reach: { x: number; y: number }): JsonObject[] {
  const residual = (h: number) => Math.sqrt((distance * parameters * (1 - h)) / h);
  const x = Array.from({ length: 60 }, (_, k) => (reach.x * (k + 1)) / 60).filter(
    (h) => h > 0 && h < 1 && residual(h) <= 1.05 * reach.y,
  );
  if (x.length < 2) return [];
  const y = x.map(residual);
  return [guide(x, y), guide(x, y.map((value) => -value))]; // prettier-ignore
}

/** The first few of `rows` whose labels do not run into each other. */
function apart(details: LinearDetails, candidates: number[], reach: { x: number; y: number }): number[] {
  const kept: number[] = [];
  for (const i of candidates) {
    const free = kept.every(
      (j) =>
        Math.abs(details.leverage[i]! - details.leverage[j]!) > 0.12 * reach.x ||
        Math.abs(standardized(details, i) - standardized(details, j)) > 0.08 * reach.y,
    );
    if (free && kept.push(i) === named) break;
  }
  return kept;
}

/** The number of each row beside its point, on the side towards the middle: at the edges stand the axis's own. */
function labels(details: LinearDetails, top: number[], reach: { x: number }): JsonObject[] {
  return top.map((i) => {
    const toTheRight = details.leverage[i]! < reach.x / 2;
    const side = toTheRight ? { align: "left", dx: 6 } : { align: "right", dx: -6 };
    return {
      data: {
        values: rows({
          x: [details.leverage[i]!],
          y: [standardized(details, i)],
          row: [String(rowNumber(details, i))],
        }),
      },
      mark: { type: "text", ...side, baseline: "middle", fontSize: 11, color: colours.vermilion },
      encoding: {
        x: { field: "x", type: "quantitative" },
        y: { field: "y", type: "quantitative" },
        text: { field: "row", type: "nominal" },
      },
    };
  });
}

/** Indices of the `k` largest finite values, the largest first. */
function largest(values: Float64Array, k: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) continue;
    if (kept.length === k && values[i]! <= values[kept[k - 1]!]!) continue;
    let at = kept.length;
    while (at > 0 && values[kept[at - 1]!]! < values[i]!) at--;
    kept.splice(at, 0, i);
    if (kept.length > k) kept.pop();
  }
  return kept;
}

const greatest = (values: Float64Array) => values.reduce((a, b) => (b > a ? b : a), 0);

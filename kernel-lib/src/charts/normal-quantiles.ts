import { normalDensity, normalQuantile } from "../compute/special/index.js";
import type { ChartSpec } from "../contract/index.js";
import type { LinearDetails } from "../models/linear/index.js";
import { quantileResiduals } from "./quantile-residuals.js";
import { count, sampleIndices } from "./reduce.js";
import { guide, scatterWithCurve } from "./scatter.js";
import { chart, colours, rows } from "./spec.js";

const mostResiduals = 20_000;
const tail = 50;
const middle = 400;

/** Ordered residuals against normal quantiles, with the pointwise 95 % band of a right model. */
export function normalQuantilesChart(details: LinearDetails, seed: number): ChartSpec {
  const n = details.response.length;
  const indices = sampleIndices(n, mostResiduals);
  const { kind, values } = quantileResiduals(details, indices, seed);
  const ordered = values.filter(Number.isFinite).sort();
  const m = ordered.length;
  const places = Array.from(quantilePlaces(m));
  const theoretical = places.map((i) => normalQuantile((i + 0.5) / m));
  const sampled =
    indices.length < n ? ` of ${count(indices.length)} rows sampled evenly from ${count(n)}` : "";
  const name = kind[0]!.toUpperCase() + kind.slice(1);
  return chart(
    {
      title: "Normal Q–Q plot of the residuals",
      subtitle: [`${name} residuals${sampled}`, "Band: where 95 % of points fall if the model is right"],
      description:
        `Ordered ${kind} residuals against standard normal quantiles, with the diagonal and its 95 % band. ` +
        "Points that leave the band mean the outcome's distribution is not the model's.",
    },
    scatterWithCurve({
      x: { values: theoretical, title: "Normal quantile" },
      y: { values: places.map((i) => ordered[i]!), title: `${name} residual` },
      below:
        m > 1
          ? [band(m), guide([theoretical[0]!, theoretical.at(-1)!], [theoretical[0]!, theoretical.at(-1)!])]
          : [],
    }),
  );
}

/** Every one of the first and last `tail` order statistics, and `middle` spread over those between. */
function quantilePlaces(m: number): Set<number> {
  const places = new Set<number>();
  for (let i = 0; i < Math.min(tail, m); i++) places.add(i);
  for (let k = 0; k < middle; k++) places.add(Math.floor(((k + 0.5) * m) / middle));
  for (let i = Math.max(0, m - tail); i < m; i++) places.add(i);
  return new Set([...places].sort((a, b) => a - b));
}

/** Diagonal ± 1.96 standard errors of an order statistic, √(p(1 − p)/m)/φ(z). */
function band(m: number) {
  const end = Math.log(2 * m - 1);
  const p = Array.from({ length: 61 }, (_, k) => 1 / (1 + Math.exp(end * (1 - k / 30))));
  const z = p.map(normalQuantile);
  const half = p.map((share, k) => (1.96 * Math.sqrt((share * (1 - share)) / m)) / normalDensity(z[k]!));
  return {
    data: {
      values: rows({ x: z, lower: z.map((at, k) => at - half[k]!), upper: z.map((at, k) => at + half[k]!) }),
    },
    mark: { type: "area", color: colours.grey, opacity: 0.22 },
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { field: "lower", type: "quantitative" },
      y2: { field: "upper" },
    },
  };
}

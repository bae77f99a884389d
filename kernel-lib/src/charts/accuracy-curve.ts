import type { ChartSpec, JsonObject } from "../contract/index.js";
import type { AccuracyCurve } from "../models/risk-terrain/index.js";
import { pick, sampleIndices } from "./reduce.js";
import { chart, colours, rows } from "./spec.js";

const mostPoints = 150;
const byModel = "by the model";
const byOracle = "best possible, knowing the crimes";

/**
 * Share of the crimes that the places of highest predicted risk capture, against their share of the area: the curve
 * that PAI is the slope of. A band shows how far the order of equally predicted places could move it.
 */
export function accuracyCurveChart(
  curves: readonly AccuracyCurve[],
  { byArea }: { byArea: boolean },
): ChartSpec {
  const taken = byArea ? "area" : "places";
  const drawn = curves.map(seriesOf);
  const periods = curves.map(({ period }) => period);
  const color: JsonObject = {
    field: "period",
    type: "nominal",
    scale: { domain: periods, range: [colours.blue, colours.vermilion, colours.green] },
    legend: { title: "Crimes", orient: "bottom" },
  };
  const x: JsonObject = {
    field: "area",
    type: "quantitative",
    title: `Share of the ${taken}, riskiest first (square-root scale)`,
    scale: { type: "sqrt", domain: [0, 1] },
    axis: { format: ".0%", values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1] },
  };
  const y: JsonObject = {
    type: "quantitative",
    title: "Share of the crimes there",
    scale: { domain: [0, 1] },
    axis: { format: ".0%" },
  };
  const percent = (field: string) => ({ field, type: "quantitative", format: ".1%" });
  return chart(
    {
      title: "Crimes captured by the riskiest places",
      subtitle: [
        `PAI is the share of crimes over the share of the ${taken}`,
        "Band: as the order of equally risky places could have it; dotted: without skill",
      ],
      description:
        `Curves of the share of crimes captured against the share of the ${taken} taken, riskiest first. ` +
        curves.map((curve) => describe(curve, taken)).join(" "),
    },
    {
      data: { values: drawn.flatMap(({ model, oracle }) => [...model, ...oracle]) },
      layer: [
        {
          data: { values: drawn[0]!.model.map(({ area }) => ({ area: area!, captured: area! })) },
          mark: { type: "line", color: colours.grey, strokeDash: [2, 3] },
          encoding: { x, y: { field: "captured", ...y } },
        },
        {
          transform: [{ filter: "isValid(datum.lower)" }],
          mark: { type: "area", opacity: 0.25 },
          encoding: { x, y: { field: "lower", ...y }, y2: { field: "upper" }, color },
        },
        {
          mark: { type: "line", strokeWidth: 2 },
          encoding: {
            x,
            y: { field: "captured", ...y },
            color,
            strokeDash: {
              field: "order",
              type: "nominal",
              scale: {
                domain: [byModel, byOracle],
                range: [
                  [1, 0],
                  [5, 4],
                ],
              },
              legend: { title: "Places ordered", orient: "bottom" },
            },
            tooltip: [
              { field: "period", type: "nominal" },
              { field: "order", type: "nominal" },
              percent("area"),
              percent("captured"),
              percent("lower"),
              percent("upper"),
            ],
          },
        },
      ],
    },
  );
}

function seriesOf({ period, points }: AccuracyCurve) {
  const indices = sampleIndices(points.length, mostPoints);
  const column = (of: (point: (typeof points)[number]) => number) => [0, ...pick(points.map(of), indices)];
  const area = column(({ share }) => share);
  const same = (text: string) => area.map(() => text);
  return {
    model: rows({
      period: same(period),
      order: same(byModel),
      area,
      captured: column(({ hitRate }) => hitRate),
      lower: column(({ share, paiLower }) => share * paiLower),
      upper: column(({ share, paiUpper }) => share * paiUpper),
    }),
    oracle: rows({
      period: same(period),
      order: same(byOracle),
      area,
      captured: column(({ share, paiOracle }) => Math.min(1, share * paiOracle)),
    }),
  };
}

function describe({ period, points }: AccuracyCurve, taken: string): string {
  const near = (wanted: number) =>
    points.reduce((a, b) => (Math.abs(b.share - wanted) < Math.abs(a.share - wanted) ? b : a));
  const percent = (share: number) => `${Number((100 * share).toPrecision(2))} %`;
  const at = [0.01, 0.05, 0.2]
    .map(near)
    .map(({ share, hitRate }) => `${percent(share)} hold ${percent(hitRate)}`);
  return `${period}: of the ${taken} ${[...new Set(at)].join(", ")} of the crimes.`;
}

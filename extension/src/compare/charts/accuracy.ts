import { checkChart, type ChartSpec, type JsonObject } from "quetelet/contract";
import { isRecord } from "../../ui/is-record";
import { isNumber } from "../../ui/is-number";
import { rounded } from "../../ui/rounded";
import type { Trans } from "../../ui/translation";
import type { Compared } from "../compared";
import { comparison, grey, marksOf, mostRows, thin } from "./spec";

/** Crimes of one time and of the next; a stranger's table may have a period a row. */
const mostPeriods = 12;

interface Point {
  period: string;
  area: number;
  captured: number;
}

/** Share of the crimes that each model's riskiest places hold, against their share of the area. */
export function accuracyOverlaid(shown: readonly Compared[], trans: Trans): ChartSpec {
  const series = shown.flatMap(({ letter, result }) => {
    const points = curvePoints(result.charts.accuracy) ?? tablePoints(result.tables.accuracy?.rows ?? []);
    const periods = [...new Set(points.map(({ period }) => period))].slice(0, mostPeriods);
    return periods.map((period) => ({
      result: letter,
      period,
      points: points.filter((point) => point.period === period).sort((a, b) => a.area - b.area),
    }));
  });
  const each = Math.max(2, Math.floor(mostRows / series.length));
  const values = series.flatMap(({ result, points }) =>
    thin(points, each).map((point): JsonObject => ({ result, ...point })),
  );
  const periods = [...new Set(series.map(({ period }) => period))];
  const { color, strokeWidth } = marksOf(shown);
  const x: JsonObject = {
    field: "area",
    type: "quantitative",
    title: trans.__("Share of the places, riskiest first (square-root scale)"),
    scale: { type: "sqrt", domain: [0, 1] },
    axis: { format: ".0%", values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1] },
  };
  const y: JsonObject = {
    field: "captured",
    type: "quantitative",
    title: trans.__("Share of the crimes there"),
    scale: { domain: [0, 1] },
    axis: { format: ".0%" },
  };
  return comparison(
    {
      title: trans.__("Crimes captured by the riskiest places"),
      subtitle: [trans.__("Dotted: without skill")],
      description: trans.__(
        "Share of crimes held by the riskiest places. At 5 % of the places: %1.",
        series
          .map(({ result, period, points }) => `${result} ${period} ${percent(at(points, 0.05))}`)
          .join("; "),
      ),
    },
    {
      data: { values },
      layer: [
        {
          data: { values: Array.from({ length: 51 }, (_, i) => ({ area: i / 50, captured: i / 50 })) },
          mark: { type: "line", color: grey, strokeDash: [2, 3] },
          encoding: { x, y },
        },
        {
          mark: { type: "line" },
          encoding: {
            x,
            y,
            color,
            strokeWidth,
            strokeDash: {
              field: "period",
              type: "nominal",
              scale: {
                domain: periods,
                range: periods.map(
                  (_, i) =>
                    [
                      [1, 0],
                      [6, 3],
                      [2, 2],
                    ][i % 3]!,
                ),
              },
              legend: periods.length > 1 ? { title: trans.__("Crimes"), orient: "bottom" } : null,
            },
            tooltip: [
              { field: "result", type: "nominal" },
              { field: "period", type: "nominal" },
              { field: "area", type: "quantitative", format: ".1%" },
              { field: "captured", type: "quantitative", format: ".1%" },
            ],
          },
        },
      ],
    },
  );
}

/** The whole curve, where the result's own chart has it as this library draws it. */
function curvePoints(spec: ChartSpec | undefined): Point[] | null {
  const check = checkChart(spec);
  if (!check.ok) return null;
  const points = Object.values(check.chart.data)
    .flat()
    .filter(isRecord)
    .filter(({ order }) => order === "by the model")
    .flatMap(({ period, area, captured }) =>
      isNumber(area) && isNumber(captured) ? [{ period: String(period), area, captured }] : [],
    );
  return points.length > 1 ? points : null;
}

/** A few points of it, which every table has. */
function tablePoints(rows: readonly Record<string, unknown>[]): Point[] {
  const points = rows.flatMap(({ period, share, hitRate }) =>
    isNumber(share) && isNumber(hitRate) ? [{ period: String(period), area: share, captured: hitRate }] : [],
  );
  const ends = [...new Set(points.map(({ period }) => period))].flatMap((period) => [
    { period, area: 0, captured: 0 },
    { period, area: 1, captured: 1 },
  ]);
  return [...ends, ...points];
}

/** The nearest point that is there. */
const at = (points: readonly Point[], area: number) =>
  points.reduce((a, b) => (Math.abs(b.area - area) < Math.abs(a.area - area) ? b : a)).captured;

const percent = (share: number) => `${rounded(100 * share)} %`;

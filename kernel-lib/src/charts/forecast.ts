import type { ChartSpec, JsonObject } from "../contract/index.js";
import { chart, chartWidth, colours, mostRows, rows } from "./spec.js";

export interface ForecastSeries {
  /** Milliseconds, ascending. */
  dates: Float64Array;
  observed: Float64Array;
  fitted: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Title of the axis of outcomes. */
  outcome: string;
  title: string;
  /** What the interval promises to hold; null when nobody says. */
  level: number | null;
}

const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

/** Outcomes day by day, what was forecast of them, and the ribbon that should hold them; the days it does not hold. */
export function forecastChart({
  dates,
  observed,
  fitted,
  lower,
  upper,
  outcome,
  title,
  level,
}: ForecastSeries): ChartSpec {
  const from = Math.max(0, dates.length - mostRows);
  const outside = observed.map((value, row) => +(value < lower[row]! || value > upper[row]!));
  const known = observed.map((value) => +!Number.isNaN(value));
  const days = known.reduce((sum, value) => sum + value, 0);
  const inside = days - outside.reduce((sum, value) => sum + value, 0);
  const isDays = dates.every((moment) => moment % 86_400_000 === 0);
  // Days as they are written, for those who read the chart as text.
  const date = Array.from(dates, (moment) => new Date(moment).toISOString().slice(0, isDays ? 10 : 24));
  const values = rows({ date, observed, fitted, lower, upper, outside }).slice(from);
  const x: JsonObject = {
    field: "date",
    type: "temporal",
    title: null,
    scale: { type: "utc" },
    axis: { grid: false },
  };
  const y = (field: string): JsonObject => ({ field, type: "quantitative", title: outcome });
  const tooltip: JsonObject[] = [
    { field: "date", type: "temporal", scale: { type: "utc" }, format: "%a %e %b %Y" },
    ...["observed", "fitted", "lower", "upper"].map((field): JsonObject => ({
      field,
      type: "quantitative",
      format: ".4~r",
    })),
  ];
  const held =
    days === 0 ? null : `${inside} of ${days} outcomes (${percent(inside / days)}) lie within the ribbon`;
  const promised = level === null ? "" : `; it promises ${percent(level)}`;
  return chart(
    {
      title,
      subtitle: [
        "Line: forecast; ribbon: its prediction interval; filled: outcomes outside it",
        held === null ? undefined : `${held}${promised}`,
        from > 0 ? `The last ${values.length} of ${dates.length}` : undefined,
      ],
      description: `${title}: ${dates.length} forecasts of ${outcome} with their intervals. ${held === null ? "No outcome is known" : held}${promised}.`,
    },
    {
      width: chartWidth + 140,
      height: 260,
      data: { values },
      layer: [
        {
          mark: { type: "area", color: colours.blue, opacity: 0.22 },
          encoding: { x, y: y("lower"), y2: { field: "upper" } },
        },
        { mark: { type: "line", color: colours.blue, strokeWidth: 1.5 }, encoding: { x, y: y("fitted") } },
        {
          transform: [{ filter: "isValid(datum.observed) && !datum.outside" }],
          mark: { type: "point", color: colours.grey, size: 14, strokeWidth: 1 },
          encoding: { x, y: y("observed"), tooltip },
        },
        {
          transform: [{ filter: "isValid(datum.observed) && datum.outside" }],
          mark: { type: "point", filled: true, opacity: 1, color: colours.vermilion, size: 24 },
          encoding: { x, y: y("observed"), tooltip },
        },
      ],
    },
  );
}

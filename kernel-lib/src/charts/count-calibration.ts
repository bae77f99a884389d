import type { ChartSpec } from "../contract/index.js";
import { bands } from "../contract/index.js";
import { guide } from "./scatter.js";
import { chart, colours, rows } from "./spec.js";

const mostBands = 12;

export interface ObservedCounts {
  /** Name of the outcome column. */
  period: string;
  /** One count a unit; NaN where it is missing. */
  counts: Float64Array;
}

/** Mean observed against mean expected crimes in bands of expected crimes, with 95 % intervals, by period. */
export function countCalibrationChart(expected: Float64Array, periods: readonly ObservedCounts[]): ChartSpec {
  const groups = periods.flatMap(({ period, counts }) =>
    countBands(expected, counts).map((band) => ({ period, ...band })),
  );
  const column = (name: keyof CountBand) => groups.map((group) => group[name]);
  const top = Math.max(...groups.map(({ expected: mean, upper }) => Math.max(mean, upper)));
  const scale = { type: "sqrt", domain: [0, top], nice: true };
  const x = {
    field: "expected",
    type: "quantitative",
    title: "Expected crimes a unit (square-root scale)",
    scale,
  };
  const y = { type: "quantitative", title: "Observed crimes a unit", scale };
  const color = {
    field: "period",
    type: "nominal",
    scale: { domain: periods.map(({ period }) => period), range: [colours.blue, colours.vermilion] },
    legend: periods.length > 1 ? { title: "Crimes", orient: "bottom" } : null,
  };
  const number = (field: string, format: string) => ({ field, type: "quantitative", format });
  return chart(
    {
      title: "Calibration: observed against expected crimes",
      subtitle: [
        "Bands of similar expected risk; bars: 95 % intervals of the observed mean",
        "Dashed: perfect agreement",
      ],
      description:
        "Mean observed against mean expected crimes in bands of expected risk. " +
        periods
          .map(({ period }) =>
            describe(
              period,
              groups.filter((group) => group.period === period),
            ),
          )
          .join(" "),
    },
    {
      height: 340,
      width: 400,
      data: {
        values: rows({
          period: groups.map(({ period }) => period),
          expected: column("expected"),
          observed: column("observed"),
          lower: column("lower"),
          upper: column("upper"),
          units: column("units"),
        }),
      },
      layer: [
        guide([0, top], [0, top]),
        {
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { x, y: { field: "lower", ...y }, y2: { field: "upper" }, color },
        },
        {
          mark: { type: "point", filled: true, opacity: 1, size: 50 },
          encoding: {
            x,
            y: { field: "observed", ...y },
            color,
            tooltip: [
              { field: "period", type: "nominal" },
              number("expected", ".4~g"),
              number("observed", ".4~g"),
              number("units", ",.0f"),
            ],
          },
        },
      ],
    },
  );
}

export interface CountBand {
  /** Mean of the expected counts. */
  expected: number;
  observed: number;
  lower: number;
  upper: number;
  units: number;
}

/**
 * Up to 12 bands of about as many units, and at least 10, equal expectations together. The interval is the observed mean ± 1.96
 * standard errors from the units' own spread, which holds for overdispersed counts too.
 */
export function countBands(expected: Float64Array, counts: Float64Array): CountBand[] {
  const wanted = Math.max(1, Math.min(mostBands, Math.floor(expected.length / 30)));
  const judged = expected.map((mean, i) => (Number.isNaN(counts[i]!) ? NaN : mean));
  return bands(judged, wanted, { least: 10 }).map((members) => {
    const units = members.length;
    let mean = 0;
    let observed = 0;
    for (const i of members) {
      mean += expected[i]! / units;
      observed += counts[i]! / units;
    }
    let squares = 0;
    for (const i of members) squares += (counts[i]! - observed) ** 2;
    const reach = units > 1 ? 1.96 * Math.sqrt(squares / (units - 1) / units) : 0;
    return { expected: mean, observed, lower: Math.max(0, observed - reach), upper: observed + reach, units };
  });
}

function describe(period: string, groups: CountBand[]): string {
  const last = groups.at(-1)!;
  const held = groups.filter(({ expected, lower, upper }) => lower <= expected && expected <= upper).length;
  return (
    `${period}: ${held} of ${groups.length} bands agree within their interval; ` +
    `the riskiest is expected ${last.expected.toPrecision(3)} and observed ${last.observed.toPrecision(3)}.`
  );
}

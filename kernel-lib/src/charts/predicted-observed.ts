import type { ChartSpec, JsonObject } from "../contract/index.js";
import { bands } from "../contract/index.js";
import { count, pick, sampleIndices, sampleNote } from "./reduce.js";
import { guide, mostPoints } from "./scatter.js";
import { chart, colours, rows } from "./spec.js";

export interface PredictedObserved {
  outcome: string;
  observed: Float64Array;
  /** Predictions of rows that the model did not see; NaN where there is none. */
  predicted: Float64Array;
  intervals: {
    level: number;
    lower: Float64Array;
    upper: Float64Array;
    /** NaN without calibration. */
    conformalLower: Float64Array;
    conformalUpper: Float64Array;
  };
  title?: string;
}

/** Stretches of similar prediction that the ribbons are averaged in. */
const mostBands = 40;

/**
 * Observed outcomes against predictions, with the mean prediction interval of rows predicted alike as a ribbon, and
 * the calibrated one as dashed lines: the figures of the paper on hierarchical forests.
 */
export function predictedObservedChart({
  outcome,
  observed,
  predicted,
  intervals,
  title = "Observed against predicted, with prediction intervals",
}: PredictedObserved): ChartSpec | null {
  const { level, lower, upper, conformalLower, conformalUpper } = intervals;
  const needed = [observed, predicted, lower, upper];
  const known = Int32Array.from(predicted.keys()).filter((row) =>
    needed.every((values) => Number.isFinite(values[row]!)),
  );
  if (known.length === 0) return null;
  const calibrated = known.some((row) => Number.isFinite(conformalLower[row]!));
  const groups = bands(
    pick(predicted, known),
    Math.min(mostBands, Math.max(2, Math.floor(known.length / 10))),
  );
  const meanOf = (values: Float64Array) =>
    groups.map((members) => {
      const own = Array.from(members, (i) => values[known[i]!]!).filter(Number.isFinite);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    });
  const drawn = pick(known, sampleIndices(known.length, mostPoints));
  const held = (row: number, low: Float64Array, high: Float64Array) =>
    observed[row]! >= low[row]! && observed[row]! <= high[row]!;
  const shareHeld = (low: Float64Array, high: Float64Array) => {
    const judged = known.filter((row) => Number.isFinite(low[row]!));
    return judged.filter((row) => held(row, low, high)).length / judged.length;
  };
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const asked = `${Number((100 * level).toPrecision(4))} %`;
  const raw = shareHeld(lower, upper);
  const outside = Array.from(drawn, (row) => (held(row, lower, upper) ? "inside" : "outside"));

  const x: JsonObject = {
    field: "predicted",
    type: "quantitative",
    title: `Predicted ${outcome}`,
    scale: { zero: false },
  };
  const yTitle = `Observed ${outcome}`;
  const y = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    title: yTitle,
    scale: { zero: false },
  });
  const [from, to] = [predicted[known[0]!]!, predicted[known[0]!]!];
  const [least, most] = known.reduce(
    ([low, high], row) => [Math.min(low, predicted[row]!), Math.max(high, predicted[row]!)],
    [from, to],
  );
  const line = (field: string): JsonObject => ({
    data: {
      values: rows({
        predicted: meanOf(predicted),
        [field]: meanOf(field === "conformalLower" ? conformalLower : conformalUpper),
      }),
    },
    mark: { type: "line", color: colours.green, strokeDash: [6, 3], strokeWidth: 2 },
    encoding: { x, y: y(field) },
  });
  return chart(
    {
      title,
      subtitle: [
        `Ribbon: mean ${asked} interval of rows predicted alike; it holds ${percent(raw)}`,
        calibrated
          ? `Green, dashed: the calibrated interval; it holds ${percent(shareHeld(conformalLower, conformalUpper))}`
          : undefined,
        sampleNote(drawn.length, known.length),
      ],
      description:
        `Scatter of observed against predicted ${outcome} for ${count(known.length)} rows with a ribbon of ${asked} prediction intervals. ` +
        `The intervals hold ${percent(raw)} of the outcomes${calibrated ? `, the calibrated ones ${percent(shareHeld(conformalLower, conformalUpper))}` : ""}.`,
    },
    {
      layer: [
        {
          data: {
            values: rows({ predicted: meanOf(predicted), lower: meanOf(lower), upper: meanOf(upper) }),
          },
          mark: { type: "area", color: colours.blue, opacity: 0.2 },
          encoding: { x, y: y("lower"), y2: { field: "upper" } },
        },
        ...(calibrated ? [line("conformalLower"), line("conformalUpper")] : []),
        guide([least, most], [least, most]),
        {
          data: {
            values: rows({
              predicted: pick(predicted, drawn),
              observed: pick(observed, drawn),
              interval: outside,
            }),
          },
          mark: { type: "point", filled: true, size: 18, opacity: 0.7 },
          encoding: {
            x,
            y: y("observed"),
            color: {
              field: "interval",
              type: "nominal",
              title: "Interval",
              scale: { domain: ["inside", "outside"], range: [colours.blue, colours.vermilion] },
              legend: { orient: "bottom" },
            },
            shape: {
              field: "interval",
              type: "nominal",
              title: "Interval",
              scale: { domain: ["inside", "outside"], range: ["circle", "triangle-up"] },
            },
          },
        },
      ],
    },
  );
}

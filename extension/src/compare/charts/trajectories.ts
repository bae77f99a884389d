import type { Cell, ChartSpec, JsonObject } from "quetelet/contract";
import { printed, printedName } from "../../chart/printed";
import { isNumber } from "../../ui/is-number";
import { plainNumber } from "../../ui/format";
import type { Trans } from "../../ui/translation";
import { outcomeName } from "../../viewer/words";
import { field, type Compared } from "../compared";
import { comparison, marksOf, mostRows, thin } from "./spec";

const numbers = ["mean", "lower", "upper"];

/** Groups' mean curves of all results over one time axis; named where they are highest and so farthest apart. */
export function trajectoriesOverlaid(shown: readonly Compared[], trans: Trans): ChartSpec {
  const curves = shown.flatMap(curvesOf);
  const each = Math.max(2, Math.floor(mostRows / curves.length));
  const values = curves.flatMap(({ points, ...curve }) =>
    thin(points, each).map((point): JsonObject => ({ ...curve, ...point })),
  );
  const peaks = curves.map(({ result, curve, points }): JsonObject => ({ result, curve, ...peakOf(points) }));
  const time = String(field(shown[0]!.result, "time") ?? "time");
  const outcome = outcomeName(shown[0]!.result.config) ?? "";
  const { color, strokeDash, strokeWidth } = marksOf(shown);
  const x: JsonObject = {
    field: "time",
    type: "quantitative",
    title: time,
    scale: { zero: false, nice: false },
    axis: { labelExpr: "format(datum.value, '.6~g')", grid: false },
  };
  const y: JsonObject = { field: "mean", type: "quantitative", title: trans.__("Mean %1", outcome) };
  return comparison(
    {
      title: trans.__("Trajectories of %1", outcome),
      subtitle: [trans.__("Lines: mean of each group, named at its peak by result and number")],
      description: describe(curves, { outcome, time, trans }),
    },
    {
      height: 360,
      data: { values: printed(values, ...numbers) },
      layer: [
        {
          mark: { type: "line" },
          encoding: {
            x,
            y,
            color,
            strokeWidth,
            strokeDash,
            detail: { field: "curve", type: "nominal" },
            tooltip: [
              { field: "curve", type: "nominal", title: trans.__("group") },
              { field: "time", type: "quantitative", format: ".6~g" },
              ...numbers.map((name) => ({
                field: printedName(name),
                type: "nominal",
                title: name,
              })),
            ],
          },
        },
        ...shown.map(({ letter }, at): JsonObject => ({
          data: { values: peaks },
          transform: [{ filter: { field: "result", equal: letter } }],
          // Side by side, where two results agree.
          mark: {
            type: "text",
            dy: -9,
            dx: (at - (shown.length - 1) / 2) * 20,
            fontSize: 11,
            fontWeight: 600,
          },
          encoding: { x, y, color: { ...color, legend: null }, text: { field: "curve", type: "nominal" } },
        })),
      ],
    },
  );
}

interface Curve {
  result: string;
  /** Letter and number: A1. */
  curve: string;
  points: { time: number; mean: number; lower: number | null; upper: number | null }[];
}

const peakOf = (points: Curve["points"]) => points.reduce((a, b) => (b.mean > a.mean ? b : a));

function curvesOf({ letter, result }: Compared): Curve[] {
  const curves = new Map<string, Curve>();
  for (const { group, outcome, time, mean, lower, upper } of result.tables.curves?.rows ?? []) {
    if (!isNumber(time) || !isNumber(mean) || !isOwnOutcome(result, outcome)) continue;
    const name = `${letter}${String(group)}`;
    const curve = curves.get(name) ?? { result: letter, curve: name, points: [] };
    curve.points.push({
      time,
      mean,
      lower: isNumber(lower) ? lower : null,
      upper: isNumber(upper) ? upper : null,
    });
    curves.set(name, curve);
  }
  return [...curves.values()].map((curve) => ({
    ...curve,
    points: curve.points.sort((a, b) => a.time - b.time),
  }));
}

/** A model of several outcomes has the curves of all of them in one table; the first is compared. */
const isOwnOutcome = ({ config }: Compared["result"], outcome: Cell | undefined) =>
  outcome === undefined || outcome === null || outcome === outcomeName(config);

function describe(
  curves: readonly Curve[],
  { outcome, time, trans }: { outcome: string; time: string; trans: Trans },
) {
  const said = curves.slice(0, 12).map(({ curve, points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    return trans.__("%1 from %2 to %3", curve, plainNumber(first.mean), plainNumber(last.mean));
  });
  return trans.__(
    "Mean %1 by %2 of every group, from the first time to the last: %3.",
    outcome,
    time,
    said.join("; "),
  );
}

import { type ChartSpec, colours, type JsonObject } from "quetelet/contract";
import { printed } from "../../../chart/printed";
import type { Trans } from "../../../ui/translation";
import { isNumber } from "../../../ui/is-number";
import { line, numberLine } from "../chart-text";
import { lossName } from "./words";
import type { FrontierView, ThresholdSet } from "./read-frontier";

/** Sets below it buy parity with much error and would squeeze the others; each is drawn while it is looked at. */
const smallestLambda = 0.01;

/** The trade-off, the point that is looked at, and the one in use; rows alone change as λ moves. */
export function frontierChart(
  { points, beside, inUse, loss }: FrontierView,
  current: ThresholdSet,
  trans: Trans,
): ChartSpec {
  const chosenOn = trans.__("rows chosen on");
  const heldOut = trans.__("rows held out");
  const counted = trans.__("Counted on");
  const place = (set: ThresholdSet, index: number | null): JsonObject[] => [
    { index, counted: chosenOn, error: set.error, fairness: set.fairness, name: set.name ?? "" },
    ...(set.heldOutError === null || set.heldOutFairness === null
      ? []
      : [
          {
            index,
            counted: heldOut,
            error: set.heldOutError,
            fairness: set.heldOutFairness,
            name: set.name ?? "",
          },
        ]),
  ];
  const shown = points.flatMap((set, i) => (set.lambdaHigh >= smallestLambda ? [i] : []));
  const curve = shown.flatMap((i) => place(points[i]!, i));
  const rivals = besideCurve(
    beside.flatMap((set) => place(set, null)),
    [...curve, ...place(inUse, null)],
  );
  const axis = (field: string, title: string): JsonObject => ({
    field,
    type: "quantitative",
    title,
    scale: { zero: false, nice: false, padding: 12 },
    axis: { tickCount: 6, labelOverlap: "greedy", labelSeparation: 10 },
  });
  const x = axis("error", trans.__("Error"));
  const y = axis("fairness", lossName(loss, trans));
  const judged = points.some(({ heldOutError }) => heldOutError !== null);
  const color: JsonObject = {
    field: "counted",
    type: "nominal",
    scale: { domain: [chosenOn, heldOut], range: [colours.blue, colours.vermilion] },
    legend: judged ? { title: counted, orient: "bottom", labelLimit: 300 } : null,
  };
  const numbers = ["error", "fairness"];
  const tooltip = [
    line("counted", counted),
    numberLine("error", trans.__("error")),
    numberLine("fairness", trans.__("fairness loss")),
  ];
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: { text: trans.__("Trade-off between error and fairness"), anchor: "start" },
    description: [
      trans.__(
        "%1 sets of thresholds, each the best for a range of λ; lower and further left is better. Ring: the set looked at; dashed square: the set in use; diamonds: other ways to choose. Sets for λ below %2 only are drawn while they are looked at.",
        points.length,
        smallestLambda,
      ),
      ...(rivals.far.length > 0 ? [trans.__("Too far off to be drawn: %1.", rivals.far.join("; "))] : []),
    ].join(" "),
    height: 280,
    layer: [
      {
        data: { values: curve.filter((row) => row.counted === chosenOn) },
        mark: { type: "line", color: colours.blue, strokeWidth: 1.5 },
        encoding: { x, y, order: { field: "index", type: "quantitative" } },
      },
      {
        data: { values: printed(curve, ...numbers) },
        mark: { type: "point", filled: true, size: 55, opacity: 0.9, cursor: "pointer" },
        encoding: { x, y, color, tooltip },
      },
      {
        data: { values: printed(rivals.near, ...numbers) },
        mark: { type: "point", filled: true, shape: "diamond", size: 70, opacity: 0.9 },
        encoding: {
          x,
          y,
          color,
          tooltip: [line("name", trans.__("thresholds")), ...tooltip],
        },
      },
      {
        data: { values: place(inUse, null) },
        mark: { type: "point", shape: "square", size: 240, strokeWidth: 1.5, strokeDash: [3, 2] },
        encoding: { x, y, color },
      },
      {
        data: { values: place(current, null) },
        mark: { type: "point", shape: "circle", size: 260, strokeWidth: 3 },
        encoding: { x, y, color },
      },
      {
        // Broad marks that nobody sees, for pointers.
        data: { values: printed(curve, ...numbers) },
        mark: { type: "point", filled: true, size: 400, opacity: 0.001, cursor: "pointer" },
        encoding: { x, y, tooltip },
      },
    ],
  };
}

/** Other ways to choose that stand by the curve, and the names of those that would squeeze it into a corner. */
function besideCurve(rivals: JsonObject[], curve: JsonObject[]): { near: JsonObject[]; far: string[] } {
  const isNear = (field: string) => {
    const values = curve.map((row) => row[field]).filter(isNumber);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    // The axis grows to twice its length at most.
    const margin = Math.max((high - low) / 2, 0.01);
    return (row: JsonObject) => {
      const value = row[field];
      return !isNumber(value) || values.length === 0 || (value >= low - margin && value <= high + margin);
    };
  };
  const [byError, byFairness] = [isNear("error"), isNear("fairness")];
  const near = rivals.filter((row) => byError(row) && byFairness(row));
  const far = new Set(rivals.filter((row) => !near.includes(row)).map(({ name }) => String(name)));
  return { near, far: [...far] };
}

import { type ChartSpec, colours, groupColour, type JsonObject, shapes } from "quetelet/contract";
import { printed } from "../../../chart/printed";
import type { Trans } from "../../../ui/translation";
import { line, numberLine } from "../chart-text";
import type { OutcomeView } from "./read-groups";

export interface CurvesChart {
  timeName: string;
  outcome: OutcomeView;
  /** The group that stands out; null: all alike. */
  group: number | null;
  /** Places of the people drawn. */
  drawn: readonly number[];
  /** Place of the one person who stands out. */
  person: number | null;
  title: string;
  description: string;
}

const schema = "https://vega.github.io/schema/vega-lite/v5.json";

/**
 * The groups' curves; over them the courses of people, and of one person. What stands out is told by the rows alone, so
 * that a chart that is drawn keeps its view and only takes other rows.
 */
export function curvesChart(options: CurvesChart, trans: Trans): ChartSpec {
  const { timeName, outcome, group, drawn, person, title, description } = options;
  const { groups } = outcome;
  const state = (own: number) => (group === null || own === group ? "on" : "off");
  const curve = groups.flatMap((each) =>
    each.curve.map(({ time, mean, lower, upper }) => ({
      group: each.group,
      state: state(each.group),
      time,
      mean,
      lower: lower ?? mean,
      upper: upper ?? mean,
    })),
  );
  const means = groups.flatMap((each) =>
    each.observed.map((point) => ({ group: each.group, state: state(each.group), ...point })),
  );
  const courses = drawn.flatMap((place) => courseRows(outcome, place));
  const own = person === null ? [] : courseRows(outcome, person);
  // Ages and years have no tenths.
  const isWhole = means.every(({ time }) => Number.isInteger(time));
  const x: JsonObject = {
    field: "time",
    type: "quantitative",
    title: timeName,
    scale: { zero: false, nice: false },
    axis: { format: "~g", grid: false, ...(isWhole && { tickMinStep: 1 }) },
  };
  const y = (field: string): JsonObject => ({ field, type: "quantitative", title: outcome.name });
  const color: JsonObject = {
    field: "group",
    type: "nominal",
    scale: {
      domain: groups.map((each) => each.group),
      range: groups.map((each) => groupColour(each.group)),
    },
    legend: null,
  };
  const shape: JsonObject = {
    field: "group",
    type: "nominal",
    scale: {
      domain: groups.map((each) => each.group),
      range: groups.map((each) => shapes[(each.group - 1) % shapes.length]!),
    },
    legend: null,
  };
  const byState = (off: number, on: number): JsonObject => ({
    field: "state",
    type: "nominal",
    scale: { domain: ["off", "on"], range: [off, on] },
    legend: null,
  });
  const order: JsonObject = { field: "time", type: "quantitative" };
  const groupLine = line("group", trans.__("group"));
  const timeLine = line("time", timeName, "~g");
  return {
    $schema: schema,
    title: { text: title, anchor: "start" },
    description,
    height: 320,
    resolve: { scale: { opacity: "independent", strokeWidth: "independent" } },
    layer: [
      {
        data: { values: curve },
        mark: { type: "area" },
        // Without an order, by which Vega-Lite would take every time for an area of its own: x sorts areas anyway.
        encoding: { x, y: y("lower"), y2: { field: "upper" }, color, opacity: byState(0, 0.16) },
      },
      {
        data: { values: courses },
        mark: { type: "line", strokeWidth: 1, opacity: 0.4 },
        encoding: { x, y: y("value"), color, detail: { field: "person", type: "nominal" }, order },
      },
      {
        data: { values: curve },
        mark: { type: "line" },
        encoding: {
          x,
          y: y("mean"),
          color,
          strokeWidth: byState(1.5, 3.5),
          opacity: byState(0.45, 1),
          order,
        },
      },
      {
        data: { values: printed(means, "mean") },
        mark: { type: "point", filled: true, size: 34, cursor: "pointer" },
        encoding: {
          x,
          y: y("mean"),
          color,
          shape,
          opacity: byState(0.25, 0.9),
          tooltip: [
            groupLine,
            timeLine,
            numberLine("mean", trans.__("observed mean")),
            line("people", trans.__("people behind it"), ",.1f"),
          ],
        },
      },
      {
        // A broad line that nobody sees, for pointers.
        data: { values: printed(curve, "mean") },
        mark: { type: "line", strokeWidth: 14, opacity: 0.001, cursor: "pointer" },
        encoding: {
          x,
          y: y("mean"),
          color,
          order,
          tooltip: [groupLine, timeLine, numberLine("mean", trans.__("mean"))],
        },
      },
      {
        data: { values: printed(own, "value") },
        mark: {
          type: "line",
          color: colours.grey,
          strokeWidth: 2.5,
          strokeDash: [6, 3],
          point: { size: 60, color: colours.grey, filled: true },
        },
        encoding: {
          x,
          y: y("value"),
          order,
          tooltip: [line("person", trans.__("person")), timeLine, numberLine("value", trans.__("observed"))],
        },
      },
    ],
  };
}

function courseRows({ people, courses }: OutcomeView, place: number): JsonObject[] {
  const course = courses.get(place);
  if (!course) return [];
  const { id, group } = people[place]!;
  return course.times.map((time, k) => ({ person: id, group: group ?? 0, time, value: course.values[k]! }));
}

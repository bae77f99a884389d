import { type ChartSpec, colours, type JsonObject } from "quetelet/contract";
import { printed } from "../../../chart/printed";
import { plainNumber } from "../../../ui/format";
import type { Trans } from "../../../ui/translation";
import { line, numberLine } from "../chart-text";
import type { NumberOutcome, Step } from "./read-explained";

/** What the training outcomes weigh in a prediction, with the interval under them. */
export function distributionChart(
  steps: readonly Step[],
  { fitted, observed, median, lower, upper, conformalLower, conformalUpper }: NumberOutcome,
  {
    title,
    description,
    outcome,
    trans,
  }: { title: string; description: string; outcome: string; trans: Trans },
): ChartSpec {
  const words = {
    fitted: trans.__("predicted"),
    observed: trans.__("observed"),
    interval: trans.__("interval"),
    calibrated: trans.__("calibrated interval"),
  };
  const single = steps.every(({ from, to }) => from === to);
  const gaps = single ? steps.slice(1).map(({ from }, i) => from - steps[i]!.from) : [];
  // Bars of single outcomes keep some room between them.
  const half = single ? 0.4 * (gaps.length > 0 ? Math.min(...gaps.filter((gap) => gap > 0)) : 1) : 0;
  const values = steps.map(({ from, to, weight }): JsonObject => ({
    from: from - half,
    to: to + half,
    range: single ? String(from) : `${plainNumber(from)} – ${plainNumber(to)}`,
    weight,
  }));
  const rules = [
    { value: fitted, what: words.fitted },
    { value: observed, what: words.observed },
  ].filter(({ value }) => value !== null) as JsonObject[];
  const intervals = [
    { from: lower, to: upper, middle: median, what: words.interval, at: 8 },
    { from: conformalLower, to: conformalUpper, middle: null, what: words.calibrated, at: 18 },
  ].filter(({ from, to }) => from !== null && to !== null);
  const x = (field: string): JsonObject => ({
    field,
    type: "quantitative",
    title: outcome,
    scale: { zero: false, nice: false, padding: 8 },
  });
  const colour: JsonObject = {
    field: "what",
    type: "nominal",
    scale: {
      domain: [words.fitted, words.observed, words.interval, words.calibrated],
      range: [colours.blue, colours.vermilion, colours.green, "#A87900"],
    },
    legend: { title: null, orient: "bottom", columns: 2, labelLimit: 300 },
  };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: { text: title, anchor: "start" },
    description: description,
    height: 220,
    layer: [
      {
        data: { values },
        mark: { type: "bar", color: colours.grey, opacity: 0.55 },
        encoding: {
          x: x("from"),
          x2: { field: "to" },
          y2: { datum: 0 },
          y: { field: "weight", type: "quantitative", title: trans.__("Weight"), axis: { format: ".0%" } },
          tooltip: [line("range", outcome), line("weight", trans.__("weight"), ".2%")],
        },
      },
      {
        data: { values: printed(rules, "value") },
        mark: { type: "rule", strokeWidth: 2 },
        encoding: {
          x: x("value"),
          color: colour,
          tooltip: [line("what", trans.__("mark")), numberLine("value", outcome)],
        },
      },
      {
        data: { values: printed(intervals as unknown as JsonObject[], "from", "to") },
        mark: { type: "rule", strokeWidth: 4 },
        encoding: {
          x: x("from"),
          x2: { field: "to" },
          y: { field: "at", type: "quantitative", scale: null, axis: null },
          color: colour,
          tooltip: [
            line("what", trans.__("mark")),
            numberLine("from", trans.__("from")),
            numberLine("to", trans.__("to")),
          ],
        },
      },
    ],
    resolve: { scale: { y: "independent" } },
  };
}

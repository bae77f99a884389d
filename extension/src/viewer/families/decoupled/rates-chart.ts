import { type ChartSpec, colours, type JsonObject } from "quetelet/contract";
import type { Trans } from "../../../ui/translation";
import { line } from "../chart-text";
import { rateNames, ratesOf } from "./rates";
import type { ThresholdSet } from "./read-frontier";
import { rateWords } from "./words";

/** Cohorts that a chart has room for. */
export const mostCohorts = 12;

/** What thresholds do to each cohort: bars for those looked at, ticks for rows held out, diamonds for those in use. */
export function ratesChart(
  cohorts: readonly string[],
  { current, inUse }: { current: ThresholdSet; inUse: ThresholdSet },
  trans: Trans,
): ChartSpec {
  const names = rateWords(trans);
  const series = {
    current: trans.__("looked at"),
    heldOut: trans.__("looked at, held out"),
    inUse: trans.__("in use"),
  };
  const named = cohorts.slice(0, mostCohorts);
  const rows = (set: ThresholdSet, of: "chosenOn" | "heldOut"): JsonObject[] =>
    named.flatMap((cohort, k) => {
      const rates = ratesOf(set[of][k]);
      return rateNames.flatMap((name): JsonObject[] => {
        const value = rates[name];
        return value === null ? [] : [{ cohort, rate: names[name], value: Number(value.toPrecision(5)) }];
      });
    });
  const tagged = (values: JsonObject[], name: string) => values.map((row) => ({ ...row, series: name }));
  const values = [
    ...tagged(rows(current, "chosenOn"), series.current),
    ...tagged(rows(current, "heldOut"), series.heldOut),
    ...tagged(rows(inUse, "chosenOn"), series.inUse),
  ];
  const y: JsonObject = {
    field: "cohort",
    type: "nominal",
    sort: [...named],
    title: null,
    axis: { labelLimit: 160 },
  };
  const x: JsonObject = {
    field: "value",
    type: "quantitative",
    title: null,
    scale: { domain: [0, 1] },
    axis: { values: [0, 0.5, 1], format: ".0%" },
  };
  const tooltip = [
    line("cohort", trans.__("cohort")),
    line("rate", trans.__("rate")),
    line("series", trans.__("thresholds")),
    line("value", trans.__("share"), ".1%"),
  ];
  const meanings = [
    [series.current, trans.__("Bars: the thresholds looked at, on the rows chosen on.")],
    [series.heldOut, trans.__("Red ticks: the same on rows held out.")],
    [series.inUse, trans.__("Grey diamonds: the thresholds in use.")],
  ] as const;
  const only = (name: string): JsonObject => ({ filter: { field: "series", equal: name } });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    title: { text: trans.__("What the thresholds do to each cohort"), anchor: "start" },
    description: [
      trans._n("Rates of %1 cohort.", "Rates of %1 cohorts.", named.length),
      ...meanings.filter(([name]) => values.some((row) => row.series === name)).map(([, words]) => words),
    ].join(" "),
    data: { values },
    facet: {
      column: {
        field: "rate",
        type: "nominal",
        sort: rateNames.map((name) => names[name]),
        title: null,
        header: { labelFontSize: 11 },
      },
    },
    spacing: 14,
    spec: {
      width: 100,
      height: { step: 24 },
      layer: [
        {
          transform: [only(series.current)],
          mark: { type: "bar", height: 10, color: colours.blue },
          encoding: { y, x, tooltip },
        },
        {
          transform: [only(series.heldOut)],
          mark: { type: "tick", color: colours.vermilion, thickness: 2.5, height: 17 },
          encoding: { y, x, tooltip },
        },
        {
          transform: [only(series.inUse)],
          mark: {
            type: "point",
            shape: "diamond",
            size: 50,
            filled: false,
            color: colours.grey,
            strokeWidth: 2,
            opacity: 1,
          },
          encoding: { y, x, tooltip },
        },
      ],
    },
  };
}

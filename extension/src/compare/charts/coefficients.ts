import { type Cell, type ChartSpec, intervalExtent, type JsonObject, ratioTicks } from "quetelet/contract";
import { printed, printedName } from "../../chart/printed";
import { plainNumber } from "../../ui/format";
import { isNumber } from "../../ui/is-number";
import type { Trans } from "../../ui/translation";
import { joinTerms } from "../coefficient-table";
import { scaleOf, type Compared } from "../compared";
import { comparison, grey, marksOf } from "./spec";

/** More terms than these are read in the table. */
const mostTerms = 40;

const numbers = ["estimate", "lower", "upper"];

/** Estimates with their intervals, those of one term one below the other. All are on one scale. */
export function coefficientsOverlaid(shown: readonly Compared[], trans: Trans): ChartSpec | null {
  const isRatio = shown.every(({ result }) =>
    result.tables.coefficients?.columns.some(({ name }) => name === "ratio"),
  );
  const names = isRatio
    ? (["ratio", "ratioLower", "ratioUpper"] as const)
    : (["estimate", "lower", "upper"] as const);
  const terms = joinTerms(shown, trans).filter(
    ({ label, rows }) => !isIntercept(label) && rows.some(hasEstimate(names[0])),
  );
  if (terms.length === 0) return null;
  const kept = strongest(terms);
  const values = kept.flatMap(({ label, rows }) =>
    rows.flatMap((row, at) => {
      const [estimate, lower, upper] = names.map((name) => row?.[name]);
      if (!isNumber(estimate)) return [];
      const result = shown[at]!.letter;
      return [
        {
          term: label,
          result,
          estimate,
          lower: isNumber(lower) ? lower : null,
          upper: isNumber(upper) ? upper : null,
        },
      ];
    }),
  );
  const neutral = isRatio ? 1 : 0;
  const domain = extent(values, isRatio);
  const x: JsonObject = {
    type: "quantitative",
    title: axisTitle(shown, isRatio, trans),
    scale: { type: isRatio ? "log" : "linear", domain, nice: false, ...(!isRatio && { zero: false }) },
    axis: { format: "~g", ...(isRatio ? { values: ratioTicks(...domain) } : { tickCount: 7 }) },
  };
  const y: JsonObject = {
    field: "term",
    type: "nominal",
    sort: kept.map(({ label }) => label),
    title: null,
    axis: { grid: false, labelFontSize: 12 },
  };
  const yOffset: JsonObject = { field: "result", type: "nominal", sort: shown.map(({ letter }) => letter) };
  const { color, shape } = marksOf(shown);
  const tooltip = ["term", "result", ...numbers].map((field, at): JsonObject => ({
    field: at < 2 ? field : printedName(field),
    type: "nominal",
    ...(at >= 2 && { title: field }),
  }));
  return comparison(
    {
      title: isRatio ? trans.__("Ratios") : trans.__("Coefficients"),
      subtitle: [
        trans.__("Confidence intervals as each result gives them; overlap is not a test of a difference"),
        ...(kept.length < terms.length
          ? [trans.__("The %1 strongest of %2 terms", kept.length, terms.length)]
          : []),
      ],
      description: describe(values, shown, trans),
    },
    {
      height: { step: 13, for: "offset" },
      data: { values: printed(values, ...numbers) },
      layer: [
        {
          data: { values: [{ none: neutral }] },
          mark: { type: "rule", color: grey, strokeDash: [4, 3] },
          encoding: { x: { field: "none", type: "quantitative" } },
        },
        {
          transform: [{ filter: "isValid(datum.lower) && isValid(datum.upper)" }],
          mark: { type: "rule", strokeWidth: 2, clip: true },
          encoding: { y, yOffset, color, x: { field: "lower", ...x }, x2: { field: "upper" }, tooltip },
        },
        {
          mark: { type: "point", filled: true, size: 50, opacity: 1, clip: true },
          encoding: { y, yOffset, color, shape, x: { field: "estimate", ...x }, tooltip },
        },
      ],
    },
  );
}

type Row = Record<string, Cell> | undefined;

const isIntercept = (label: string) => /^Intercept( \(|$)/.test(label);
const hasEstimate = (name: string) => (row: Row) => isNumber(row?.[name]);

/** The terms with the largest test statistic in any result, in their order. */
function strongest<T extends { rows: Row[] }>(terms: T[]): T[] {
  if (terms.length <= mostTerms) return terms;
  const strength = ({ rows }: T) =>
    Math.max(...rows.map((row) => (isNumber(row?.statistic) ? Math.abs(row.statistic) : 0)));
  const kept = new Set([...terms].sort((a, b) => strength(b) - strength(a)).slice(0, mostTerms));
  return terms.filter((term) => kept.has(term));
}

interface Interval {
  estimate: number;
  lower: number | null;
  upper: number | null;
}

/** What holds every interval, but for those tens of times wider than the median one: they leave the chart. */
function extent(values: readonly Interval[], isRatio: boolean): [number, number] {
  const onAxis = (value: number) => (isRatio ? Math.log(Math.max(value, 1e-6)) : value);
  const intervals = values.map(({ estimate, lower, upper }) => ({
    lower: onAxis(lower ?? estimate),
    upper: onAxis(upper ?? estimate),
  }));
  const [low, high] = intervalExtent(intervals, isRatio);
  return isRatio ? [Math.exp(low), Math.exp(high)] : [low, high];
}

function axisTitle([first]: readonly Compared[], isRatio: boolean, trans: Trans): string {
  const [kind, ...outcome] = scaleOf(first!.result).split(" ");
  if (isRatio)
    return kind === "logit" ? trans.__("Odds ratio (log scale)") : trans.__("Rate ratio (log scale)");
  return kind === "identity" ? trans.__("Change in %1", outcome.join(" ")) : trans.__("Estimate");
}

function describe(
  values: readonly (Interval & { term: string; result: string })[],
  shown: readonly Compared[],
  trans: Trans,
): string {
  const terms = [...new Set(values.map(({ term }) => term))];
  const said = terms.slice(0, 6).map((term) => {
    const each = values.filter((value) => value.term === term);
    return `${term} ${each.map(({ result, estimate }) => `${result} ${plainNumber(estimate)}`).join(", ")}`;
  });
  const more = terms.length > said.length ? trans.__("; and %1 more terms", terms.length - said.length) : "";
  return trans.__(
    "Estimates of results %1 with their confidence intervals, term by term: %2.",
    shown.map(({ letter }) => letter).join(", "),
    said.join("; ") + more,
  );
}

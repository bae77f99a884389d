import {
  type Cell,
  type ChartSpec,
  intervalExtent,
  type JsonObject,
  outcomeOf,
  ratioTicks,
  type ResultDocument,
} from "../contract/index.js";
import { chart, colours } from "./spec.js";

const mostTerms = 40;

/**
 * Estimates with their confidence intervals. Models with a log or logit link are drawn as rate or odds ratios
 * on a logarithmic axis. The intercept is left out: its size says nothing beside the others'. Terms whose
 * interval is tens of times wider than the typical one (separated groups, as a rule) are cut at the edge.
 * Returns null when there is nothing to draw.
 * @param steps The change of each term, in the order of the table's rows, that its effect is drawn for; see
 *   `columnSteps`. Without it one unit, which leaves predictors of different units hard to compare.
 */
export function coefficientChart(document: ResultDocument, steps?: ArrayLike<number>): ChartSpec | null {
  const all = (document.tables.coefficients?.rows ?? [])
    .map((row, i) => ({ row, step: steps?.[i] ?? 1 }))
    .filter(({ row }) => row.term !== "Intercept" && typeof row.estimate === "number")
    .map(({ row, step }) => interval(row, step));
  if (all.length === 0) return null;
  const shown = all.length <= mostTerms ? all : strongest(all);

  const scale = scaleOf(document);
  const transform = scale.ratio ? Math.exp : (value: number) => value;
  const [low, high] = intervalExtent(shown, scale.ratio);
  const cut = (value: number) => transform(Math.min(high, Math.max(low, value)));
  const values = shown.map(({ term, estimate, lower, upper }) => ({
    term,
    estimate: cut(estimate),
    lower: cut(lower),
    upper: cut(upper),
    off: estimate < low || estimate > high,
  }));
  const leaves = shown.some(({ lower, upper }) => lower < low || upper > high);

  const level = Math.round(100 * (document.config.level ?? 0.95) * 100) / 100;
  const notes = [
    `${level} % confidence intervals`,
    ...(shown.length < all.length ? [`the ${shown.length} strongest of ${all.length} terms`] : []),
    ...(leaves ? ["intervals that leave the chart are cut"] : []),
  ];
  const x: JsonObject = {
    type: "quantitative",
    title: scale.title,
    scale: {
      type: scale.ratio ? "log" : "linear",
      domain: [transform(low), transform(high)],
      ...(!scale.ratio && { zero: false }),
      nice: false,
    },
    axis: scale.ratio
      ? { values: ratioTicks(transform(low), transform(high)), format: "~g" }
      : { tickCount: 7 },
  };
  const y: JsonObject = {
    field: "term",
    type: "nominal",
    sort: null,
    title: null,
    axis: { grid: true, labelFontSize: 12 },
  };
  const tooltip = ["term", "estimate", "lower", "upper"].map((field) => ({
    field,
    type: field === "term" ? "nominal" : "quantitative",
    ...(field !== "term" && { format: ".4~g" }),
  }));
  return chart(
    {
      title: `${scale.name} for ${outcomeOf(document.config)}`,
      subtitle: [
        notes.join("; "),
        shown.some(({ step }) => step !== 1)
          ? "“per”: the step drawn, about one standard deviation; elsewhere one unit"
          : "Each for one unit more",
      ],
      description: describe(outcomeOf(document.config), scale.name, values),
    },
    {
      height: { step: 22 },
      data: { values },
      layer: [
        {
          data: { values: [{ none: transform(0) }] },
          mark: { type: "rule", color: colours.grey, strokeDash: [4, 3], clip: true },
          encoding: { x: { field: "none", type: "quantitative" } },
        },
        {
          mark: { type: "rule", strokeWidth: 2, color: colours.blue },
          encoding: { y, x: { field: "lower", ...x }, x2: { field: "upper" }, tooltip },
        },
        {
          transform: [{ filter: "!datum.off" }],
          mark: { type: "point", filled: true, size: 60, opacity: 1, color: colours.blue },
          encoding: { y, x: { field: "estimate", ...x }, tooltip },
        },
      ],
    },
  );
}

interface Interval {
  term: string;
  step: number;
  estimate: number;
  lower: number;
  upper: number;
  strength: number;
}

function interval(row: Record<string, Cell>, step: number): Interval {
  const estimate = (row.estimate as number) * step;
  const bound = (cell: Cell | undefined) => (typeof cell === "number" ? cell * step : estimate);
  return {
    term: step === 1 ? String(row.term) : `${String(row.term)} (per ${step})`,
    step,
    estimate,
    lower: bound(row.lower),
    upper: bound(row.upper),
    strength: typeof row.statistic === "number" ? Math.abs(row.statistic) : 0,
  };
}

/** The terms with the largest test statistics, in the table's order. */
function strongest(all: Interval[]): Interval[] {
  const kept = new Set([...all].sort((a, b) => b.strength - a.strength).slice(0, mostTerms));
  return all.filter((row) => kept.has(row));
}

function scaleOf({ config }: ResultDocument): { ratio: boolean; name: string; title: string } {
  const family = config.model === "glm" ? (config.family ?? "gaussian") : "gaussian";
  switch (family) {
    case "gaussian":
      return { ratio: false, name: "Coefficients", title: `Change in ${outcomeOf(config)}` };
    case "binomial":
      return { ratio: true, name: "Odds ratios", title: "Odds ratio (log scale)" };
    case "poisson":
    case "negative-binomial":
      return {
        ratio: true,
        name: "Incidence-rate ratios",
        title: "Rate ratio (log scale)",
      };
  }
}

function describe(
  outcome: string,
  name: string,
  values: { term: string; estimate: number; lower: number; upper: number; off: boolean }[],
): string {
  const say = (value: number) => String(Number(value.toPrecision(3)));
  const listed = values
    .slice(0, 8)
    .map(({ term, estimate, lower, upper, off }) =>
      off ? `${term} off the scale` : `${term} ${say(estimate)} (${say(lower)} to ${say(upper)})`,
    );
  const more = values.length > 8 ? `, and ${values.length - 8} more` : "";
  return `${name} for ${outcome} with confidence intervals: ${listed.join(", ")}${more}.`;
}

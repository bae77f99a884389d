import {
  type Cell,
  type ChartSpec,
  type JsonObject,
  outcomeOf,
  ratioTicks,
  type ResultDocument,
} from "../contract/index.js";
import { chart, colours } from "./spec.js";

const mostTerms = 40;
const ofModel = "given the selection";
const ofBootstrap = "bootstrap, selection included";

/**
 * Rate ratios of the chosen risk factors on a logarithmic axis, with the interval that takes the selection as given
 * and, where the fit has it, the bootstrap's beside it. Returns null when no factor was chosen.
 */
export function rateRatioChart(document: ResultDocument): ChartSpec | null {
  const factors = (document.tables.coefficients?.rows ?? [])
    .filter(({ set, ratio }) => typeof set === "string" && typeof ratio === "number" && ratio > 0)
    .sort((a, b) => (b.ratio as number) - (a.ratio as number));
  if (factors.length === 0) return null;
  const values = factors.slice(0, mostTerms).flatMap(intervalsOf);
  const ends = [1, ...values.flatMap(({ ratio, lower, upper }) => [ratio, lower, upper])];
  const margin = 1.04;
  const low = Math.min(...ends) / margin;
  const high = Math.min(Math.max(...ends), 100 * Math.max(...values.map(({ ratio }) => ratio))) * margin;
  const bootstrap = values.some(({ interval }) => interval === ofBootstrap);

  const x: JsonObject = {
    type: "quantitative",
    title: "Rate ratio (log scale)",
    scale: { type: "log", domain: [low, high], nice: false },
    axis: { values: ratioTicks(low, high), format: "~g" },
  };
  const shared: JsonObject = {
    y: { field: "term", type: "nominal", sort: null, title: null, axis: { grid: true, labelFontSize: 12 } },
    ...(bootstrap && { yOffset: { field: "interval", scale: { domain: [ofModel, ofBootstrap] } } }),
    color: {
      field: "interval",
      type: "nominal",
      scale: { domain: [ofModel, ofBootstrap], range: [colours.blue, colours.vermilion] },
      legend: bootstrap ? { title: "Interval", orient: "bottom" } : null,
    },
    tooltip: ["term", "interval", "ratio", "lower", "upper"].map((field): JsonObject =>
      field === "term" || field === "interval"
        ? { field, type: "nominal" }
        : { field, type: "quantitative", format: ".4~g" },
    ),
  };
  const level = Number((100 * (document.config.level ?? 0.95)).toPrecision(4));
  return chart(
    {
      title: `Rate ratios of the risk factors for ${outcomeOf(document.config)}`,
      subtitle: [
        `${level} % intervals${bootstrap ? "" : ", which take the selection as given"}`,
        factors.length > mostTerms ? `The ${mostTerms} largest of ${factors.length}` : undefined,
      ],
      description: describe(outcomeOf(document.config), values),
    },
    {
      height: { step: bootstrap ? 30 : 24, ...(bootstrap && { for: "position" }) },
      data: { values: values.map((row) => ({ ...row })) },
      layer: [
        {
          data: { values: [{ none: 1 }] },
          mark: { type: "rule", color: colours.grey, strokeDash: [4, 3] },
          encoding: { x: { field: "none", type: "quantitative" } },
        },
        {
          mark: { type: "rule", strokeWidth: 2, clip: true },
          encoding: { ...shared, x: { field: "lower", ...x }, x2: { field: "upper" } },
        },
        {
          mark: { type: "point", filled: true, size: 60, opacity: 1, clip: true },
          encoding: { ...shared, x: { field: "ratio", ...x } },
        },
      ],
    },
  );
}

interface Interval {
  term: string;
  interval: string;
  ratio: number;
  lower: number;
  upper: number;
}

function intervalsOf(row: Record<string, Cell>): Interval[] {
  const term = String(row.term);
  const ratio = row.ratio as number;
  const bound = (cell: Cell | undefined) => (typeof cell === "number" && cell > 0 ? cell : ratio);
  const model = {
    term,
    interval: ofModel,
    ratio,
    lower: bound(row.ratioLower),
    upper: bound(row.ratioUpper),
  };
  if (typeof row.bootstrapLower !== "number" || typeof row.bootstrapUpper !== "number") return [model];
  return [
    model,
    { ...model, interval: ofBootstrap, lower: bound(row.bootstrapLower), upper: bound(row.bootstrapUpper) },
  ];
}

function describe(outcome: string, values: Interval[]): string {
  const say = (value: number) => String(Number(value.toPrecision(3)));
  const models = values.filter(({ interval }) => interval === ofModel);
  const listed = models
    .slice(0, 8)
    .map(({ term, ratio, lower, upper }) => `${term} ${say(ratio)} (${say(lower)} to ${say(upper)})`);
  const more = models.length > 8 ? `, and ${models.length - 8} more` : "";
  return `Rate ratios of the chosen risk factors for ${outcome} with intervals: ${listed.join(", ")}${more}.`;
}

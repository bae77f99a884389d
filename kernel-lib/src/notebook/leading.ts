import type { ChartSpec, ResultDocument, ResultTable } from "../contract/index.js";

/** Tables that a model's summary leads with, the first it has; by default its coefficients. */
const tables: Record<string, string[]> = {
  decoupled: ["thresholds", "comparison", "cohorts"],
  "random-forest": ["importance"],
  "hierarchical-forest": ["accuracy", "recovery"],
};

const charts = ["coefficients", "rateRatios", "frontier", "decoupling"];

/** The table that a summary and a figure print, and its name: the model's main one, else the first there is. */
export function leadingTable(document: ResultDocument): { name: string; table: ResultTable } | null {
  const wanted = tables[document.model] ?? ["coefficients"];
  const name = first(document.tables, wanted);
  return name === undefined ? null : { name, table: document.tables[name]! };
}

/** The chart that a figure draws. */
export function leadingChart(document: ResultDocument): ChartSpec | undefined {
  const name = first(document.charts, charts);
  return name === undefined ? undefined : document.charts[name];
}

const first = (there: object, wanted: string[]): string | undefined =>
  [...wanted, ...Object.keys(there)].find((name) => Object.hasOwn(there, name));

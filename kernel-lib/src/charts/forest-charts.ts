import type { ChartSpec, ResultDocument } from "../contract/index.js";
import type { RandomForestDetails } from "../models/forest/index.js";
import { confusionChart } from "./confusion.js";
import { type ChartFailure, drawCharts } from "./draw-charts.js";
import { importanceChart } from "./importance.js";
import { intervalCoverageChart } from "./interval-coverage.js";
import { intervalWidthChart } from "./interval-width.js";
import { partialDependenceChart } from "./partial-dependence.js";
import { predictedObservedChart } from "./predicted-observed.js";
import { treeErrorsChart } from "./tree-errors.js";

/** Every chart of a random forest, by the name `fit.chart(name)` knows it by. */
export function forestCharts(
  document: ResultDocument,
  details: RandomForestDetails,
  failed?: ChartFailure,
): Record<string, ChartSpec> {
  const { config, tables } = document;
  if (config.model !== "random-forest") return {};
  const { outcome, interval = 0.9 } = config;
  return drawCharts(
    {
      importance:
        tables.importance &&
        (() => importanceChart(tables.importance!, { title: `Importance for ${outcome}` })),
      predictedObserved: () => predictedObserved(details, outcome),
      confusion:
        tables.confusion &&
        (() => confusionChart(tables.confusion!, { title: "Observed and predicted classes" })),
      coverage: tables.intervals && (() => intervalCoverageChart(tables.intervals!, { level: interval })),
      width: tables.intervals && (() => intervalWidthChart(tables.intervals!, { outcome })),
      partialDependence: () =>
        partialDependenceChart(details.partialDependence, { outcome, levels: details.forest.levels }),
      errors: () => treeErrorsChart(details.errors, { classes: details.target.kind === "classes" }),
    },
    failed,
  );
}

/** Out-of-bag predictions of a number against its outcomes; null for classes. */
export function predictedObserved(
  { target, outOfBag, intervals }: RandomForestDetails,
  outcome: string,
  title?: string,
): ChartSpec | null {
  if (target.kind !== "regression" || !intervals) return null;
  return predictedObservedChart({
    outcome,
    observed: target.y,
    predicted: outOfBag.fitted,
    intervals,
    ...(title !== undefined && { title }),
  });
}

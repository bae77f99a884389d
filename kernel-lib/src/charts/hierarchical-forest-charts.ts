import type { ChartSpec, ResultDocument } from "../contract/index.js";
import type { HierarchicalForestDetails } from "../models/forest/hierarchical/index.js";
import { confusionChart } from "./confusion.js";
import { type ChartFailure, drawCharts } from "./draw-charts.js";
import { predictedObserved } from "./forest-charts.js";
import { importanceChart } from "./importance.js";
import { intervalCoverageChart } from "./interval-coverage.js";
import { intervalWidthChart } from "./interval-width.js";
import { partialDependenceChart } from "./partial-dependence.js";
import { recoveryCalibrationChart } from "./recovery-calibration.js";
import { recoveryRocChart } from "./recovery-roc.js";
import { unobservedDisparityChart } from "./unobserved-disparity.js";

/** Every chart of a hierarchical forest, by the name `fit.chart(name)` knows it by. */
export function hierarchicalForestCharts(
  document: ResultDocument,
  details: HierarchicalForestDetails,
  failed?: ChartFailure,
): Record<string, ChartSpec> {
  const { config, tables } = document;
  if (config.model !== "hierarchical-forest") return {};
  const { outcome, protected: name, interval = 0.9 } = config;
  const { top, naive, disparity } = details;
  const confusion = (table: string, title: string, predicted?: string) =>
    tables[table] && (() => confusionChart(tables[table]!, { title, ...(predicted && { predicted }) }));
  const importance = (table: string, title: string) =>
    tables[table] && (() => importanceChart(tables[table]!, { title }));
  return drawCharts(
    {
      recoveryRoc: () => recoveryRocChart(details),
      recoveryCalibration:
        tables.recoveryCalibration &&
        (() =>
          recoveryCalibrationChart(tables.recoveryCalibration!, {
            protectedName: name,
            classes: details.levels,
          })),
      recoveryConfusion: confusion("recoveryConfusion", `Observed and estimated ${name}`, "Estimated"),
      disparity: () => unobservedDisparityChart(disparity, { protectedName: name, outcome }),
      predictedObserved:
        top &&
        (() => predictedObserved(top, outcome, "With the class estimated: observed against predicted")),
      naivePredictedObserved:
        naive &&
        (() => predictedObserved(naive, outcome, "With the class itself: observed against predicted")),
      confusion: confusion("confusion", `With ${name} estimated: observed and predicted ${outcome}`),
      naiveConfusion: confusion("naiveConfusion", `With ${name} itself: observed and predicted ${outcome}`),
      coverage: tables.intervals && (() => intervalCoverageChart(tables.intervals!, { level: interval })),
      width: tables.intervals && (() => intervalWidthChart(tables.intervals!, { outcome })),
      importance: importance("importance", `Importance for ${outcome}, with ${name} estimated`),
      naiveImportance: importance("naiveImportance", `Importance for ${outcome}, with ${name} itself`),
      proxyImportance: importance("proxyImportance", `Importance of the proxies for ${name}`),
      partialDependence:
        top && (() => partialDependenceChart(top.partialDependence, { outcome, levels: top.forest.levels })),
    },
    failed,
  );
}

import type { ChartSpec, ResultDocument } from "../contract/index.js";
import type { DecoupledDetails } from "../models/decoupled/index.js";
import { cohortCalibrationChart } from "./cohort-calibration.js";
import { cohortRocChart } from "./cohort-roc.js";
import { cohortScoresChart } from "./cohort-scores.js";
import { cohortSizesChart } from "./cohort-sizes.js";
import { decouplingChart } from "./decoupling.js";
import { type ChartFailure, drawCharts } from "./draw-charts.js";
import { frontierChart } from "./frontier.js";
import { groupMetricsChart } from "./group-metrics.js";
import { thetaChart } from "./theta-choice.js";

/** Every chart of decoupled models, by the name `fit.chart(name)` knows it by. */
export function decoupledCharts(
  document: ResultDocument,
  details: DecoupledDetails,
  failed?: ChartFailure,
): Record<string, ChartSpec> {
  const { config, tables, fit } = document;
  if (config.model !== "decoupled") return {};
  const { tradeOff, metrics, cohorts } = details;
  const {
    fairnessLoss,
    lambda = 0.8,
    label,
    level = 0.95,
    minCohortSize = 50,
    minCohortShare = 0.1,
  } = config;
  const byCohort = metrics?.sets.find(({ by }) => by.length === 1 && by[0] === "cohort");
  return drawCharts(
    {
      frontier:
        tradeOff && fairnessLoss && (() => frontierChart(tradeOff, { cohorts, loss: fairnessLoss, lambda })),
      thresholds: () => cohortScoresChart(details, { label }),
      groupMetrics: metrics && (() => groupMetricsChart(metrics)),
      decoupling: tables.comparison && (() => decouplingChart(tables.comparison!, { level })),
      roc: details.task === "two-class" && (() => cohortRocChart(details)),
      calibration: byCohort && (() => cohortCalibrationChart(byCohort)),
      theta: tables.theta && (() => thetaChart(tables.theta!)),
      cohorts:
        tables.cohorts &&
        (() =>
          cohortSizesChart(
            { cohorts: tables.cohorts!, merges: tables.merges },
            Math.max(minCohortSize, minCohortShare * (fit.nObs ?? 0)),
          )),
    },
    failed,
  );
}

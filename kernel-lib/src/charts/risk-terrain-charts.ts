import type { ChartSpec, ResultDocument } from "../contract/index.js";
import type { RiskTerrainDetails } from "../models/risk-terrain/index.js";
import { accuracyCurveChart } from "./accuracy-curve.js";
import { countCalibrationChart } from "./count-calibration.js";
import { type ChartFailure, drawCharts } from "./draw-charts.js";
import { rateRatioChart } from "./rate-ratios.js";
import { riskMapChart } from "./risk-map.js";
import { selectionFrequencyChart } from "./selection-frequency.js";
import { trainingLossChart } from "./training-loss.js";

/** Every chart of a risk terrain model, by the name `fit.chart(name)` knows it by. */
export function riskTerrainCharts(
  document: ResultDocument,
  details: RiskTerrainDetails,
  failed?: ChartFailure,
): Record<string, ChartSpec> {
  const { config, tables } = document;
  if (config.model !== "risk-terrain") return {};
  const { coordinates, relativeRisk, nextOutcome, losses, accuracyCurves } = details;
  const frequency = (over: "resamples" | "seeds") =>
    tables.stability ? selectionFrequencyChart(tables.stability, { over }) : null;
  const periods = [
    { period: config.outcome, counts: details.outcome },
    ...(nextOutcome ? [{ period: config.nextOutcome ?? "next period", counts: nextOutcome }] : []),
  ];
  return drawCharts(
    {
      rateRatios: () => rateRatioChart(document),
      riskMap:
        coordinates &&
        (() =>
          riskMapChart({
            title: `Risk map for ${config.outcome}`,
            legend: "Relative risk",
            risk: relativeRisk,
            coordinates,
            cellSize: config.cellSize,
          })),
      accuracy:
        accuracyCurves.length > 0 &&
        (() => accuracyCurveChart(accuracyCurves, { byArea: details.area !== null })),
      selection: () => frequency("resamples"),
      // The exact search depends on no seed.
      seeds: details.method !== "exact" && (() => frequency("seeds")),
      calibration: () => countCalibrationChart(details.fitted, periods),
      loss: losses.length > 0 && (() => trainingLossChart(losses)),
    },
    failed,
  );
}

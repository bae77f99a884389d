import type { ChartSpec, ResultDocument } from "../contract/index.js";
import type { RiskTerrainDetails } from "../models/risk-terrain/index.js";
import { accuracyCurveChart } from "./accuracy-curve.js";
import { countCalibrationChart } from "./count-calibration.js";
import { rateRatioChart } from "./rate-ratios.js";
import { riskMapChart } from "./risk-map.js";
import { selectionFrequencyChart } from "./selection-frequency.js";
import { trainingLossChart } from "./training-loss.js";

/** Every chart of a risk terrain model, by the name `fit.chart(name)` knows it by. */
export function riskTerrainCharts(
  document: ResultDocument,
  details: RiskTerrainDetails,
): Record<string, ChartSpec> {
  const { config, tables } = document;
  if (config.model !== "risk-terrain") return {};
  const { coordinates, relativeRisk, nextOutcome, losses, accuracyCurves } = details;
  const rateRatios = rateRatioChart(document);
  const frequency = (over: "resamples" | "seeds") =>
    tables.stability ? selectionFrequencyChart(tables.stability, { over }) : null;
  const selection = frequency("resamples");
  // The exact search depends on no seed.
  const seeds = details.method === "exact" ? null : frequency("seeds");
  const periods = [
    { period: config.outcome, counts: details.outcome },
    ...(nextOutcome ? [{ period: config.nextOutcome ?? "next period", counts: nextOutcome }] : []),
  ];
  return {
    ...(rateRatios && { rateRatios }),
    ...(coordinates && {
      riskMap: riskMapChart({
        title: `Risk map for ${config.outcome}`,
        legend: "Relative risk",
        risk: relativeRisk,
        coordinates,
        cellSize: config.cellSize,
      }),
    }),
    ...(accuracyCurves.length > 0 && {
      accuracy: accuracyCurveChart(accuracyCurves, { byArea: details.area !== null }),
    }),
    ...(selection && { selection }),
    ...(seeds && { seeds }),
    calibration: countCalibrationChart(details.fitted, periods),
    ...(losses.length > 0 && { loss: trainingLossChart(losses) }),
  };
}

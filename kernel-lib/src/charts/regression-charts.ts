import type { ChartSpec, ResultDocument } from "../contract/index.js";
import type { LinearDetails } from "../models/linear/index.js";
import { calibrationChart } from "./calibration.js";
import { coefficientChart } from "./coefficients.js";
import { columnSteps } from "./column-steps.js";
import { type ChartFailure, drawCharts } from "./draw-charts.js";
import { leverageChart } from "./leverage.js";
import { normalQuantilesChart } from "./normal-quantiles.js";
import { residualsFittedChart } from "./residuals-fitted.js";
import { rootogramChart } from "./rootogram.js";
import { scaleLocationChart } from "./scale-location.js";

/** Every chart of an OLS or GLM fit, by the name `fit.chart(name)` knows it by. */
export function regressionCharts(
  document: ResultDocument,
  details: LinearDetails,
  failed?: ChartFailure,
): Record<string, ChartSpec> {
  const seed = document.config.seed ?? 1;
  const { family } = details;
  const some = details.response.length > 0;
  const counts = family === "poisson" || family === "negative-binomial";
  return drawCharts(
    {
      coefficients: () => coefficientChart(document, columnSteps(details.design, details.parameters)),
      residualsFitted: some && (() => residualsFittedChart(details, seed)),
      normalQuantiles: some && (() => normalQuantilesChart(details, seed)),
      scaleLocation: some && (() => scaleLocationChart(details, seed)),
      leverage: some && (() => leverageChart(details)),
      rootogram: some && counts && (() => rootogramChart(details)),
      calibration: some && family === "binomial" && (() => calibrationChart(details)),
    },
    failed,
  );
}

import type { ChartSpec, ResultDocument } from "../contract/index.js";
import { calibrationChart } from "./calibration.js";
import { coefficientChart } from "./coefficients.js";
import { columnSteps } from "./column-steps.js";
import type { RegressionDetails } from "./details.js";
import { leverageChart } from "./leverage.js";
import { normalQuantilesChart } from "./normal-quantiles.js";
import { residualsFittedChart } from "./residuals-fitted.js";
import { rootogramChart } from "./rootogram.js";
import { scaleLocationChart } from "./scale-location.js";

/** Every chart of an OLS or GLM fit, by the name `fit.chart(name)` knows it by. */
export function regressionCharts(
  document: ResultDocument,
  details: RegressionDetails,
): Record<string, ChartSpec> {
  const coefficients = coefficientChart(document, columnSteps(details.design, details.parameters));
  const seed = document.config.seed ?? 1;
  const counts = details.family === "poisson" || details.family === "negative-binomial";
  return {
    ...(coefficients && { coefficients }),
    ...(details.response.length > 0 && {
      residualsFitted: residualsFittedChart(details, seed),
      normalQuantiles: normalQuantilesChart(details, seed),
      scaleLocation: scaleLocationChart(details, seed),
      leverage: leverageChart(details),
      ...(counts && { rootogram: rootogramChart(details) }),
      ...(details.family === "binomial" && { calibration: calibrationChart(details) }),
    }),
  };
}

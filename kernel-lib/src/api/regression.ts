import { regressionCharts } from "../charts/regression-charts.js";
import type { GlmConfig, OlsConfig, OptionsOf } from "../contract/index.js";
import { estimateGlm, estimateOls } from "../models/linear/index.js";
import { type ModelFunction, modelFunction } from "./model-function.js";

export type OlsOptions = OptionsOf<OlsConfig>;
export type GlmOptions = OptionsOf<GlmConfig>;

/**
 * Ordinary least squares, or with `weights` weighted least squares.
 *
 * Options (defaults in brackets):
 * - `outcome`: column to explain; `terms`: columns, interactions `a:b` and `a*b`, `log(x)`, `poly(x, 2)`, splines
 *   `ns(x, 4)` and `bs(x, 4)`, `C(x, "reference level")`, or `.` for every other column; `intercept` [true]
 * - `weights`: column of positive weights
 * - `errors` ["classical"]: `classical`, robust `HC0`–`HC3`, or `cluster` with the column `cluster`
 * - `missing` ["error"]: `drop` leaves rows with missing values out; `level` [0.95]: of the intervals
 * - `seed` [1], `threads` [0: one a core], `engine` ["fused"], `backend` ["auto"]
 *
 * Tests use Student's t for classical errors and the normal distribution for the others. The fit holds R²,
 * F, log-likelihood, AIC, BIC and diagnostics charts.
 *
 * @example
 * const fit = await ols(streets, { outcome: "TotalCrime", terms: ["TotalLic", "CFS1"], errors: "HC3" });
 */
export const ols: ModelFunction<OlsOptions> = modelFunction("ols", {
  estimate: estimateOls,
  charts: regressionCharts,
});

/**
 * Generalised linear model by maximum likelihood (McCullagh and Nelder 1989).
 *
 * Options (defaults in brackets):
 * - `outcome`: column to explain; `terms`: columns, interactions `a:b` and `a*b`, `log(x)`, `poly(x, 2)`, splines
 *   `ns(x, 4)` and `bs(x, 4)`, `C(x, "reference level")`, or `.` for every other column; `intercept` [true]
 * - `family` ["gaussian"]: `gaussian` (identity link), `poisson` (log), `negative-binomial` (log; its theta is
 *   estimated too, variance = mean + mean²/theta), `binomial` (logit)
 * - `exposure`: column of positive exposures, for counts; `offset`: column or expression such as `log(area)`
 * - `weights`: column of positive weights
 * - `errors` ["classical"]: `classical`, robust `HC0`–`HC3`, or `cluster` with the column `cluster`
 * - `missing` ["error"]: `drop` leaves rows with missing values out; `level` [0.95]: of the intervals
 * - `maxIterations` [100]: Newton steps at most
 * - `seed` [1], `threads` [0: one a core], `engine` ["fused"], `backend` ["auto"]
 *
 * Log-likelihoods hold every constant. Tests use the normal distribution. The fit holds rate or odds ratios,
 * deviance, AIC, BIC, and diagnostics charts with randomized quantile residuals.
 *
 * @example
 * const fit = await glm(streets, {
 *   outcome: "TotalCrime",
 *   terms: ["TotalLic", "CFS1", "CFS2"],
 *   family: "negative-binomial",
 *   offset: "log(AreaMinWat)",
 * });
 */
export const glm: ModelFunction<GlmOptions> = modelFunction("glm", {
  estimate: estimateGlm,
  charts: regressionCharts,
});

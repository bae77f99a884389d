import { regressionCharts } from "../charts/regression-charts.js";
import { type Run, type RunContext, startRun } from "../compute/run.js";
import {
  type Config,
  type GlmConfig,
  type OlsConfig,
  type OptionsOf,
  validateConfig,
} from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import type { Table } from "../data/table.js";
import { estimateGlm, estimateOls, type LinearDetails } from "../models/linear/index.js";
import type { Estimate } from "../models/model.js";
import { createFit, type Fit } from "../notebook/fit.js";
import { predictFromDocument } from "./predict.js";
import { dataProvenance, recorded } from "./provenance.js";

/** A model as a function: await it for the fit, or `start` it for a run that can be watched and cancelled. */
export interface ModelFunction<Options> {
  /**
   * @param table Arquero or Arrow table, array of row objects, or object of columns.
   * @throws InputError for an option, a column or a value that cannot be used, before any training.
   */
  (table: TableLike, options: Options): Promise<Fit>;
  /**
   * The same, as a run under way: `run.cancel()` stops it and keeps a partial fit, flagged `interrupted`.
   * @throws InputError at once for options or a table that cannot be used; what a column holds is judged by the
   *   run, which then rejects.
   */
  start(table: TableLike, options: Options): Run<Fit>;
}

export type OlsOptions = OptionsOf<OlsConfig>;
export type GlmOptions = OptionsOf<GlmConfig>;

/**
 * Ordinary least squares, or with `weights` weighted least squares.
 *
 * Options (defaults in brackets; full text by hovering over a field):
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
export const ols: ModelFunction<OlsOptions> = modelFunction("ols", estimateOls);

/**
 * Generalised linear model by maximum likelihood (McCullagh and Nelder 1989).
 *
 * Options (defaults in brackets; full text by hovering over a field): those of `ols`, and
 * - `family` ["gaussian"]: `gaussian` (identity link), `poisson` (log), `negative-binomial` (log; its theta is
 *   estimated too, variance = mean + mean²/theta), `binomial` (logit)
 * - `exposure`: column of positive exposures, for counts; `offset`: column or expression such as `log(area)`
 * - `maxIterations` [100]: Newton steps at most
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
export const glm: ModelFunction<GlmOptions> = modelFunction("glm", estimateGlm);

type Estimator<Options> = (
  table: Table,
  options: Options,
  run: RunContext,
) => Promise<Estimate<LinearDetails>>;

function modelFunction<Options extends object>(
  model: Config["model"],
  estimate: Estimator<Options>,
): ModelFunction<Options> {
  const start = (like: TableLike, options: Options): Run<Fit> => {
    const config = validateConfig(Object.assign({ model }, options, { model }), { where: model });
    const table = asTable(like, model);
    return startRun(model, (run) => fitRegression(table, config, options, estimate, run));
  };
  return Object.assign(async (like: TableLike, options: Options) => await start(like, options), { start });
}

async function fitRegression<Options>(
  table: Table,
  config: Config,
  options: Options,
  estimate: Estimator<Options>,
  run: RunContext,
): Promise<Fit> {
  const used = recorded(table);
  const { document, details } = await estimate(used, options, run);
  const own = document.provenance;
  const data = dataProvenance(used);
  const provenance = { ...own, ...data, versions: { ...data.versions, ...own.versions } };
  const complete = { ...document, config, provenance };
  return createFit(
    { ...complete, charts: regressionCharts(complete, details) },
    { predict: predictFromDocument },
  );
}

import { riskTerrainCharts } from "../charts/risk-terrain-charts.js";
import type { OptionsOf, RiskTerrainConfig } from "../contract/index.js";
import { estimateRiskTerrain } from "../models/risk-terrain/index.js";
import { type ModelFunction, modelFunction } from "./model-function.js";

export type RiskTerrainOptions = OptionsOf<RiskTerrainConfig>;

/**
 * Risk terrain model: a Poisson or negative binomial regression of crimes at places that picks at most one variable
 * from each set of candidates, such as the distance and density dummies of one kind of crime generator, and only
 * where it raises the risk.
 *
 * Options (defaults in brackets; full text by hovering over a field):
 * - `outcome`: column of crime counts; `sets`: candidate columns by set name, as `riskFactors` makes them;
 *   `always` [a constant]: columns that are always in the model, free in sign
 * - `method` ["exact"]: `exact` searches every model with at most one variable a set; `lasso` is the classical way,
 *   a positive-constrained L1 path by cross-validation, then stepwise BIC (Caplan and Kennedy's RTMDx);
 *   `dropout` draws one variable a set at random at every step of a gradient descent, then keeps the largest
 *   (Wheeler, "RTM Deep Learning Style")
 * - `criterion` ["bic"]: what `exact` and the stepwise part minimise: `bic`, `aic` or `deviance`
 * - `family` ["poisson"]: or `negative-binomial`; `exposure`: column of positive exposures, such as length or area
 * - `iterations` [{burnIn: 10000, pruned: 10000}], `learningRate` [0.001], `cancel` [false]: of `dropout`;
 *   `folds` [10]: of `lasso`
 * - `replicates` [0]: seeds and bootstrap resamples over which the selection is judged; 200 is ordinary
 * - `nextOutcome`: counts of another period, to judge the predictions by; `area`: square metres, for the accuracy;
 *   `shares` [0.01, 0.02, 0.05, 0.1, 0.2]: of the area, at which it is reported
 * - `coordinates`: columns `{x, y}` in planar metres, for the map; `cellSize`: metres, where the units are cells
 * - `missing` ["error"], `level` [0.95], `seed` [1], `threads` [0: one a core], `engine` ["fused"],
 *   `backend` ["auto"]
 *
 * Intervals of the rate ratios take the selection as given; with `replicates`, the bootstrap's stand beside them and
 * do not. The fit holds rate ratios, every candidate's merit, selection frequencies, hot-spot accuracy (PAI, PEI,
 * RRI, expected over ties) and the conjunctive table.
 *
 * @example
 * const { table, sets } = riskFactors(streets, generators);
 * const fit = await riskTerrain(table, { outcome: "crimes", sets, coordinates: { x: "x", y: "y" } });
 */
export const riskTerrain: ModelFunction<RiskTerrainOptions> = modelFunction("risk-terrain", {
  estimate: estimateRiskTerrain,
  charts: riskTerrainCharts,
});

import { forestCharts } from "../charts/forest-charts.js";
import { estimateRandomForest, type RandomForestOptions } from "../models/forest/index.js";
import { type ModelFunction, modelFunction } from "./model-function.js";

/**
 * Random forest of numbers or classes (Breiman 2001), with prediction intervals by quantile regression forest
 * (Meinshausen 2006) and, beside them, the same calibrated by conformal prediction.
 *
 * Options (defaults in brackets; full text by hovering over a field):
 * - `outcome`: column to predict, text for classes and numbers for a regression unless `task` says otherwise;
 *   `features` [all other columns]: numbers, dates, text; missing values are kept, a split learns where they go;
 *   `ordered`: text columns with an order, lowest first; `categories`: numbers that stand for kinds
 * - `trees` [500], `variablesPerSplit` [the root of their number], `minLeaf` [1], `minNode` [5; of classes 1],
 *   `maxDepth`, `sampleShare` [1], `replace` [true], `splits` ["best"], `classWeights`, `weights`
 * - `interval` [0.9]: level of the prediction intervals; `conformal` ["out-of-bag"], `folds` [5]; `groups`: a column
 *   for which coverage and error are reported, and with `conformalByGroup` calibrated
 * - `permutations` [5], `impurityImportance` [true], `partialDependence` [the three most important columns]
 * - `missing` ["error"], `level` [0.95], `seed` [1], `threads` [0: one a core]
 *
 * Errors, coverage and importance are of rows out of bag: judged only by trees that did not see them.
 *
 * @throws InputError for an option, a column or a value that cannot be used, before any training.
 * @example
 * const fit = await randomForest(houses, { outcome: "medv", trees: 500 });
 */
export const randomForest: ModelFunction<RandomForestOptions> = modelFunction("random-forest", {
  estimate: estimateRandomForest,
  charts: forestCharts,
});

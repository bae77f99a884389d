import { hierarchicalForestCharts } from "../charts/hierarchical-forest-charts.js";
import {
  estimateHierarchicalForest,
  type HierarchicalForestOptions,
} from "../models/forest/hierarchical/index.js";
import { type ModelFunction, modelFunction } from "./model-function.js";

/**
 * Hierarchical random forest for a protected class that nobody will observe (Li, "Unaware Fairness: Hierarchical Random
 * Forest for Protected Classes"): a bottom forest estimates the class from proxies, a top forest the outcome from
 * covariates and the estimated class. The class itself is needed to train and to judge, is never a covariate, and is not
 * needed by `fit.predict`.
 *
 * Beside it stands the naive forest on the class itself; how well the proxies recover the class; accuracy, coverage and
 * width by group; and the disparity that could be told without the class: by the most probable class, by the weighted
 * estimator (Chen et al. 2019) and in bounds (Kallus, Mao and Zhou 2022), each with what it takes for granted.
 *
 * Options (defaults in brackets; full text by hovering over a field):
 * - `outcome`: column to predict, text for classes and numbers for a regression unless `task` says otherwise;
 *   `protected`: column of the class; `proxies`: what it is estimated from; `covariates` [all other columns]
 * - `link` ["probability"]: the top forest sees the classes' probabilities, or with "class" the most probable class, as
 *   in the paper; `estimates` ["out-of-fold"]: those it is trained on; `folds` [5]
 * - `trees` [500], `variablesPerSplit` [the root of their number], `minLeaf` [1], `minNode` [5; of classes 1],
 *   `maxDepth`, `sampleShare` [1], `replace` [true], `splits` ["best"], `weights`, `classWeights` (of the outcome),
 *   `ordered`, `categories`: as in `randomForest`, for every layer
 * - `interval` [0.9], `conformal` ["out-of-bag"], `conformalByGroup` [false]: prediction intervals of a number;
 *   `groups` [the protected class]: what accuracy, coverage and width are reported by
 * - `reference` [the class estimated most often]: the class others are compared with
 * - `permutations` [5], `impurityImportance` [true], `partialDependence` [the three most important columns]
 * - `missing` ["error"], `level` [0.95], `seed` [1], `threads` [0: one a core]
 *
 * A person's class that a forest guesses from a street is a statement about the street. Use the estimates to audit
 * disparities of groups, never to decide about a person.
 *
 * @throws InputError for an option, a column or a value that cannot be used, before any training.
 * @example
 * const fit = await hierarchicalForest(interviews, {
 *   outcome: "reason", protected: "race", proxies: ["street", "district", "complexion"], covariates: ["sex", "priors"],
 * });
 */
export const hierarchicalForest: ModelFunction<HierarchicalForestOptions> = modelFunction(
  "hierarchical-forest",
  {
    estimate: estimateHierarchicalForest,
    charts: hierarchicalForestCharts,
  },
);

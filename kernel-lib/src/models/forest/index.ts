export { type Boosted, type BoostedOptions, growBoosted, predictBoosted } from "./boosted.js";
export {
  conditionalDistribution,
  conditionalMoments,
  conditionalQuantiles,
  conditionalRank,
  conditionalSamples,
  leafObservations,
} from "./conditional.js";
export {
  applyFeatures,
  type FeatureColumn,
  featureMatrix,
  type FeatureRecipe,
  type Features,
  pickRows,
} from "./features.js";
export type { OutOfBagIntervals, RandomForestDetails } from "./details.js";
export { type Conformal, calibrate, offsetOf, offsetsFor, scoreOf, widened } from "./conformal.js";
export { estimateRandomForest } from "./estimate.js";
export { explainPrediction, type WeightedObservation } from "./explain.js";
export { impurityImportance, type Importance, permutationImportance } from "./importance.js";
export { type PartialDependence, partialDependence } from "./partial-dependence.js";
export {
  explainOutcome,
  outcomeDistribution,
  type OutcomeDistributionOptions,
} from "./outcome-distribution.js";
export { predictRandomForest, type PredictForestOptions } from "./predict.js";
export { type ForestProblem, type Groups, type RandomForestOptions } from "./prepare.js";
export { type Forest, treeCount } from "./forest.js";
export { growForest, type GrowOptions, growTree, type Target } from "./grow-forest.js";
export { predictForest, walkForest } from "./predict-forest.js";

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
export { type Forest, treeCount } from "./forest.js";
export { growForest, type GrowOptions, growTree, type Target } from "./grow-forest.js";
export { predictForest, walkForest } from "./predict-forest.js";

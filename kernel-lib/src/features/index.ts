export { countWithin, type CountWithinOptions } from "./count-within.js";
export { distanceToNearest } from "./distance-to-nearest.js";
export { inverseDistance, type InverseDistanceOptions } from "./inverse-distance.js";
export { type Kernel, kernelDensity, type KernelDensityOptions } from "./kernel-density.js";
export type { Coordinates, PlaceOptions } from "./places.js";
export {
  type Generator,
  type Ladder,
  type RiskDummies,
  riskDummies,
  type RiskDummiesOptions,
  riskFactors,
} from "./risk-dummies.js";
export { zScore } from "./z-score.js";

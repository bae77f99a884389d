export { readCohorts } from "./cohorts/read.js";
export type { DecoupledDetails } from "./details.js";
export type { CustomEstimator, CustomEstimatorLike } from "./estimators/custom.js";
export { configOf, estimateDecoupled } from "./estimate.js";
export { predictByCohort, predictDecoupled } from "./predict.js";
export type { DecoupledOptions } from "./prepare.js";

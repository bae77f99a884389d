export type { ClassEstimates } from "./class-estimates.js";
export type { HierarchicalForestDetails, OutcomeDisparity } from "./details.js";
export { estimateHierarchicalForest } from "./estimate.js";
export { linkNames } from "./link.js";
export { predictHierarchicalForest } from "./predict.js";
export { estimateFromProxies, type ProxyEstimatesOptions } from "./proxy-estimates.js";
export type { HierarchicalForestOptions } from "./prepare.js";
export type { RecoveryByClass } from "./recovery.js";
export { MODELS } from "./tables.js";
export {
  runUnawareStudy,
  type UnawareMeasure,
  type UnawareModel,
  type UnawarePredictions,
  type UnawareStudy,
  type UnawareStudyOptions,
} from "./study.js";

export { type Candidate, compareModels } from "./comparison/compare.js";
export { comparisonTable } from "./comparison/comparison-table.js";
export type { GroupFlow, OutcomeDetails, TrajectoriesDetails } from "./details.js";
export { estimateTrajectories } from "./estimate.js";
export { parameterNames, waldTest, type WaldHypothesis, type WaldTest } from "./wald/wald.js";
export { predictTrajectories, type PredictTrajectoriesOptions } from "./prediction/predict.js";

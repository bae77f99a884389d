export { type Candidate, compareModels } from "./compare.js";
export { comparisonTable } from "./comparison-table.js";
export type { GroupFlow, OutcomeDetails, TrajectoriesDetails } from "./details.js";
export { estimateTrajectories } from "./estimate.js";
export { parameterNames, waldTest, type WaldHypothesis, type WaldTest } from "./wald.js";
export { predictTrajectories, type PredictTrajectoriesOptions } from "./predict.js";

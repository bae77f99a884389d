export type { AccuracyCurve, ChosenVariable, LossPoint, RiskTerrainDetails } from "./details.js";
export { estimateRiskTerrain } from "./estimate.js";
export { positivePoisson, type PositivePoisson } from "./positive-poisson.js";
export { predictRiskTerrain, type PredictRiskTerrainOptions } from "./predict.js";

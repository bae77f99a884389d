export type { AccuracyCurve, ChosenVariable, LossPoint, RiskTerrainDetails } from "./details.js";

export { fairnessAudit, type FairnessAudit, type FairnessAuditOptions } from "./fairness-audit/index.js";
export { fitConfig, type FitConfigOptions } from "./fit-config.js";
export { fromJSON } from "./from-json.js";
export { predictFromDocument } from "./predict.js";
export type { ModelFunction } from "./model-function.js";
export { glm, type GlmOptions, ols, type OlsOptions } from "./regression.js";
export { riskMap, type RiskMapOptions } from "./risk-map.js";
export { riskTerrain, type RiskTerrainOptions } from "./risk-terrain.js";

export {
  compareTrajectories,
  type CompareTrajectoriesOptions,
  type TrajectoriesCandidate,
} from "./compare-trajectories.js";
export { decoupled, predictByCohort } from "./decoupled.js";
export { fairnessAudit, type FairnessAudit, type FairnessAuditOptions } from "./fairness-audit/index.js";
export { forecastPlot, type ForecastPlotOptions } from "./forecast-plot.js";
export { fitConfig, type FitConfigOptions } from "./fit-config.js";
export { fromJSON } from "./from-json.js";
export { predictFromDocument } from "./predict.js";
export { compareModels, groupMetrics, type IntervalOptions } from "./group-metrics.js";
export type { ModelFunction } from "./model-function.js";
export { glm, type GlmOptions, ols, type OlsOptions } from "./regression.js";
export { predictedPlot, type PredictedPlotOptions } from "./predicted-plot.js";
export { proxyEstimates } from "./proxy-estimates.js";
export { unawareStudy } from "./unaware-study.js";
export { hierarchicalForest } from "./hierarchical-forest.js";
export { randomForest } from "./random-forest.js";
export { riskMap, type RiskMapOptions } from "./risk-map.js";
export {
  chooseThresholds,
  type ChooseThresholdsOptions,
  type CohortScores,
  tradeOff,
  type TradeOffOptions,
} from "./thresholds.js";
export { riskTerrain, type RiskTerrainOptions } from "./risk-terrain.js";
export { trajectories, type TrajectoriesOptions } from "./trajectories.js";
export { sharesPlot, type SharesPlotOptions } from "./shares-plot.js";
export { dendrogram, elbowPlot } from "./text-charts.js";

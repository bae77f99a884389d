export type { BootstrapOptions, Estimate } from "./bootstrap.js";
export type { CalibrationBin } from "./calibration.js";
export type { Comparison } from "./compare-groups.js";
export { compareModels, type CompareModelsInput, type ModelComparison } from "./compare-models.js";
export {
  type GroupMetrics,
  groupMetrics,
  type GroupMetricsInput,
  type Measured,
  type MeasuredGroup,
  type MeasuredSet,
} from "./group-metrics.js";
export { type GroupMeasure, groupMeasures } from "./measures.js";
export type { PredictionsInput } from "./sample.js";
export { disparitiesTable, groupsTable, metricsTable } from "./tables.js";

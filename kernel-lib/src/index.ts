/**
 * Models for crime analysts, criminologists and fairness practitioners, in TypeScript notebooks.
 * Start with `readTable`, then `ols`, `glm`, `riskTerrain`, `trajectories`, `decoupled`, `randomForest` or
 * `hierarchicalForest`; a fit as the last line of a cell shows itself.
 *
 * @packageDocumentation
 */
import { showProgress } from "./notebook/index.js";

export { fitConfig, type FitConfigOptions, fromJSON } from "./api/index.js";
export { decoupled, fairnessAudit, predictByCohort } from "./api/index.js";
export type { FairnessAudit, FairnessAuditOptions } from "./api/index.js";
export { chooseThresholds, compareModels, groupMetrics, tradeOff } from "./api/index.js";
export type { ChooseThresholdsOptions, CohortScores, IntervalOptions, TradeOffOptions } from "./api/index.js";
export { glm, type GlmOptions, type ModelFunction, ols, type OlsOptions } from "./api/index.js";
export { hierarchicalForest, proxyEstimates, randomForest, unawareStudy } from "./api/index.js";
export { predictedPlot, type PredictedPlotOptions } from "./api/index.js";
export { dendrogram, elbowPlot, forecastPlot, type ForecastPlotOptions } from "./api/index.js";
export { sharesPlot, type SharesPlotOptions } from "./api/index.js";
export { riskMap, type RiskMapOptions, riskTerrain, type RiskTerrainOptions } from "./api/index.js";
export { trajectories, type TrajectoriesOptions } from "./api/index.js";
export {
  compareTrajectories,
  type CompareTrajectoriesOptions,
  type TrajectoriesCandidate,
} from "./api/index.js";
export { parameterNames, waldTest, type WaldHypothesis, type WaldTest } from "./models/trajectories/index.js";
export { doctor, type DoctorReport, doctorText } from "./api/doctor/index.js";
export { backends, type BackendReport } from "./compute/backends/index.js";
export { lastRun, type Run, type RunContext } from "./compute/run.js";
export type * from "./contract/config/index.js";
export { CancelledError, InputError } from "./contract/errors.js";
export type { Progress } from "./contract/progress.js";
export type {
  Cell,
  ChartSpec,
  FitStatistics,
  FitStatus,
  Provenance,
  ResultDocument,
  ResultTable,
  ResultWarning,
  TableColumn,
} from "./contract/result.js";
export {
  type DatasetEntry,
  dataset,
  datasets,
  readDataset,
  readTable,
  type ReadOptions,
  registerDataset,
  simulateBinary,
  type InterviewSimulation,
  type InterviewSimulationOptions,
  simulateCounts,
  simulateInterviews,
  simulateUnaware,
  type UnawareScenario,
  type UnawareSimulation,
  type UnawareSimulationOptions,
  simulateLinear,
  type SimulatedGroup,
  simulateTrajectories,
  type TrajectorySimulationOptions,
  type TrajectoryTruth,
  type Simulation,
  type SimulationOptions,
  type Truth,
  type TableLike,
} from "./data/index.js";
export {
  type Boundary,
  type Coordinates,
  countWithin,
  type CountWithinOptions,
  distanceToNearest,
  type CrimeGenerator,
  type Grid,
  type GridOptions,
  hexagonGrid,
  inverseDistance,
  type InverseDistanceOptions,
  kernelDensity,
  type KernelDensityOptions,
  type Lines,
  type PlaceOptions,
  project,
  type ProjectOptions,
  type RiskDummies,
  riskDummies,
  type RiskDummiesOptions,
  riskFactors,
  type RiskTerrainSimulation,
  type RiskTerrainSimulationOptions,
  type SimulatedGenerator,
  simulateRiskTerrain,
  squareGrid,
  type StreetUnits,
  streetUnits,
  type StreetUnitsOptions,
  toLong,
  type ToLongOptions,
  type WaveColumns,
  zScore,
} from "./features/index.js";
export {
  dailySeries,
  type DailySeriesOptions,
  type LagOptions,
  splitByTime,
  type TimeSplitOptions,
  withLags,
} from "./features/series/index.js";
export {
  assignTextCategories,
  jaroWinkler,
  type Phonetic,
  soundex,
  soundexWords,
  textCategories,
  type TextCategories,
  type TextCategoriesOptions,
  type TextForm,
} from "./features/text/index.js";
export type {
  CalibrationBin,
  CompareModelsInput,
  Comparison,
  Estimate,
  GroupMeasure,
  GroupMetrics,
  GroupMetricsInput,
  Measured,
  MeasuredGroup,
  MeasuredSet,
  ModelComparison,
  PredictionsInput,
} from "./metrics/index.js";
export {
  unobservedClassAssumptions,
  unobservedClassDisparity,
  type UnobservedClassOptions,
  type UnobservedClassRow,
} from "./metrics/unobserved-class.js";
export {
  type CustomEstimator,
  type CustomEstimatorLike,
  type DecoupledOptions,
  readCohorts,
} from "./models/decoupled/index.js";
export type {
  LossOptions,
  Performance,
  TradeOff,
  TradeOffPoint,
  TradeOffSet,
} from "./models/decoupled/frontier/index.js";
export type { CohortChoice, Costs, ThresholdChoice } from "./models/decoupled/thresholds/index.js";
export {
  explainOutcome,
  outcomeDistribution,
  type OutcomeDistributionOptions,
  type RandomForestOptions,
  type WeightedObservation,
} from "./models/forest/index.js";
export type {
  HierarchicalForestOptions,
  ProxyEstimatesOptions,
  UnawareMeasure,
  UnawareModel,
  UnawarePredictions,
  UnawareStudy,
  UnawareStudyOptions,
} from "./models/forest/hierarchical/index.js";
export {
  type Chart,
  display,
  type Fit,
  interruptible,
  type PredictOptions,
  type Summary,
} from "./notebook/index.js";
export { version } from "./version.js";

showProgress();

export {
  chooseThresholds,
  type CohortChoice,
  type ThresholdChoice,
  type ThresholdOptions,
} from "./choose.js";
export { type Costs, type ScoredCohort } from "./cohorts.js";

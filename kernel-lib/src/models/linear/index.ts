export type { LinearDetails } from "./details.js";
export { estimateGlm, estimateOls } from "./estimate.js";
export { predictLinear, type PredictLinearOptions } from "./predict.js";

export type { Chart } from "./chart.js";
export { display } from "./display.js";
export { type Fit, type PredictOptions } from "./fit.js";
export { interruptible } from "./interruptible.js";
export { showProgress } from "./progress.js";
export type { Summary } from "./summary.js";

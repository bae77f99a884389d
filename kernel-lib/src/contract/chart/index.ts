export { bands } from "./bands.js";
export { boundInterpreter } from "./bound-interpreter.js";
export {
  type ChartCheck,
  type CheckedChart,
  type ChartRefusal,
  chartLimits,
  checkChart,
  refusalText,
} from "./check-chart.js";
export { checkCompiled } from "./check-compiled.js";
export { cleanSvg } from "./clean-svg.js";
export { colours, groupColour, palette, shapes } from "./palette.js";
export { intervalExtent, ratioTicks } from "./interval-axis.js";
export { riskClasses, riskColour } from "./risk-classes.js";

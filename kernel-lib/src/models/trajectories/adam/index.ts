export { checkAdam } from "./check.js";
export { comparisonTable, type MixtureCurves } from "./compare.js";
export { fitHard, type HardFit } from "./hard.js";
export { searchSoft, type SoftSearch } from "./search.js";
export { curvesOf, type SoftFit, type SoftTask, softTask, squaredError } from "./task.js";

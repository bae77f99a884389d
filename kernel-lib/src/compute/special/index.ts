export * from "./counts.js";
export * from "./distributions.js";
export { digamma, logFactorial, logGamma, trigamma } from "./gamma.js";
export { incompleteBeta, incompleteGamma } from "./incomplete.js";
export { normalCdf, normalDensity, normalQuantile, normalTwoSided } from "./normal.js";

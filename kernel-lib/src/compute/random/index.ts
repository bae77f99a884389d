export { bernoulli, negativeBinomial, poisson } from "./counts.js";
export { gamma } from "./gamma.js";
export { foldIn, type Key, randomKey, split } from "./key.js";
export { normal } from "./normal.js";
export { choice, integers, permutation } from "./pick.js";
export { uniform } from "./uniform.js";

import type { TrajectoryFamily } from "./config/index.js";

/** Every distribution that an outcome can have about its group's curve. */
export const trajectoryFamilies: readonly TrajectoryFamily[] = [
  "gaussian",
  "censored-normal",
  "poisson",
  "negative-binomial",
  "zip",
  "zip-tau",
  "logit",
  "binomial",
  "beta",
];

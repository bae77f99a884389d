export { lbfgs, type LbfgsOptions } from "./lbfgs.js";
export { newton, type NewtonOptions, type NewtonOutcome } from "./newton.js";
export type {
  Derivatives,
  FirstOrderProblem,
  Gradient,
  OnStep,
  Outcome,
  SecondOrderProblem,
  Step,
  StopReason,
} from "./problem.js";
export {
  projectedNewton,
  type ProjectedNewtonOptions,
  type ProjectedNewtonOutcome,
} from "./projected-newton.js";

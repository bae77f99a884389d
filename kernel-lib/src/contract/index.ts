export * from "./chart/index.js";
export type * from "./config/index.js";
export * from "./errors.js";
export type * from "./kernel-bridge.js";
export { didYouMean, nearest } from "./nearest.js";
export { checkOptionNames } from "./option-names.js";
export { outcomeOf } from "./outcome.js";
export { printable } from "./printable.js";
export type * from "./progress.js";
export * from "./result.js";
export * from "./run-report.js";
export { configSchema } from "./schema.generated.js";
export { nameOfTerm, printName } from "./term-name.js";
export { trajectoryFamilies } from "./trajectory-families.js";
export {
  type ConfigProblem,
  configProblems,
  fieldNames,
  functionName,
  modelNames,
  show,
  validateConfig,
} from "./validate.js";
export * from "./workspace.js";

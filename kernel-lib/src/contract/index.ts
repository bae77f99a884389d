export * from "./chart/index.js";
export type * from "./config/index.js";
export * from "./errors.js";
export type * from "./kernel-bridge.js";
export { didYouMean, nearest } from "./nearest.js";
export type * from "./progress.js";
export * from "./result.js";
export { configSchema } from "./schema.generated.js";
export { fieldNames, functionName, modelNames, validateConfig } from "./validate.js";

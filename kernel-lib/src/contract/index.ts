export type * from "./config/index.js";
export * from "./errors.js";
export type * from "./progress.js";
export * from "./result.js";
export { configSchema } from "./schema.generated.js";

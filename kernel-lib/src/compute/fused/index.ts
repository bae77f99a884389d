export { openFusedEngine, type Evaluation, type FusedEngine, type FusedOptions } from "./engine.js";
export type { FusedFamily } from "./kernel.js";
export { sharedFloat64 } from "./shared.js";

import type { DecoupledConfig } from "./decoupled.js";
import type { HierarchicalForestConfig, RandomForestConfig } from "./forest.js";
import type { GlmConfig, OlsConfig } from "./linear.js";
import type { RiskTerrainConfig } from "./risk-terrain.js";
import type { TrajectoriesConfig } from "./trajectories.js";

export type * from "./common.js";
export type * from "./decoupled.js";
export type * from "./forest.js";
export type * from "./linear.js";
export type * from "./risk-terrain.js";
export type * from "./trajectories.js";

/** Every config document, told apart by `model`. A new model adds its own interface here and nothing else. */
export type Config =
  | OlsConfig
  | GlmConfig
  | RiskTerrainConfig
  | TrajectoriesConfig
  | DecoupledConfig
  | RandomForestConfig
  | HierarchicalForestConfig;

export type ModelName = Config["model"];

/** A config without what the function's own arguments say: the model and the data. */
export type OptionsOf<C extends Config> = Omit<C, "model" | "data" | "dataKind">;

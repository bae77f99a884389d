import type { Config } from "./config/index.js";

/** The column that a model explains or predicts. */
export const outcomeOf = (config: Config): string => ("label" in config ? config.label : config.outcome);

import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Run } from "../compute/run.js";
import { type Config, InputError, validateConfig } from "../contract/index.js";
import { readTable, type TableLike } from "../data/index.js";
import type { Fit } from "../notebook/fit.js";
import { glm, ols } from "./regression.js";
import { riskTerrain } from "./risk-terrain.js";

export interface FitConfigOptions {
  /** The table to fit to, instead of the one the config's `data` names. */
  data?: TableLike;
  /** Folder that a relative path in `data` starts from. Default: the current one. */
  baseFolder?: string;
}

/**
 * Runs a config document, the door of the form and the command line: the same fit as the model's function gives.
 * @throws InputError when the config is not valid, or there is no table to fit it to.
 */
export async function fitConfig(config: unknown, { data, baseFolder }: FitConfigOptions = {}): Promise<Fit> {
  const valid = validateConfig(config);
  if (data === undefined) return await start(valid, await readData(valid, baseFolder));
  // The fit's config must not name data that it was not fitted to.
  const { data: _, ...rest } = valid;
  return await start(rest, data);
}

function start(config: Config, table: TableLike): Run<Fit> {
  const { model: _, ...options } = config;
  switch (config.model) {
    case "ols":
      return ols.start(table, options as never);
    case "glm":
      return glm.start(table, options as never);
    case "risk-terrain":
      return riskTerrain.start(table, options as never);
  }
}

/** A path is taken from the base folder; what is not there is left for `readTable` to know by name. */
async function readData({ model, data }: Config, baseFolder: string | undefined): Promise<TableLike> {
  if (data === undefined) {
    throw new InputError(`${model}: 'data' is missing; name a file or a data set, or give the table`);
  }
  const path = baseFolder === undefined || isAbsolute(data) ? data : join(baseFolder, data);
  return await readTable(existsSync(path) ? path : data);
}

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Run } from "../compute/run.js";
import {
  type Config,
  didYouMean,
  functionName,
  InputError,
  type KernelBridge,
  validateConfig,
} from "../contract/index.js";
import { asTable, datasetNames, readTable, type TableLike } from "../data/index.js";
import type { Fit } from "../notebook/fit.js";
import { decoupled } from "./decoupled.js";
import { hierarchicalForest } from "./hierarchical-forest.js";
import { randomForest } from "./random-forest.js";
import { glm, ols } from "./regression.js";
import { riskTerrain } from "./risk-terrain.js";
import { trajectories } from "./trajectories.js";

export interface FitConfigOptions {
  /** The table to fit to, instead of the one the config's `data` names. */
  data?: TableLike;
  /** Folder that a relative path in `data` starts from. Default: the current one. */
  baseFolder?: string;
}

/**
 * Runs a config document, the door of the form and the command line: the same fit as the model's function gives.
 * Its `data` names a file, a registered data set or, in the Quetelet kernel, a variable that holds a table.
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
    case "trajectories":
      return trajectories.start(table, options as never);
    case "decoupled":
      return decoupled.start(table, options as never);
    case "random-forest":
      return randomForest.start(table, options as never);
    case "hierarchical-forest":
      return hierarchicalForest.start(table, options as never);
  }
}

/** A file goes before a registered data set of its name, and either before a variable of the notebook. */
async function readData({ model, data }: Config, baseFolder: string = process.cwd()): Promise<TableLike> {
  const where = functionName(model);
  if (data === undefined) {
    throw new InputError(`${where}: 'data' is missing; name a file or a data set, or give the table`);
  }
  const path = resolve(baseFolder, data);
  if (existsSync(path)) return await readTable(path);
  if (datasetNames().includes(data)) return await readTable(data);
  const bridge = (globalThis as Record<symbol, unknown>)[Symbol.for("quetelet.kernel")] as
    KernelBridge | undefined;
  const variable = bridge?.variable(data);
  if (variable !== undefined)
    return asTable(variable as TableLike, `${where}: 'data' names variable '${data}'`);
  throw new InputError(
    `${where}: 'data' is '${data}', which is neither a file in '${baseFolder}', nor a registered data set, nor a variable of a notebook with the Quetelet kernel${didYouMean(data, datasetNames())}`,
  );
}

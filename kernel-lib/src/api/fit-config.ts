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
import { asTable, datasetNames, readDataset, readTable, type TableLike } from "../data/index.js";
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
 * Its `data` names a file, a registered data set or, in the Quetelet kernel, a variable that holds a table; its
 * `dataKind` says which, where there are several of that name.
 * @throws InputError when the config is not valid, or there is no table to fit it to.
 */
export async function fitConfig(config: unknown, { data, baseFolder }: FitConfigOptions = {}): Promise<Fit> {
  const valid = validateConfig(config);
  if (data === undefined) return await start(valid, await readData(valid, baseFolder));
  // The fit's config must not name data that it was not fitted to.
  const { data: _, dataKind: __, ...rest } = valid;
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

/** Unless `dataKind` says what is meant, a file goes before a data set of its name, and either before a variable. */
async function readData(
  { model, data, dataKind }: Config,
  baseFolder: string = process.cwd(),
): Promise<TableLike> {
  const where = functionName(model);
  if (data === undefined) {
    throw new InputError(`${where}: 'data' is missing; name a file or a data set, or give the table`);
  }
  const may = (kind: NonNullable<Config["dataKind"]>) => dataKind === undefined || dataKind === kind;
  const path = resolve(baseFolder, data);
  if (may("file") && existsSync(path)) return await readTable(path);
  if (may("dataset") && datasetNames().includes(data)) return await readDataset(data);
  const bridge = (globalThis as Record<symbol, unknown>)[Symbol.for("quetelet.kernel")] as
    KernelBridge | undefined;
  const variable = may("variable") ? bridge?.variable(data) : undefined;
  if (variable !== undefined)
    return asTable(variable as TableLike, `${where}: 'data' names variable '${data}'`);
  const lacking = {
    file: `a file in '${baseFolder}'`,
    dataset: "a registered data set",
    variable: "a variable of a notebook with the Quetelet kernel",
  };
  const none =
    dataKind === undefined
      ? `neither ${lacking.file}, nor ${lacking.dataset}, nor ${lacking.variable}`
      : `not ${lacking[dataKind]}`;
  const hint = may("dataset") ? didYouMean(data, datasetNames()) : "";
  throw new InputError(`${where}: 'data' is '${data}', which is ${none}${hint}`);
}

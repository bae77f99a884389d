import { type ColumnTable, table as arqueroTable } from "arquero";
import { foldIn, randomKey } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import {
  CancelledError,
  checkOptionNames,
  type HierarchicalForestConfig,
  InputError,
  validateConfig,
} from "../../../contract/index.js";
import { columnOf } from "../../../data/design/numbers.js";
import type { Table } from "../../../data/table.js";
import { growOptions } from "../fit.js";
import { growForest } from "../grow-forest.js";
import { predictForest } from "../predict-forest.js";
import { prepare } from "../prepare.js";
import { classEstimates } from "./class-estimates.js";
import { estimatedClass } from "./link.js";
import { checkProtected, isMissingIn } from "./prepare.js";

const needed = ["protected", "proxies"] as const;
const further = [
  ...(["estimates", "folds", "trees", "variablesPerSplit", "minLeaf", "minNode", "maxDepth"] as const),
  ...(["sampleShare", "replace", "splits", "weights", "ordered", "categories", "seed", "threads"] as const),
];

export type ProxyEstimatesOptions = Pick<
  HierarchicalForestConfig,
  (typeof needed)[number] | (typeof further)[number]
>;

/** Estimates every row's class by forests that did not see the row; see `proxyEstimates` of the API. */
export async function estimateFromProxies(
  table: Table,
  given: ProxyEstimatesOptions,
  run: RunContext,
): Promise<ColumnTable> {
  const where = "proxyEstimates";
  checkOptionNames(given, { where, known: [...needed, ...further], needed });
  validateConfig({ ...given, model: "hierarchical-forest", outcome: given.protected }, { where });
  const { protected: name, proxies, estimates: method = "out-of-fold", folds = 5, ...forest } = given;
  if (proxies.includes(name))
    throw new InputError(
      `${where}: 'proxies' holds the protected class '${name}', which cannot estimate itself`,
    );
  for (const each of proxies) columnOf(table, each, { where, field: "proxies" });
  const isMissing = isMissingIn(columnOf(table, name, { where, field: "protected" }));
  const missing = Array.from({ length: table.rows }, (_, row) => row).find(isMissing);
  if (missing !== undefined)
    throw new InputError(
      `${where}: column '${name}' is missing in row ${missing + 1}; drop the rows without a class`,
    );
  const isClass = checkProtected(table, given, where);
  const categories = forest.categories?.filter((each) => proxies.includes(each));
  const options = {
    ...{ ...forest, categories, outcome: name, features: [...proxies], conformal: "none" as const },
    ...(isClass && { task: "classification" as const }),
  };
  const problem = prepare(table, options, where);
  const key = randomKey(forest.seed ?? 1);
  const grow = { ...growOptions(problem, options), keepRows: false };
  const { features, target, rows } = problem;
  // With folds, no forest of all rows is wanted.
  const whole = await growForest(features, target, {
    ...grow,
    ...(method === "out-of-fold" && { trees: 1 }),
    key: foldIn(key, 0),
    run,
  });
  const { threads } = options;
  const outOfBag =
    method === "out-of-bag"
      ? await predictForest(whole, features, { outOfBag: true, threads, run })
      : new Float64Array(0);
  const found = await classEstimates(problem, whole, {
    ...{ outOfBag, method, folds, options, run },
    key: foldIn(key, 1),
  });
  if (run.cancelled) throw new CancelledError(`${where}: cancelled`);
  const { values } = found;
  if (target.kind === "regression") return arqueroTable({ [`estimated:${name}`]: values });
  const { levels } = target;
  const classes = levels.length;
  const columns: Record<string, (string | null)[] | Float64Array> = {
    [`estimated:${name}`]: Array.from({ length: rows }, (_, row) => {
      const k = estimatedClass(values, row, classes);
      return k < 0 ? null : levels[k]!;
    }),
  };
  levels.forEach((level, k) => {
    columns[`P(${name} = ${level})`] = Float64Array.from(
      { length: rows },
      (_, row) => values[row * classes + k]!,
    );
  });
  return arqueroTable(columns);
}

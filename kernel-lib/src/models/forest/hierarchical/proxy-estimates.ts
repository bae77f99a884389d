import { type ColumnTable, table as arqueroTable } from "arquero";
import { foldIn, randomKey } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { CancelledError, type HierarchicalForestConfig, InputError } from "../../../contract/index.js";
import type { Table } from "../../../data/table.js";
import { growOptions } from "../fit.js";
import { growForest } from "../grow-forest.js";
import { predictForest } from "../predict-forest.js";
import { prepare } from "../prepare.js";
import { classEstimates } from "./class-estimates.js";
import { estimatedClass } from "./link.js";
import { isClassColumn } from "./prepare.js";

export type ProxyEstimatesOptions = Pick<
  HierarchicalForestConfig,
  | "protected"
  | "proxies"
  | "estimates"
  | "folds"
  | "trees"
  | "variablesPerSplit"
  | "minLeaf"
  | "minNode"
  | "maxDepth"
  | "sampleShare"
  | "replace"
  | "splits"
  | "weights"
  | "ordered"
  | "categories"
  | "seed"
  | "threads"
>;

/** Estimates every row's class by forests that did not see the row; see `proxyEstimates` of the API. */
export async function estimateFromProxies(
  table: Table,
  {
    protected: name,
    proxies,
    estimates: method = "out-of-fold",
    folds = 5,
    ...forest
  }: ProxyEstimatesOptions,
  run: RunContext,
): Promise<ColumnTable> {
  const where = "proxyEstimates";
  if (proxies.includes(name))
    throw new InputError(
      `${where}: 'proxies' holds the protected class '${name}', which cannot estimate itself`,
    );
  const categories = forest.categories?.filter((each) => proxies.includes(each));
  const options = {
    ...{ ...forest, categories, outcome: name, features: [...proxies], conformal: "none" as const },
    ...(isClassColumn(table, { protected: name, categories: forest.categories }, where) && {
      task: "classification" as const,
    }),
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

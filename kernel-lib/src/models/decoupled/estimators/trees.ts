import { createWalker, type TreeArrays, WALK_ROWS } from "../../../compute/trees/walk.js";
import type { Key } from "../../../compute/random/index.js";
import { quietly, type RunContext } from "../../../compute/run.js";
import { CancelledError, type DecoupledConfig } from "../../../contract/index.js";
import type { Table } from "../../../data/table.js";
import {
  applyFeatures,
  featureMatrix,
  type FeatureRecipe,
  growBoosted,
  growForest,
  growTree,
  type Target as TreeTarget,
} from "../../forest/index.js";
import type { Target } from "./target.js";

/** Trees of any of the three kinds, ready to predict; plain data. */
export interface TreesModel {
  kind: "trees";
  /** How trees come together: means of their leaves, or sums on the scale of the log-odds (or of the numbers). */
  join: "mean" | "sum";
  /** What the sums begin with, one for each output. */
  start: number[];
  /** Rows × outputs: 1 for numbers and two classes, else one for each class. */
  outputs: number;
  /** Whether sums are log-odds. */
  classes: boolean;
  recipe: FeatureRecipe[];
  trees: TreeArrays;
}

type TreeOptions = NonNullable<DecoupledConfig["estimatorOptions"]>;

export interface GrowTreesOptions extends TreeOptions {
  features: readonly string[];
  threads?: number;
  key: Key;
  where: string;
  run: RunContext;
}

/** A decision tree (CART), a random forest or gradient-boosted trees on a table's rows. */
export async function growTrees(
  kind: "tree" | "forest" | "boosted",
  table: Table,
  { target, weights }: { target: Target; weights: Float64Array | null },
  {
    features: names,
    threads,
    key,
    where,
    run,
    trees = 100,
    maxDepth,
    minLeaf,
    learningRate,
  }: GrowTreesOptions,
): Promise<TreesModel> {
  const present = names.filter((name) => !isEmpty(table, name));
  const features = featureMatrix(table, present, { where });
  const own: TreeTarget =
    target.kind === "numbers"
      ? { kind: "regression", y: target.values }
      : {
          kind: "classes",
          y: target.codes,
          levels: Array.from({ length: target.count }, (_, k) => String(k)),
        };
  // Each cohort's own progress would run over the fit's.
  const common = { weights, key, run: quietly(run) };
  const classes = target.kind === "classes";
  if (kind === "boosted") {
    const boosted = await growBoosted(features, own, {
      ...common,
      trees,
      learningRate,
      maxDepth,
      minLeaf: minLeaf ?? 5,
    });
    stopIfCancelled(run, where);
    const { start, outputs, forest } = boosted;
    return {
      kind: "trees",
      join: "sum",
      start: [...start],
      outputs,
      classes,
      recipe: forest.recipe,
      trees: forest.trees,
    };
  }
  const forest =
    kind === "tree"
      ? await growTree(features, own, { ...common, threads, maxDepth, minLeaf: minLeaf ?? 20 })
      : await growForest(features, own, { ...common, threads, trees, maxDepth, minLeaf: minLeaf ?? 5 });
  stopIfCancelled(run, where);
  const { outputs, recipe } = forest;
  return {
    kind: "trees",
    join: "mean",
    start: new Array<number>(outputs).fill(0),
    outputs,
    classes,
    recipe,
    trees: forest.trees,
  };
}

function stopIfCancelled(run: RunContext, where: string): void {
  if (run.cancelled) throw new CancelledError(`${where}: cancelled while training`);
}

function isEmpty(table: Table, name: string): boolean {
  const column = table.column(name);
  if (!column) return false;
  return column.kind === "text" ? column.codes.every((code) => code < 0) : column.values.every(Number.isNaN);
}

const CHUNK = 8 * WALK_ROWS;

/** Expected values, or probabilities of the positive class or of every class, row by row. */
export function predictTrees(model: TreesModel, table: Table, where: string): Float64Array {
  const { trees, outputs, join, start } = model;
  const { columns } = applyFeatures(model.recipe, table, { where, unseen: "missing" });
  const count = trees.nodeStart.length - 1;
  const width = join === "sum" ? 1 : outputs;
  const category = Uint8Array.from(columns, (column) => (column.kind === "category" ? 1 : 0));
  const out = new Float64Array(table.rows * outputs);
  for (let from = 0; from < table.rows; from += CHUNK) {
    const rows = Math.min(CHUNK, table.rows - from);
    const leaves = new Int32Array(rows * count);
    const walk = createWalker({
      trees,
      outputs: width,
      rows: {
        rows,
        columns: columns.map((column) =>
          (column.kind === "number" ? column.values : column.codes).subarray(from, from + rows),
        ),
        category,
        skip: null,
        changed: null,
      },
      goal: { kind: "leaf", output: leaves },
    });
    for (let block = 0; block * WALK_ROWS < rows; block++) walk(block);
    for (let i = 0; i < rows; i++) {
      const at = (from + i) * outputs;
      for (let k = 0; k < outputs; k++) out[at + k] = start[k]!;
      for (let t = 0; t < count; t++) {
        const leaf = leaves[i * count + t]!;
        if (join === "sum") out[at + (t % outputs)]! += trees.values[leaf]!;
        else for (let k = 0; k < outputs; k++) out[at + k]! += trees.values[leaf * outputs + k]! / count;
      }
      if (join === "sum" && model.classes) toProbabilities(out.subarray(at, at + outputs));
    }
  }
  return out;
}

function toProbabilities(scores: Float64Array): void {
  if (scores.length === 1) {
    scores[0] = 1 / (1 + Math.exp(-scores[0]!));
    return;
  }
  let largest = -Infinity;
  for (const score of scores) largest = Math.max(largest, score);
  let total = 0;
  for (let k = 0; k < scores.length; k++) total += scores[k] = Math.exp(scores[k]! - largest);
  for (let k = 0; k < scores.length; k++) scores[k]! /= total;
}

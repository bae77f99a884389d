import type { GrowData, GrownTree } from "../../compute/trees/grow.js";
import type { TreeArrays } from "../../compute/trees/walk.js";
import type { FeatureRecipe, Features } from "./features.js";
import type { Target } from "./grow-forest.js";

/** A grown forest: plain data throughout, on shared memory where it is large. */
export interface Forest {
  kind: "regression" | "classes";
  /** Classes in the order of the columns of predictions; null for a regression. */
  levels: string[] | null;
  /** How new rows are read. */
  recipe: FeatureRecipe[];
  trees: TreeArrays;
  /** 1 for numbers and for two classes (the share of the second), else the number of classes. */
  outputs: number;
  /** Decrease of impurity by tree and column (trees × columns), in the outcome's variance or Gini's index. */
  importance: Float64Array;
  /** A bit for each tree and row, set where the tree grew on the row; ceil(rows / 32) words a tree. */
  inBag: Uint32Array;
  /** Rows it was grown from. */
  rows: number;
  /** Each leaf's rows; null unless kept. */
  leafRows: ForestRows | null;
  /** Threads that grew it. */
  threads: number;
}

export interface ForestRows {
  /** First observation of each leaf, and the number of all. */
  start: Int32Array;
  /** Row of each observation. */
  row: Int32Array;
  /** How often it was drawn. */
  count: Uint16Array;
}

export const treeCount = (forest: Forest): number => forest.trees.nodeStart.length - 1;

const onSharedMemory = {
  int32: (length: number) => new Int32Array(new SharedArrayBuffer(4 * length)),
  uint32: (length: number) => new Uint32Array(new SharedArrayBuffer(4 * length)),
  float64: (length: number) => new Float64Array(new SharedArrayBuffer(8 * length)),
  uint16: (length: number) => new Uint16Array(new SharedArrayBuffer(2 * length)),
  uint8: (length: number) => new Uint8Array(new SharedArrayBuffer(length)),
};

/** Puts trees one after the other. */
export function joinTrees(
  grown: GrownTree[],
  {
    features,
    target,
    data,
    threads,
  }: {
    features: Features;
    target: Target;
    data: Pick<GrowData, "outputs" | "columns" | "inBag" | "keepRows">;
    threads: number;
  },
): Forest {
  const { outputs, columns } = data;
  const count = grown.length;
  const nodeStart = onSharedMemory.int32(count + 1);
  const leafStart = onSharedMemory.int32(count + 1);
  const bitStart = onSharedMemory.int32(count + 1);
  let observations = 0;
  grown.forEach((tree, t) => {
    nodeStart[t + 1] = nodeStart[t]! + tree.feature.length;
    leafStart[t + 1] = leafStart[t]! + tree.leafStart.length - 1;
    bitStart[t + 1] = bitStart[t]! + tree.levelBits.length;
    observations += tree.leafRows.length;
  });
  const [nodes, leaves] = [nodeStart[count]!, leafStart[count]!];
  const trees: TreeArrays = {
    nodeStart,
    leafStart,
    bitStart,
    feature: onSharedMemory.int32(nodes),
    threshold: onSharedMemory.float64(nodes),
    child: onSharedMemory.int32(nodes),
    missingLeft: onSharedMemory.uint8(nodes),
    levelBits: onSharedMemory.uint32(bitStart[count]!),
    values: onSharedMemory.float64(leaves * outputs),
  };
  const importance = new Float64Array(count * columns);
  const kept: ForestRows | null = data.keepRows
    ? {
        start: onSharedMemory.int32(leaves + 1),
        row: onSharedMemory.int32(observations),
        count: onSharedMemory.uint16(observations),
      }
    : null;
  // Gini's index of two classes is twice the variance of 0 and 1.
  const scale = target.kind === "classes" && outputs === 1 ? 2 : 1;
  let at = 0;
  grown.forEach((tree, t) => {
    const node = nodeStart[t]!;
    trees.feature.set(tree.feature, node);
    trees.threshold.set(tree.threshold, node);
    trees.child.set(tree.child, node);
    trees.missingLeft.set(tree.missingLeft, node);
    trees.levelBits.set(tree.levelBits, bitStart[t]);
    trees.values.set(tree.values, leafStart[t]! * outputs);
    for (let j = 0; j < columns; j++) importance[t * columns + j] = scale * tree.importance[j]!;
    if (kept) {
      const first = leafStart[t]!;
      for (let leaf = 0; leaf < tree.leafStart.length; leaf++)
        kept.start[first + leaf] = at + tree.leafStart[leaf]!;
      kept.row.set(tree.leafRows, at);
      kept.count.set(tree.leafCounts, at);
      at += tree.leafRows.length;
    }
    (grown as unknown[])[t] = undefined; // lets the memory go tree by tree
  });
  return {
    kind: target.kind,
    levels: target.kind === "classes" ? [...target.levels] : null,
    recipe: features.recipe,
    trees,
    outputs,
    importance,
    inBag: data.inBag,
    rows: features.rows,
    leafRows: kept,
    threads,
  };
}

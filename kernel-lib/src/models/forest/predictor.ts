import type { LeafRows } from "../../compute/trees/conditional.js";
import { InputError, type JsonObject, type ResultDocument } from "../../contract/index.js";
import { leafObservations } from "./conditional.js";
import type { Conformal } from "./conformal.js";
import type { FeatureRecipe } from "./features.js";
import type { Forest } from "./forest.js";
import { pack, packTrees, unpack, unpackTrees } from "./pack.js";

/** What prediction needs of a fit. */
export interface ForestPredictor {
  forest: Forest;
  /** Of a regression: outcomes and weights of the rows it was grown from, which its leaves refer to. */
  training: { y: Float64Array; weights: Float64Array | null; leaves: LeafRows } | null;
  interval: number;
  conformal: Conformal | null;
  /** Column of the groups whose intervals were calibrated on their own. */
  groups: string | null;
}

/** Bytes of arrays up to which a forest is kept in its document. */
export const KEPT_BYTES = 32 * 2 ** 20;

/** Forests of this process, by the `predictor` of their documents. */
const live = new WeakMap<object, ForestPredictor>();

export function predictorBytes({ forest, training }: ForestPredictor): number {
  const arrays = [
    ...Object.values(forest.trees),
    ...(training && forest.leafRows ? Object.values(forest.leafRows) : []),
  ] as ArrayBufferView[];
  return arrays.reduce((sum, array) => sum + array.byteLength, 0);
}

export const isKept = (predictor: ForestPredictor): boolean => predictorBytes(predictor) <= KEPT_BYTES;

/**
 * The `predictor` of a document: the forest in full, or where it is too large only a mark of it, with which this
 * process can still predict.
 */
export function predictorJson(predictor: ForestPredictor): JsonObject {
  const { forest, training, interval, conformal, groups } = predictor;
  const { trees, leafRows } = forest;
  const json: JsonObject = {
    kind: "random-forest",
    task: forest.kind,
    levels: forest.levels,
    recipe: forest.recipe as unknown as JsonObject[],
    outputs: forest.outputs,
    interval,
    conformal: conformal as unknown as JsonObject,
    groups,
    kept: isKept(predictor),
  };
  if (json.kept) {
    json.trees = packTrees(trees);
    if (training && leafRows) {
      json.leafRows = Object.fromEntries(
        Object.entries(leafRows).map(([name, values]) => [name, pack(values)]),
      );
      json.y = pack(training.y);
      json.weights = training.weights && pack(training.weights);
    }
  }
  live.set(json, predictor);
  return json;
}

/**
 * The forest of a document, which may come from a stranger: every field is checked.
 * @throws InputError when it is not there or damaged.
 */
export function readPredictor(
  document: Pick<ResultDocument, "predictor">,
  where = "predict",
): ForestPredictor {
  const json = document.predictor as Record<string, unknown> | undefined;
  const broken = (what: string) =>
    new InputError(`${where}: the result document cannot predict: its 'predictor' ${what}`);
  if (typeof json !== "object" || json === null)
    throw broken("is missing; a notebook's output leaves a large one out, JSON.stringify(fit) keeps it");
  const known = live.get(json);
  if (known) return known;
  if (json.kind !== "random-forest") throw broken("is not of a random forest");
  if (json.kept === false) {
    throw broken(
      "was too large to be kept; only the session that grew the forest can predict from it (fewer trees, or a larger 'minLeaf', make it small enough)",
    );
  }
  const { task, levels, recipe, outputs, interval, groups } = json;
  if (task !== "regression" && task !== "classes") throw broken("names an unknown task");
  if (!Array.isArray(recipe) || recipe.length === 0 || !recipe.every(isRecipe))
    throw broken("does not say how columns are read");
  const classes = task === "classes" ? levels : [];
  if (!isTexts(classes) || (task === "classes" && classes.length < 2))
    throw broken("does not name its classes");
  if (outputs !== (classes.length > 2 ? classes.length : 1)) throw broken("is damaged");
  if (!isShare(interval)) throw broken("needs an interval's level between 0 and 1");
  if (groups !== null && typeof groups !== "string") throw broken("names its groups wrongly");
  if (json.conformal !== null && !isConformal(json.conformal)) throw broken("has damaged conformal offsets");
  const forest: Forest = {
    kind: task,
    levels: task === "classes" ? (classes as string[]) : null,
    recipe: recipe as FeatureRecipe[],
    trees: unpackTrees(json.trees, where),
    outputs,
    importance: new Float64Array(0),
    inBag: new Uint32Array(0),
    rows: 0,
    leafRows: null,
    threads: 1,
  };
  if (!areTrees(forest)) throw broken("holds damaged trees");
  let training: ForestPredictor["training"] = null;
  if (json.leafRows !== undefined) {
    const rows = (json.leafRows ?? {}) as Record<string, unknown>;
    forest.leafRows = {
      start: unpack(rows.start, "Int32Array", where),
      row: unpack(rows.row, "Int32Array", where),
      count: unpack(rows.count, "Uint16Array", where),
    };
    const y = unpack(json.y, "Float64Array", where);
    const weights = json.weights ? unpack(json.weights, "Float64Array", where) : null;
    forest.rows = y.length;
    if (!areLeafRows(forest, y.length) || (weights && weights.length !== y.length)) {
      throw broken("holds damaged leaves");
    }
    training = { y, weights, leaves: leafObservations(forest, y, weights) };
  }
  const predictor: ForestPredictor = {
    forest,
    training,
    interval,
    conformal: json.conformal as Conformal | null,
    groups,
  };
  live.set(json, predictor);
  return predictor;
}

const isShare = (value: unknown): value is number => typeof value === "number" && value > 0 && value < 1;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");
const isOffset = (value: unknown) => value === null || (typeof value === "number" && Number.isFinite(value));

export function isRecipe(value: unknown): value is FeatureRecipe {
  const { name, kind, levels } = (value ?? {}) as Record<string, unknown>;
  if (typeof name !== "string") return false;
  return kind === "number" || ((kind === "ordered" || kind === "category") && isTexts(levels));
}

function isConformal(value: unknown): value is Conformal {
  const { method, level, offset, groups } = (value ?? {}) as Record<string, unknown>;
  const isGroup = (each: unknown) => {
    const { name, offset: own } = (each ?? {}) as Record<string, unknown>;
    return typeof name === "string" && isOffset(own);
  };
  return (
    ["out-of-bag", "split", "cross"].includes(method as string) &&
    isShare(level) &&
    isOffset(offset) &&
    (groups === null || (Array.isArray(groups) && groups.every(isGroup)))
  );
}

/** Whether every walk ends in a leaf of its own tree, and reads nothing beyond the arrays. */
export function areTrees({ trees, outputs, recipe }: Pick<Forest, "trees" | "outputs" | "recipe">): boolean {
  const { nodeStart, leafStart, bitStart, feature, threshold, child, missingLeft, levelBits, values } = trees;
  const count = nodeStart.length - 1;
  const rises = (starts: Int32Array, end: number) =>
    starts.length === count + 1 &&
    starts[0] === 0 &&
    starts[count] === end &&
    starts.every((at, t) => t === 0 || at >= starts[t - 1]!);
  const nodes = feature.length;
  if (count < 1 || threshold.length !== nodes || child.length !== nodes || missingLeft.length !== nodes)
    return false;
  if (values.length % outputs !== 0 || !values.every(Number.isFinite)) return false;
  if (
    !rises(nodeStart, nodes) ||
    !rises(leafStart, values.length / outputs) ||
    !rises(bitStart, levelBits.length)
  )
    return false;
  for (let t = 0; t < count; t++) {
    const size = nodeStart[t + 1]! - nodeStart[t]!;
    const leaves = leafStart[t + 1]! - leafStart[t]!;
    const words = bitStart[t + 1]! - bitStart[t]!;
    if (size < 1) return false;
    for (let at = 0; at < size; at++) {
      const node = nodeStart[t]! + at;
      const column = feature[node]!;
      const next = child[node]!;
      if (missingLeft[node]! > 1) return false;
      if (column < 0) {
        if (next < 0 || next >= leaves) return false;
        continue;
      }
      // Children stand after their parent, so that no walk goes round.
      if (column >= recipe.length || next <= at || next + 1 >= size) return false;
      const read = recipe[column]!;
      const cut = threshold[node]!;
      if (Number.isNaN(cut)) return false;
      if (read.kind === "category") {
        if (!Number.isInteger(cut) || cut < 0 || cut + Math.ceil(read.levels.length / 32) > words)
          return false;
      }
    }
  }
  return true;
}

function areLeafRows({ trees, leafRows }: Forest, rows: number): boolean {
  const { start, row, count } = leafRows!;
  const leaves = trees.leafStart[trees.leafStart.length - 1]!;
  return (
    start.length === leaves + 1 &&
    start[0] === 0 &&
    start[leaves] === row.length &&
    count.length === row.length &&
    start.every((at, leaf) => leaf === 0 || at >= start[leaf - 1]!) &&
    row.every((each) => each >= 0 && each < rows)
  );
}

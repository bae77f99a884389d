import type { RunContext } from "../../compute/run.js";
import { runTasks } from "../../compute/trees/tasks.js";
import {
  createWalker,
  type Curve,
  WALK_ROWS,
  type WalkData,
  type WalkGoal,
  type WalkRows,
} from "../../compute/trees/walk.js";
import type { Features } from "./features.js";
import { type Forest, treeCount } from "./forest.js";

export interface WalkOptions {
  /** Leaves out, for each row, the trees that grew on it; the features must be those the forest grew from. */
  outOfBag?: boolean;
  /** Walks copies of the rows instead, each with one column (−1: none) set to another value. */
  changed?: { row: Int32Array; column: Int32Array; value: Float64Array } | null;
  /** Default 0: one a core. */
  threads?: number;
  run?: Pick<RunContext, "signal" | "breathe" | "onPause">;
  /** Fills the error of the first trees alone; see walk.js. */
  curve?: Curve | null;
}

/** Steps down trees below which waking threads costs more than it saves. */
const WORTH_THREADS = 1e6;

export interface Predictions {
  /** rows × outputs of the forest: means; NaN where no tree counted. */
  values: Float64Array;
  /** Trees that counted, by row. */
  used: Int32Array;
}

/** Means over the trees, as the forest keeps them: one column for two classes. */
export async function walkForest(
  forest: Forest,
  features: Features,
  options: WalkOptions = {},
): Promise<Predictions> {
  const rows = options.changed ? options.changed.row.length : features.rows;
  const output = new Float64Array(new SharedArrayBuffer(8 * rows * forest.outputs));
  const used = new Int32Array(new SharedArrayBuffer(4 * rows));
  await walk(forest, features, { kind: "mean", output, used, curve: options.curve }, options);
  return { values: output, used };
}

/**
 * Predictions for rows: means for a regression, and for classes rows × classes of probabilities.
 * @throws InputError never: features are checked when they are read.
 */
export async function predictForest(
  forest: Forest,
  features: Features,
  options: WalkOptions = {},
): Promise<Float64Array> {
  const { values } = await walkForest(forest, features, options);
  return forest.kind === "classes" ? probabilities(forest, values) : values;
}

/** One column a class. */
export function probabilities({ levels, outputs }: Forest, values: Float64Array): Float64Array {
  if (outputs > 1) return values;
  const classes = levels!.length;
  const all = new Float64Array(values.length * classes);
  for (let i = 0; i < values.length; i++) {
    if (classes === 1) all[i] = 1;
    else {
      all[2 * i] = 1 - values[i]!;
      all[2 * i + 1] = values[i]!;
    }
  }
  return all;
}

export async function walk(
  forest: Forest,
  features: Features,
  goal: WalkGoal,
  { threads = 0, run = quiet, ...options }: WalkOptions = {},
): Promise<void> {
  const data = walkData(forest, features, goal, options);
  const rows = options.changed ? options.changed.row.length : features.rows;
  await runTasks({
    kind: "walk",
    data,
    count: Math.ceil(rows / WALK_ROWS),
    threads,
    large: rows * treeCount(forest) >= WORTH_THREADS,
    run,
  });
}

/** The same at once, on this thread. */
export function walkNow(forest: Forest, features: Features, goal: WalkGoal): void {
  const work = createWalker(walkData(forest, features, goal, {}));
  for (let block = 0; block * WALK_ROWS < features.rows; block++) work(block);
}

function walkData(
  forest: Forest,
  features: Features,
  goal: WalkGoal,
  { outOfBag = false, changed = null }: Pick<WalkOptions, "outOfBag" | "changed">,
): WalkData {
  const rows: WalkRows = {
    rows: features.rows,
    columns: features.columns.map((column) => (column.kind === "number" ? column.values : column.codes)),
    category: Uint8Array.from(features.columns, (column) => (column.kind === "category" ? 1 : 0)),
    skip: outOfBag ? forest.inBag : null,
    changed,
  };
  return { trees: forest.trees, outputs: forest.outputs, rows, goal };
}

const quiet = { signal: new AbortController().signal, breathe: async () => {}, onPause: () => () => {} };

import { cpuThreads } from "../../compute/cpu-threads.js";
import { foldIn, type Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { type BinInput, binColumns, type Bins } from "../../compute/trees/bins.js";
import type { GrowData, GrownTree } from "../../compute/trees/grow.js";
import { runTasks, threadCount } from "../../compute/trees/tasks.js";
import { InputError } from "../../contract/index.js";
import type { Features } from "./features.js";
import { type Forest, joinTrees } from "./forest.js";

/** What a forest predicts. Two classes are grown as numbers 0 and 1, which is the same as by Gini's index. */
export type Target =
  { kind: "regression"; y: Float64Array } | { kind: "classes"; y: Int32Array; levels: readonly string[] };

export interface GrowOptions {
  /** Default 500. */
  trees?: number;
  /** Variables tried at a split. Default `sqrt`: the root of their number, rounded down. */
  variablesPerSplit?: number | "sqrt" | "third" | "all";
  /** Different rows in a leaf at least. Default 1. */
  minLeaf?: number;
  /** Nodes of as many draws or fewer are not split. Default 5 for numbers, 1 for classes. */
  minNode?: number;
  /** Default: none. */
  maxDepth?: number;
  /** Share of the rows drawn for each tree. Default 1. */
  sampleShare?: number;
  /** Default true. */
  replace?: boolean;
  /** `random` draws one cut a variable. Default `best`. */
  splits?: "best" | "random";
  /** Weights of the rows, ≥ 0; they weigh in splits, leaves and errors. */
  weights?: Float64Array | null;
  /** A weight for each class, or `balanced`: each class weighs the same in all. */
  classWeights?: "balanced" | readonly number[] | null;
  /** Rows that samples are drawn from. Default all. */
  population?: Int32Array | null;
  /** Whether leaves keep their rows, for conditional distributions. Default false. */
  keepRows?: boolean;
  key: Key;
  /** Worker threads; 0, the default, means one a core. The forest does not depend on them. */
  threads?: number;
  /** Reports `phase` with the trees done. Default `growing trees`. */
  phase?: string;
  run: Pick<RunContext, "report" | "runsOn" | "signal" | "breathe" | "onPause">;
}

/** Work below which waking threads costs more than it saves: rows × trees × variables tried. */
const WORTH_THREADS = 2e6;

/**
 * Grows a random forest (Breiman 2001). Tree t is grown from its own key, so the same key gives the same forest on any
 * number of threads, and the first trees of a larger forest are those of a smaller one. A cancelled run leaves the
 * trees that were done, in order without gaps.
 * @throws InputError when an option is out of its range.
 */
export async function growForest(features: Features, target: Target, options: GrowOptions): Promise<Forest> {
  const bins = await binFeatures(features, options.run);
  return growOnBins(bins, features, target, options);
}

export function binFeatures({ columns, rows }: Features, run: Pick<RunContext, "breathe">): Promise<Bins> {
  return binColumns(columns as BinInput[], rows, () => run.breathe());
}

/** The same on columns that were put into bins before, for several forests of one table. */
export async function growOnBins(
  bins: Bins,
  features: Features,
  target: Target,
  options: GrowOptions,
): Promise<Forest> {
  const { threads = 0, run, phase = "growing trees" } = options;
  const trees = options.trees ?? 500;
  const data = growData(bins, features.rows, target, { ...options, trees });
  const grown: (GrownTree | undefined)[] = new Array(trees);
  let done = 0;
  const tasks = {
    kind: "grow" as const,
    data,
    count: trees,
    threads,
    large: data.draws * trees * data.tries >= WORTH_THREADS,
  };
  run.runsOn({ backend: "fused", device: cpuThreads(threadCount(tasks)) });
  await runTasks<GrownTree>({
    ...tasks,
    run,
    onResult(tree, result) {
      grown[tree] = result;
      done++;
      run.report({ phase, step: done, steps: trees, parts: { name: "trees", done, total: trees } });
    },
  });
  const gap = grown.findIndex((tree) => tree === undefined);
  return joinTrees((gap < 0 ? grown : grown.slice(0, gap)) as GrownTree[], {
    features,
    target,
    data,
    threads: threadCount(tasks),
  });
}

/** One CART tree on all rows and all variables. */
export async function growTree(
  features: Features,
  target: Target,
  options: Omit<GrowOptions, "trees" | "variablesPerSplit" | "sampleShare" | "replace">,
): Promise<Forest> {
  return growForest(features, target, {
    minNode: 1,
    ...options,
    trees: 1,
    variablesPerSplit: "all",
    sampleShare: 1,
    replace: false,
  });
}

/** Weights of the rows with their classes' weights; null when all are 1. */
export function effectiveWeights(
  target: Target,
  { weights, classWeights, population }: Pick<GrowOptions, "weights" | "classWeights" | "population">,
): Float64Array | null {
  if (target.kind === "regression" || !classWeights) return weights ?? null;
  const { y, levels } = target;
  const rows = population ?? y.keys();
  let byClass: ArrayLike<number> = [];
  if (classWeights === "balanced") {
    const totals = new Float64Array(levels.length);
    let all = 0;
    for (const row of rows) {
      totals[y[row]!]! += weights ? weights[row]! : 1;
      all += weights ? weights[row]! : 1;
    }
    const seen = totals.reduce((count, total) => count + (total > 0 ? 1 : 0), 0);
    byClass = totals.map((total) => (total > 0 ? all / (seen * total) : 0));
  } else byClass = classWeights;
  return Float64Array.from(y, (k, row) => byClass[k]! * (weights ? weights[row]! : 1));
}

function growData(
  bins: Bins,
  rows: number,
  target: Target,
  options: GrowOptions & { trees: number },
): GrowData {
  const {
    trees,
    minLeaf = 1,
    sampleShare = 1,
    replace = true,
    splits = "best",
    key,
    keepRows = false,
  } = options;
  const {
    variablesPerSplit = "sqrt",
    minNode = target.kind === "regression" ? 5 : 1,
    maxDepth = Infinity,
  } = options;
  const columns = bins.slots.length;
  const whole = (name: string, value: number) => {
    if (value >= 1 && (Number.isInteger(value) || (name === "maxDepth" && value === Infinity))) return;
    throw new InputError(`forest: '${name}' must be a whole number of at least 1, got ${value}`);
  };
  for (const [name, value] of Object.entries({ trees, minLeaf, minNode, maxDepth })) whole(name, value);
  if (!(sampleShare > 0 && sampleShare <= 1)) {
    throw new InputError(`forest: 'sampleShare' must be above 0 and at most 1, got ${sampleShare}`);
  }
  const weights = effectiveWeights(target, options);
  let population = options.population ?? null;
  if (weights?.some((weight) => !(weight >= 0))) throw new InputError("forest: 'weights' must be at least 0");
  if (weights?.some((weight) => weight === 0)) {
    population = Int32Array.from(population ?? weights.keys()).filter((row) => weights[row]! > 0);
  }
  const places = population ? population.length : rows;
  if (places === 0) throw new InputError("forest: there is no row with a weight above 0 to grow on");
  const keys = new Int32Array(2 * trees);
  for (let tree = 0; tree < trees; tree++) keys.set(foldIn(key, tree), 2 * tree);
  const outputs = outputsOf(target);
  const response = new Float64Array(new SharedArrayBuffer(8 * rows));
  response.set(target.y);
  return {
    ...bins,
    rows,
    columns,
    response,
    outputs,
    weights: weights && shared(weights),
    population,
    keys,
    draws: Math.max(1, Math.round(sampleShare * places)),
    replace,
    tries: triesOf(variablesPerSplit, columns),
    minLeaf,
    minNode,
    maxDepth: Math.min(maxDepth, 2 ** 30),
    random: splits === "random",
    keepRows,
    inBag: new Uint32Array(new SharedArrayBuffer(4 * trees * ((rows + 31) >>> 5))),
  };
}

export const outputsOf = (target: Target): number =>
  target.kind === "classes" && target.levels.length > 2 ? target.levels.length : 1;

/**
 * How many of `columns` variables are tried at a split.
 * @throws InputError when that is not a share below 1 or a whole number up to `columns`.
 */
export function triesOf(
  variablesPerSplit: NonNullable<GrowOptions["variablesPerSplit"]>,
  columns: number,
  where = "forest",
): number {
  switch (variablesPerSplit) {
    case "sqrt":
      return Math.max(1, Math.floor(Math.sqrt(columns)));
    case "third":
      return Math.max(1, Math.floor(columns / 3));
    case "all":
      return columns;
  }
  const isShare = variablesPerSplit < 1;
  const tries = isShare ? Math.max(1, Math.round(variablesPerSplit * columns)) : variablesPerSplit;
  if (!(variablesPerSplit > 0) || !Number.isInteger(tries) || tries > columns) {
    throw new InputError(
      `${where}: 'variablesPerSplit' must be a share below 1 or a whole number from 1 to ${columns}, the number of features, got ${variablesPerSplit}`,
    );
  }
  return tries;
}

export function shared(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Float64Array(new SharedArrayBuffer(8 * values.length));
  copy.set(values);
  return copy;
}

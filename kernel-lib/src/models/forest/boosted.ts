import { foldIn, type Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { createGrower, type GrowData, type GrownTree } from "../../compute/trees/grow.js";
import { InputError } from "../../contract/index.js";
import type { Features } from "./features.js";
import { type Forest, joinTrees } from "./forest.js";
import { binFeatures, shared, type Target } from "./grow-forest.js";
import { walkForest } from "./predict-forest.js";

export interface BoostedOptions {
  /** Rounds; a round has one tree, or for three classes and more one a class. Default 100. */
  trees?: number;
  /** Shrinkage of each tree, above 0 and at most 1. Default 0.1. */
  learningRate?: number;
  /** Default 3. */
  maxDepth?: number;
  /** Rows in a leaf at least. Default 1. */
  minLeaf?: number;
  /** Share of the rows each tree grows on, drawn without replacement. Default 1. */
  sampleShare?: number;
  weights?: Float64Array | null;
  key: Key;
  run: Pick<RunContext, "report" | "signal" | "breathe" | "onPause">;
}

/** Gradient-boosted trees: scores are `start` plus the sum of the trees' leaves. Plain data. */
export interface Boosted {
  kind: "regression" | "classes";
  levels: string[] | null;
  /** Score of each output before the first tree. */
  start: Float64Array;
  /** Trees of output k are k, k + outputs, k + 2·outputs, … */
  forest: Forest;
  outputs: number;
  /** Mean loss after each round on the rows it was trained on: squared error, or log-loss. */
  losses: Float64Array;
}

/**
 * Gradient-boosted trees (Friedman 2001): squared error for numbers, log-loss for two classes, softmax for several.
 * Leaves take one Newton step. The same key gives the same trees. A cancelled run keeps its whole rounds.
 * @throws InputError when an option is out of its range.
 */
export async function growBoosted(
  features: Features,
  target: Target,
  options: BoostedOptions,
): Promise<Boosted> {
  const {
    trees = 100,
    learningRate = 0.1,
    maxDepth = 3,
    minLeaf = 1,
    sampleShare = 1,
    weights,
    key,
    run,
  } = options;
  for (const [name, value] of Object.entries({ trees, maxDepth, minLeaf })) {
    if (!Number.isInteger(value) || value < 1)
      throw new InputError(`boosted trees: '${name}' must be a whole number of at least 1, got ${value}`);
  }
  for (const [name, value] of Object.entries({ learningRate, sampleShare })) {
    if (!(value > 0 && value <= 1))
      throw new InputError(`boosted trees: '${name}' must be above 0 and at most 1, got ${value}`);
  }
  const { rows } = features;
  const bins = await binFeatures(features, run);
  const outputs = target.kind === "classes" && target.levels.length > 2 ? target.levels.length : 1;
  const weightAt = (row: number) => (weights ? weights[row]! : 1);
  const population = weights?.some((weight) => weight === 0)
    ? Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0)
    : null;
  const places = population ? population.length : rows;
  if (places === 0) throw new InputError("boosted trees: there is no row with a weight above 0 to grow on");

  const start = startOf(target, outputs, rows, weightAt);
  const score = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++) score.set(start, i * outputs);
  const gradient = new Float64Array(rows * outputs);
  const hessian = new Float64Array(rows * outputs);
  const count = trees * outputs;
  const keys = new Int32Array(2 * count);
  for (let tree = 0; tree < count; tree++) keys.set(foldIn(key, tree), 2 * tree);
  const response = new Float64Array(rows);
  const data: GrowData = {
    ...bins,
    rows,
    columns: bins.slots.length,
    response,
    outputs: 1,
    weights: weights ? shared(weights) : null,
    population,
    keys,
    draws: Math.max(1, Math.round(sampleShare * places)),
    replace: false,
    tries: bins.slots.length,
    minLeaf,
    minNode: 1,
    maxDepth,
    random: false,
    keepRows: true,
    inBag: new Uint32Array(count * ((rows + 31) >>> 5)),
  };
  const grow = createGrower(data);
  const grown: GrownTree[] = [];
  const losses: number[] = [];
  const single = { ...features };

  for (let round = 0; round < trees && !run.signal.aborted; round++) {
    derivatives(target, outputs, score, gradient, hessian);
    const made: GrownTree[] = [];
    for (let k = 0; k < outputs; k++) {
      for (let i = 0; i < rows; i++) response[i] = gradient[i * outputs + k]!;
      const tree = grow(round * outputs + k);
      newton(tree, { outputs, k, gradient, hessian, weightAt, learningRate });
      made.push(tree);
      await run.breathe();
    }
    // A sample leaves rows out, so every row walks down the trees rather than reading its leaf off.
    for (const [k, tree] of made.entries()) {
      const one = joinTrees([{ ...tree }], {
        features: single,
        target: { kind: "regression", y: response },
        data: { ...data, keepRows: false },
        threads: 1,
      });
      const { values } = await walkForest(one, features, { threads: 1, run: { ...run, signal: never } });
      for (let i = 0; i < rows; i++) score[i * outputs + k]! += values[i]!;
      await run.breathe();
    }
    grown.push(...made);
    const loss = lossOf(target, outputs, score, weightAt);
    losses.push(loss);
    const parts = { name: "trees", done: round + 1, total: trees };
    run.report({ phase: "boosting trees", step: round + 1, steps: trees, loss, parts });
    await run.breathe();
  }
  const forest = joinTrees(grown, {
    features,
    target: { kind: "regression", y: response },
    data: { ...data, keepRows: false },
    threads: 1,
  });
  return {
    kind: target.kind,
    levels: target.kind === "classes" ? [...target.levels] : null,
    start,
    forest,
    outputs,
    losses: Float64Array.from(losses),
  };
}

const never = new AbortController().signal;

/** Predictions for rows: means for a regression, and for classes rows × classes of probabilities. */
export async function predictBoosted(boosted: Boosted, features: Features): Promise<Float64Array> {
  const { outputs, start, forest, levels } = boosted;
  const { rows } = features;
  const rounds = (forest.trees.nodeStart.length - 1) / outputs;
  const score = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++) score.set(start, i * outputs);
  if (rounds > 0) {
    for (let k = 0; k < outputs; k++) {
      const { values } = await walkForest(outputs === 1 ? forest : everyOther(forest, k, outputs), features);
      for (let i = 0; i < rows; i++) score[i * outputs + k]! += rounds * values[i]!;
    }
  }
  if (boosted.kind === "regression") return score;
  if (outputs > 1) {
    for (let i = 0; i < rows; i++) softmax(score, i * outputs, outputs, score);
    return score;
  }
  const classes = levels!.length;
  const all = new Float64Array(rows * classes).fill(1);
  if (classes === 1) return all;
  for (let i = 0; i < rows; i++) {
    const p = 1 / (1 + Math.exp(-score[i]!));
    all[2 * i] = 1 - p;
    all[2 * i + 1] = p;
  }
  return all;
}

/** The trees of one output, as views. */
function everyOther(forest: Forest, k: number, outputs: number): Forest {
  const { nodeStart, leafStart, bitStart, feature, threshold, child, missingLeft, levelBits, values } =
    forest.trees;
  const grown: GrownTree[] = [];
  for (let t = k; t < nodeStart.length - 1; t += outputs) {
    const [a, b] = [nodeStart[t]!, nodeStart[t + 1]!];
    const [c, d] = [leafStart[t]!, leafStart[t + 1]!];
    grown.push({
      feature: feature.subarray(a, b),
      threshold: threshold.subarray(a, b),
      child: child.subarray(a, b),
      missingLeft: missingLeft.subarray(a, b),
      levelBits: levelBits.subarray(bitStart[t], bitStart[t + 1]),
      values: values.subarray(c, d),
      importance: new Float64Array(0),
      leafStart: new Int32Array(d - c + 1),
      leafRows: new Int32Array(0),
      leafCounts: new Uint16Array(0),
    });
  }
  return joinTrees(grown, {
    features: { rows: forest.rows, recipe: forest.recipe, columns: [] },
    target: { kind: "regression", y: new Float64Array(0) },
    data: { outputs: 1, columns: 0, inBag: forest.inBag, keepRows: false },
    threads: 1,
  });
}

function startOf(
  target: Target,
  outputs: number,
  rows: number,
  weightAt: (row: number) => number,
): Float64Array {
  const sums = new Float64Array(target.kind === "classes" ? target.levels.length : 1);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const w = weightAt(i);
    if (w === 0) continue;
    total += w;
    if (target.kind === "classes") sums[target.y[i]!]! += w;
    else sums[0]! += w * target.y[i]!;
  }
  if (target.kind === "regression") return Float64Array.of(sums[0]! / total);
  // Half a row in each class keeps the logarithms finite.
  const p = sums.map((sum) => Math.max(sum, 1e-9 * total) / total);
  if (outputs === 1) return Float64Array.of(Math.log((p[1] ?? 1) / p[0]!));
  return p.map(Math.log);
}

/** Negative gradient and second derivative of the loss in the scores. */
function derivatives(
  target: Target,
  outputs: number,
  score: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  if (target.kind === "regression") {
    for (let i = 0; i < target.y.length; i++) gradient[i] = target.y[i]! - score[i]!;
    hessian.fill(1);
    return;
  }
  const { y } = target;
  if (outputs === 1) {
    for (let i = 0; i < y.length; i++) {
      const p = 1 / (1 + Math.exp(-score[i]!));
      gradient[i] = y[i]! - p;
      hessian[i] = p * (1 - p);
    }
    return;
  }
  for (let i = 0; i < y.length; i++) {
    const at = i * outputs;
    softmax(score, at, outputs, hessian);
    for (let k = 0; k < outputs; k++) {
      const p = hessian[at + k]!;
      gradient[at + k] = (y[i] === k ? 1 : 0) - p;
      hessian[at + k] = p * (1 - p);
    }
  }
}

function softmax(score: Float64Array, at: number, outputs: number, to: Float64Array): void {
  let most = -Infinity;
  for (let k = 0; k < outputs; k++) most = Math.max(most, score[at + k]!);
  let sum = 0;
  for (let k = 0; k < outputs; k++) sum += to[at + k] = Math.exp(score[at + k]! - most);
  for (let k = 0; k < outputs; k++) to[at + k]! /= sum;
}

/** Gives the leaves their Newton step; with several classes a (K − 1)/K of it, as Friedman does. */
function newton(
  { leafStart, leafRows, values }: GrownTree,
  {
    outputs,
    k,
    gradient,
    hessian,
    weightAt,
    learningRate,
  }: {
    outputs: number;
    k: number;
    gradient: Float64Array;
    hessian: Float64Array;
    weightAt: (row: number) => number;
    learningRate: number;
  },
): void {
  const factor = learningRate * (outputs > 1 ? (outputs - 1) / outputs : 1);
  for (let leaf = 0; leaf < values.length; leaf++) {
    let g = 0;
    let h = 0;
    for (let o = leafStart[leaf]!; o < leafStart[leaf + 1]!; o++) {
      const at = leafRows[o]! * outputs + k;
      const w = weightAt(leafRows[o]!);
      g += w * gradient[at]!;
      h += w * hessian[at]!;
    }
    values[leaf] = h > 1e-150 ? (factor * g) / h : 0;
  }
}

function lossOf(
  target: Target,
  outputs: number,
  score: Float64Array,
  weightAt: (row: number) => number,
): number {
  let loss = 0;
  let total = 0;
  for (let i = 0; i < target.y.length; i++) {
    const w = weightAt(i);
    total += w;
    if (target.kind === "regression") loss += w * (target.y[i]! - score[i]!) ** 2;
    else if (outputs === 1) loss += w * softplus(target.y[i] === 1 ? -score[i]! : score[i]!);
    else {
      let most = -Infinity;
      for (let k = 0; k < outputs; k++) most = Math.max(most, score[i * outputs + k]!);
      let sum = 0;
      for (let k = 0; k < outputs; k++) sum += Math.exp(score[i * outputs + k]! - most);
      loss += w * (most + Math.log(sum) - score[i * outputs + target.y[i]!]!);
    }
  }
  return loss / total;
}

const softplus = (x: number) => (x > 30 ? x : Math.log1p(Math.exp(x)));

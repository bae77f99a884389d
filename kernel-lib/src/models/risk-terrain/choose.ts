import { foldIn, type Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import { type CellMaker } from "./cells.js";
import { createDropoutTrainer, type DropoutTrainer } from "./dropout.js";
import type { DropoutResult, DropoutTask } from "./dropout-plan.js";
import { type Criterion, type ExactSearch, modelCount, searchExact } from "./exact.js";
import { type CountFamily, countFamily } from "./fit-cells.js";
import { crossValidate, foldsOf, type LassoFits, lassoFits, type LassoPath } from "./lasso.js";
import { type Patterns, type PatternSums, sumPatterns } from "./patterns.js";
import type { RiskTerrainOptions, RiskTerrainProblem } from "./prepare.js";
import { stepwise } from "./stepwise.js";

/** What every way of choosing works on. */
export interface Terrain {
  problem: RiskTerrainProblem;
  patterns: Patterns;
  cellsOf: CellMaker;
  options: RiskTerrainOptions;
  /** log n, 2 or 0 by the criterion. */
  price: number;
}

/** A sample of the units: all of them, or a resample. */
export interface Sample {
  sums: PatternSums;
  family: CountFamily;
  /** The units drawn, with repeats; null for all. */
  units: Float64Array | null;
}

export function sampleOf({ problem, patterns }: Terrain, units: Float64Array | null = null): Sample {
  const sums = sumPatterns(problem, patterns, units ?? undefined);
  return { sums, family: countFamily(sums), units };
}

export const fixedParameters = ({ problem }: Terrain): number =>
  problem.always.length + (problem.family === "negative-binomial" ? 1 : 0);

/** Whether the space is small enough to search it merely to check another method. */
export const canCheck = ({ problem }: Terrain): boolean => modelCount(problem.sets) <= 1e7;
/** The same for every one of many resamples. */
export const canCheckOften = ({ problem }: Terrain): boolean => modelCount(problem.sets) <= 250_000;

export function exactOf(
  terrain: Terrain,
  sample: Sample,
  run: RunContext,
  constant = 0,
): Promise<ExactSearch> {
  const { problem, patterns } = terrain;
  const criterion: Criterion = { price: terrain.price, constant, fixed: fixedParameters(terrain) };
  return searchExact({
    patterns,
    ...sample,
    sets: problem.sets,
    intercept: problem.intercept,
    criterion,
    run,
  });
}

export interface LassoChoice {
  path: LassoPath;
  choice: Int32Array;
}

/** The lasso's fits to a sample, on which every cross-validation of it leans. */
export const lassoFitsOf = ({ problem, patterns }: Terrain, { sums }: Sample): LassoFits =>
  lassoFits({ patterns, sets: problem.sets, sums, intercept: problem.intercept });

/** The lasso path with its cross-validation, and the stepwise selection among what it keeps. */
export async function lassoOf(
  terrain: Terrain,
  sample: Sample,
  key: Key,
  run: RunContext,
  fits = lassoFitsOf(terrain, sample),
): Promise<LassoChoice> {
  const { problem, patterns, options } = terrain;
  const folds = Math.min(options.folds ?? 10, problem.rows);
  const fold = foldsOf(key, problem.rows, folds);
  const members: number[][] = Array.from({ length: folds }, () => []);
  // A unit drawn twice is in one fold twice: a copy of it must not help to predict the other.
  for (const unit of sample.units ?? fold.keys()) members[fold[unit]!]!.push(unit);
  const filled = members.filter((units) => units.length > 0);
  const foldSums = filled.length > 1 ? filled.map((units) => sumPatterns(problem, patterns, units)) : [];
  const path = await crossValidate(fits, foldSums, run);
  const kept = path.coefficients[path.best]!;
  const { choice } = stepwise({
    alwaysCount: patterns.alwaysCount,
    cellsOf: terrain.cellsOf,
    ...sample,
    sets: problem.sets,
    intercept: problem.intercept,
    criterion: { price: terrain.price, constant: 0, fixed: 0 },
    allowed: (candidate) => kept[candidate]! > 0,
  });
  return { path, choice };
}

export function dropoutTask({ problem, patterns, cellsOf, options }: Terrain, { sums }: Sample): DropoutTask {
  const { iterations = {}, learningRate = 1e-3, cancel = false } = options;
  return {
    patterns,
    cellsOf,
    sums,
    family: problem.family,
    sets: problem.sets,
    intercept: problem.intercept,
    burnIn: iterations.burnIn ?? 10_000,
    pruned: iterations.pruned ?? 10_000,
    learningRate,
    cancel,
  };
}

export const dropoutTrainer = (terrain: Terrain, sample: Sample): DropoutTrainer =>
  createDropoutTrainer(dropoutTask(terrain, sample));

export type { DropoutResult };

/** Keys of the main fit, of replicate seeds and of resamples, which never meet. */
export const fitKey = (key: Key): Key => foldIn(key, 0);
export const seedKey = (key: Key, replicate: number): Key => foldIn(foldIn(key, 1), replicate);
export const resampleKey = (key: Key, replicate: number): Key => foldIn(foldIn(key, 2), replicate);

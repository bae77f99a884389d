import { foldIn, type Key, randomKey } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { CancelledError, checkOptionNames, InputError, validateConfig } from "../../../contract/index.js";
import { asTable } from "../../../data/as-table.js";
import {
  simulateUnaware,
  simulationOptions,
  type UnawareSimulation,
  type UnawareSimulationOptions,
} from "../../../data/simulate/unaware.js";
import { conditionalQuantiles, leafObservations } from "../conditional.js";
import { applyFeatures, type Features } from "../features.js";
import { growOptions } from "../fit.js";
import type { Forest } from "../forest.js";
import { growForest, type GrowOptions } from "../grow-forest.js";
import { predictForest } from "../predict-forest.js";
import type { ForestProblem } from "../prepare.js";
import { classEstimates } from "./class-estimates.js";
import { withEstimates } from "./link.js";
import { quietly } from "../../../compute/run.js";
import { type HierarchicalForestOptions, prepareHierarchical, seedOf } from "./prepare.js";

export interface UnawareStudyOptions extends UnawareSimulationOptions {
  /** Samples drawn, each with a test sample of its own. Default 100. */
  replicates?: number;
  /** Default 100. */
  trees?: number;
  /** Estimates of the class that the top forest is trained on. Default `out-of-fold`. */
  estimates?: HierarchicalForestOptions["estimates"];
  /** Level of the prediction intervals. Default 0.9. */
  interval?: number;
  /** Default 0: one a core. */
  threads?: number;
}

/** What the paper calls the hierarchical forest, and the forest that is given the class itself. */
export type UnawareModel = "with proxy" | "without proxy";

export interface UnawareMeasure {
  model: UnawareModel;
  /**
   * Of numbers: `bias` (mean prediction less mean outcome), `sd` (of the predictions), `mse`, `mseOfAnother` (the same
   * predictions against the outcomes of another sample), `coverage` and `width` of the raw prediction intervals. Of
   * classes: `sensitivity` and `specificity`.
   */
  measure: string;
  /** Mean over the samples. */
  mean: number;
  /** Standard error of that mean; NaN of a single sample. */
  stdError: number;
  /** In the paper's table; null where it has none. */
  published: number | null;
}

export interface UnawareStudy {
  scenario: NonNullable<UnawareSimulationOptions["scenario"]>;
  replicates: number;
  n: number;
  noise: number;
  trees: number;
  measures: UnawareMeasure[];
  /** Of the last test sample: outcomes and predictions (of classes, the probability of 1). */
  last: { outcome: Float64Array; models: UnawarePredictions[] };
}

export interface UnawarePredictions {
  model: UnawareModel;
  predicted: Float64Array;
  /** Null for classes. */
  lower: Float64Array | null;
  upper: Float64Array | null;
}

/** The paper's tables, with proxy and without. */
const published: Record<string, Record<string, [number, number]>> = {
  linear: { bias: [0.0353, -0.0043], sd: [1.5263, 1.5504], mse: [5.7654, 5.8402] },
  nonlinear: { bias: [0.0064, 0.0052], sd: [0.5031, 0.4732], mse: [1.3749, 1.3412] },
  classification: { sensitivity: [0.9377, 0.9463], specificity: [0.8986, 0.9035] },
};

const studyOptions = ["replicates", "trees", "estimates", "interval", "threads"];

/** Runs the study; see `unawareStudy` of the API. */
export async function runUnawareStudy(options: UnawareStudyOptions, run: RunContext): Promise<UnawareStudy> {
  const where = "unawareStudy";
  checkOptionNames(options, { where, known: [...simulationOptions, ...studyOptions] });
  const {
    replicates = 100,
    trees = 100,
    estimates = "out-of-fold",
    interval = 0.9,
    threads = 0,
    seed = 1,
    ...simulation
  } = options;
  const { scenario = "linear", n = 500, noise = 1 } = simulation;
  if (!Number.isInteger(replicates) || replicates < 1) {
    throw new InputError(`${where}: 'replicates' must be a whole number of at least 1, got ${replicates}`);
  }
  if (!Number.isInteger(n) || n < 20)
    throw new InputError(`${where}: 'n' must be a whole number of at least 20, got ${n}`);
  const forest = { trees, estimates, interval, threads };
  const columns = { outcome: "y", protected: "x3", proxies: ["x1"] };
  validateConfig({ model: "hierarchical-forest", ...columns, ...forest }, { where });
  const key = randomKey(seed);
  const found: Record<string, number>[][] = [];
  let last: UnawareStudy["last"] | null = null;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const draw = (part: number) =>
      simulateUnaware({ ...simulation, seed: seedOf({ seed }, 3 * replicate + part) });
    const [train, test, another] = [draw(0), draw(1), draw(2)];
    const models = await fitBoth(train, test, { ...forest, key: foldIn(key, replicate), run });
    if (run.cancelled) throw new CancelledError(`${where}: cancelled`);
    const [outcome, other] = [outcomeOf(test), outcomeOf(another)];
    found.push(models.map((model) => measuresOf(model, outcome, other)));
    last = { outcome, models };
    const [done, total] = [replicate + 1, replicates];
    const parts = { name: "replicates", done, total };
    run.report({ phase: `simulating, ${scenario}`, step: done, steps: total, parts });
    await run.breathe();
  }
  const measures = last!.models.flatMap(({ model }, m) =>
    Object.keys(found[0]![m]!).map((measure): UnawareMeasure => {
      const values = found.map((replicate) => replicate[m]![measure]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / replicates;
      const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return {
        model,
        measure,
        mean,
        stdError: Math.sqrt(square / (replicates - 1) / replicates),
        published: published[scenario]![measure]?.[m] ?? null,
      };
    }),
  );
  return { scenario, replicates, n, noise, trees, measures, last: last! };
}

/** The outcome as numbers. */
const outcomeOf = ({ table }: UnawareSimulation): Float64Array =>
  Float64Array.from(table.array("y") as ArrayLike<number | string>, Number);

async function fitBoth(
  train: UnawareSimulation,
  test: UnawareSimulation,
  {
    trees,
    estimates: method,
    interval,
    threads,
    key,
    run,
  }: {
    trees: number;
    estimates: NonNullable<HierarchicalForestOptions["estimates"]>;
    interval: number;
    threads: number;
    key: Key;
    run: RunContext;
  },
): Promise<UnawarePredictions[]> {
  const proxies = ["x1", "x2"];
  const { bottom, naive, covariates } = prepareHierarchical(asTable(train.table, "unawareStudy"), {
    ...{ outcome: "y", protected: "x3", proxies, covariates: proxies, trees, threads },
  });
  const quiet = quietly(run);
  const grow = (problem: ForestProblem, features: Features, part: number, own: Partial<GrowOptions> = {}) =>
    growForest(features, problem.target, {
      ...growOptions(problem, bottom.options),
      ...own,
      key: foldIn(key, part),
      run: quiet,
    });
  const proxyForest = await grow(bottom.problem, bottom.problem.features, 0, { keepRows: false });
  const outOfBag =
    method === "out-of-bag"
      ? await predictForest(proxyForest, bottom.problem.features, { outOfBag: true, threads })
      : new Float64Array(0);
  const { values } = await classEstimates(bottom.problem, proxyForest, {
    ...{ outOfBag, method, folds: 5, options: bottom.options, run: quiet },
    key: foldIn(key, 1),
  });
  const link = { kind: "probability", name: "x3", levels: null } as const;
  const table = asTable(test.table, "unawareStudy");
  const read = (forest: Forest) => applyFeatures(forest.recipe, table, { where: "unawareStudy" });
  const ofTest = await predictForest(proxyForest, read(proxyForest), { threads });
  // The same bootstrap samples, so that the two differ in nothing but the class.
  const above = await grow(naive.problem, withEstimates(covariates, values, link), 2);
  const beside = await grow(naive.problem, naive.problem.features, 2);
  const known = applyFeatures(covariates.recipe, table, { where: "unawareStudy" });
  return [
    await predictions("with proxy", above, withEstimates(known, ofTest, link)),
    await predictions("without proxy", beside, read(beside)),
  ];

  async function predictions(
    model: UnawareModel,
    forest: Forest,
    features: Features,
  ): Promise<UnawarePredictions> {
    const { target } = naive.problem;
    const all = await predictForest(forest, features, { threads });
    if (target.kind === "classes") {
      const ones = Float64Array.from({ length: features.rows }, (_, row) => all[2 * row + 1]!);
      return { model, predicted: ones, lower: null, upper: null };
    }
    const tail = (1 - interval) / 2;
    const ends = await conditionalQuantiles(forest, features, {
      leaves: leafObservations(forest, target.y),
      probabilities: [tail, 1 - tail],
      threads,
    });
    const end = (at: number) => Float64Array.from({ length: features.rows }, (_, row) => ends[2 * row + at]!);
    return { model, predicted: all, lower: end(0), upper: end(1) };
  }
}

function measuresOf(
  { predicted, lower, upper }: UnawarePredictions,
  outcome: Float64Array,
  other: Float64Array,
): Record<string, number> {
  const mean = (of: (row: number) => number) => {
    let sum = 0;
    for (let row = 0; row < predicted.length; row++) sum += of(row);
    return sum / predicted.length;
  };
  if (!lower || !upper) {
    const right = (label: number) =>
      mean((row) => +(outcome[row] === label && predicted[row]! > 0.5 === (label === 1))) /
      mean((row) => +(outcome[row] === label));
    return { sensitivity: right(1), specificity: right(0) };
  }
  const centre = mean((row) => predicted[row]!);
  return {
    bias: mean((row) => predicted[row]! - outcome[row]!),
    sd: Math.sqrt(mean((row) => (predicted[row]! - centre) ** 2)),
    mse: mean((row) => (predicted[row]! - outcome[row]!) ** 2),
    mseOfAnother: mean((row) => (predicted[row]! - other[row]!) ** 2),
    coverage: mean((row) => +(outcome[row]! >= lower[row]! && outcome[row]! <= upper[row]!)),
    width: mean((row) => upper[row]! - lower[row]!),
  };
}

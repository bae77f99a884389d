import { foldIn, type Key, randomKey } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import {
  CancelledError,
  type FitStatistics,
  type ResultTable,
  type ResultWarning,
} from "../../contract/index.js";
import { leafObservations } from "./conditional.js";
import type { RandomForestDetails } from "./details.js";
import { curvePoints, emptyCurve } from "./errors.js";
import { type Forest, treeCount } from "./forest.js";
import { binFeatures, growOnBins, type GrowOptions, triesOf } from "./grow-forest.js";
import { impurityImportance, permutationImportance } from "./importance.js";
import { type Intervals, outOfBagIntervals, splitRows } from "./intervals.js";
import { partialDependence } from "./partial-dependence.js";
import { probabilities, walkForest } from "./predict-forest.js";
import { type ForestPredictor, isKept, predictorBytes } from "./predictor.js";
import type { ForestProblem, RandomForestOptions } from "./prepare.js";
import {
  type ClassError,
  classError,
  finiteFit,
  intervalSummary,
  outOfBagAuc,
  regressionError,
} from "./statistics.js";
import {
  classesTable,
  confusionTable,
  errorByGroupTable,
  errorsTable,
  importanceTable,
  intervalsTable,
  partialDependenceTable,
} from "./tables.js";
import { forestWarnings } from "./warnings.js";

/** What each part of a fit draws its random numbers from, so that none changes with what the others are asked for. */
const purpose = { grow: 0, split: 1, cross: 2, permutation: 3, impurity: 4, dependence: 5 } as const;

/** A forest grown and measured, not yet put into a document. */
export interface FittedForest {
  details: RandomForestDetails;
  predictor: ForestPredictor;
  fit: FitStatistics;
  tables: Record<string, ResultTable>;
  warnings: ResultWarning[];
  interrupted: boolean;
}

/**
 * Grows the forest of a problem and measures it. A cancelled run keeps the trees that were grown.
 * @throws CancelledError when it is cancelled before the first tree.
 */
export async function fitRandomForest(
  problem: ForestProblem,
  options: RandomForestOptions,
  run: RunContext,
  where = "randomForest",
): Promise<FittedForest> {
  const { seed = 1, threads = 0, level = 0.95, interval = 0.9, permutations = 5 } = options;
  const { features, target, weights, groups, rows } = problem;
  const key = randomKey(seed);
  const grow = growOptions(problem, options);
  const bins = await binFeatures(features, run);
  const population =
    target.kind === "regression" ? splitRows(options, rows, foldIn(key, purpose.split)) : null;
  const forest = await growOnBins(bins, features, target, {
    ...grow,
    population,
    key: foldIn(key, purpose.grow),
    run,
  });
  const grown = treeCount(forest);
  if (grown === 0) throw new CancelledError(`${where}: cancelled before the first tree was grown`);

  // What follows is quick beside the growing, so a run cancelled before still measures its trees.
  const calm = run.cancelled ? { ...quiet, breathe: () => run.breathe() } : run;
  const curve = emptyCurve(target, { trees: grown, rows, weights });
  const walked = await walkForest(forest, features, { outOfBag: true, curve, threads, run: calm });
  const fitted = target.kind === "classes" ? probabilities(forest, walked.values) : walked.values;
  const leaves = target.kind === "regression" ? leafObservations(forest, target.y, weights) : null;
  const intervals =
    leaves && !run.cancelled
      ? await outOfBagIntervals(problem, forest, {
          leaves,
          bins,
          population,
          options,
          grow,
          key: foldIn(key, purpose.cross),
          run,
        })
      : null;
  const measured = await measure(problem, forest, { bins, grow, options, key, run });

  const { errors, fit } = errorsOf(problem, fitted, intervals);
  const wanted = options.trees ?? 500;
  const statistics: FitStatistics = {
    ...finiteFit(fit),
    nObs: rows,
    trees: grown,
    features: features.columns.length,
    variablesPerSplit: triesOf(options.variablesPerSplit ?? "sqrt", features.columns.length),
    leavesPerTree: forest.trees.leafStart[grown]! / grown,
  };
  const conformal = intervals?.conformal ?? null;
  const predictor: ForestPredictor = {
    forest,
    training: leaves && { y: target.y as Float64Array, weights, leaves },
    interval,
    conformal,
    groups: options.conformalByGroup && groups ? groups.column : null,
  };
  const unjudged = walked.used.reduce((count, used) => count + (used === 0 ? 1 : 0), 0);
  const points = curvePoints(curve);
  const interrupted = run.cancelled || grown < wanted;
  return {
    details: {
      target,
      kept: problem.kept,
      features,
      forest,
      weights,
      groups,
      outOfBag: { fitted, used: walked.used },
      intervals: intervals?.outOfBag ?? null,
      conformal,
      permutation: measured.permutation,
      impurity: measured.impurity,
      partialDependence: measured.dependence,
      errors: points,
    },
    predictor,
    fit: statistics,
    tables: {
      importance: importanceTable(problem, forest, { ...measured, permutations, level }),
      errors: errorsTable(points, target.kind === "classes"),
      ...(measured.dependence.length > 0 && {
        partialDependence: partialDependenceTable(measured.dependence, forest.levels),
      }),
      ...(intervals && { intervals: intervalsTable(problem, intervals.outOfBag, conformal) }),
      ...(groups && { errorByGroup: errorByGroupTable(problem, fitted) }),
      ...classTables(forest, errors),
    },
    warnings: forestWarnings(options, {
      grown,
      interrupted,
      unjudged,
      rows,
      coverage: fit.oobCoverage ?? null,
      interval,
      conformal,
      kept: isKept(predictor),
      megabytes: predictorBytes(predictor) / 2 ** 20,
      fit: statistics,
    }),
    interrupted,
  };
}

const quiet = { signal: new AbortController().signal, breathe: async () => {}, onPause: () => () => {} };

export function growOptions(
  { target, weights, classWeights }: ForestProblem,
  options: RandomForestOptions,
): Omit<GrowOptions, "key" | "run"> {
  const { trees, variablesPerSplit, minLeaf, minNode, maxDepth, sampleShare, replace, splits, threads } =
    options;
  return {
    ...{ trees, variablesPerSplit, minLeaf, minNode, maxDepth, sampleShare, replace, splits, threads },
    weights,
    classWeights,
    keepRows: target.kind === "regression",
  };
}

async function measure(
  { features, target, weights }: ForestProblem,
  forest: Forest,
  {
    bins,
    grow,
    options,
    key,
    run,
  }: {
    bins: Awaited<ReturnType<typeof binFeatures>>;
    grow: Omit<GrowOptions, "key" | "run">;
    options: RandomForestOptions;
    key: Key;
    run: RunContext;
  },
) {
  const { permutations = 5, level = 0.95, threads = 0 } = options;
  const permutation =
    permutations > 0 && !run.cancelled
      ? await permutationImportance(forest, features, target, {
          ...{ permutations, weights, level, threads, run },
          key: foldIn(key, purpose.permutation),
        })
      : null;
  const impurity =
    (options.impurityImportance ?? true) && !run.cancelled
      ? await impurityImportance(bins, features, target, {
          ...grow,
          level,
          key: foldIn(key, purpose.impurity),
          run,
        })
      : null;
  const names = features.recipe.map(({ name }) => name);
  const order = permutation?.estimate ?? impurity?.estimate ?? impurityTotals(forest, names.length);
  const columns =
    options.partialDependence?.map((name) => names.indexOf(name)) ??
    [...names.keys()].sort((a, b) => order[b]! - order[a]! || a - b).slice(0, 3);
  const dependence = run.cancelled
    ? []
    : await partialDependence(forest, features, columns, {
        key: foldIn(key, purpose.dependence),
        threads,
        run,
      });
  return { permutation, impurity, dependence };
}

function errorsOf(
  { target, weights }: ForestProblem,
  fitted: Float64Array,
  intervals: Intervals | null,
): { errors: ClassError | null; fit: Record<string, number> } {
  if (target.kind === "regression") {
    const { mse, mae, variance } = regressionError(target.y, fitted, weights);
    const found = intervals && intervalSummary(target.y, intervals.outOfBag, weights);
    return {
      errors: null,
      fit: {
        oobMse: mse,
        oobMae: mae,
        oobRSquared: 1 - mse / variance,
        ...(found && { oobCoverage: found.coverage, oobWidth: found.width }),
        ...(found &&
          intervals.conformal && {
            conformalCoverage: found.conformalCoverage,
            conformalWidth: found.conformalWidth,
          }),
      },
    };
  }
  const errors = classError(target, fitted, weights);
  return {
    errors,
    fit: {
      oobError: errors.error,
      oobLogLoss: errors.logLoss,
      oobBrier: errors.brier,
      ...(target.levels.length === 2 && { oobAuc: outOfBagAuc(target, fitted, weights) }),
    },
  };
}

function classTables(forest: Forest, errors: ClassError | null): Record<string, ResultTable> {
  if (!errors) return {};
  return { confusion: confusionTable(forest.levels!, errors), classes: classesTable(forest.levels!, errors) };
}

/** Uncorrected decreases of impurity by column, over all trees. */
function impurityTotals({ importance }: Forest, columns: number): Float64Array {
  const totals = new Float64Array(columns);
  for (const [at, value] of importance.entries()) totals[at % columns]! += value;
  return totals;
}

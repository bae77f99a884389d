import { cpuThreads } from "../../../compute/cpu-threads.js";
import { foldIn, randomKey } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import {
  CancelledError,
  type FitStatistics,
  type ResultDocument,
  type ResultTable,
} from "../../../contract/index.js";
import type { Table } from "../../../data/table.js";
import type { Estimate } from "../../model.js";
import { explainedRows } from "../explained.js";
import { type FittedForest, fitRandomForest } from "../fit.js";
import { isKept } from "../predictor.js";
import type { ForestProblem, RandomForestOptions } from "../prepare.js";
import { confusionTable } from "../tables.js";
import { classEstimates } from "./class-estimates.js";
import type { HierarchicalForestDetails } from "./details.js";
import { outcomeDisparity } from "./disparity.js";
import { besideEstimates, type Link, withEstimates } from "./link.js";
import { within } from "./part-run.js";
import { hierarchicalPredictorJson } from "./predict.js";
import { type HierarchicalForestOptions, type HierarchicalProblem, prepareHierarchical } from "./prepare.js";
import { type ClassRecovery, type NumberRecovery, recoverClasses, recoverNumber } from "./recovery.js";
import {
  accuracyTable,
  classRecoveryTable,
  disparityTable,
  MODELS,
  modelIntervalsTable,
  numberRecoveryTable,
  recoveryCalibrationTable,
} from "./tables.js";
import { hierarchicalWarnings } from "./warnings.js";

/** What draws random numbers of its own; the forests' seeds are set with their options. */
const purpose = { folds: 10, disparity: 11 } as const;

/**
 * A hierarchical random forest (Li, "Unaware Fairness: Hierarchical Random Forest for Protected Classes"): the bottom
 * forest estimates the protected class from proxies, the top forest the outcome from covariates and the estimates. The
 * naive forest, which is given the class itself, stands beside it, and so does what the estimates can and cannot say of
 * disparity when nobody's class is observed.
 *
 * The same seed gives the same forests on any number of threads. A cancelled run keeps what was grown: both forests, or
 * the bottom one alone.
 * @throws InputError before any tree is grown, in one sentence.
 * @throws CancelledError when it is cancelled before the first tree.
 */
export async function estimateHierarchicalForest(
  table: Table,
  options: HierarchicalForestOptions,
  run: RunContext,
): Promise<Estimate<HierarchicalForestDetails>> {
  const startedAt = new Date();
  const clock = run.clock();
  const { outcome, protected: name, seed = 1, link = "probability", folds = 5, level = 0.95 } = options;
  const key = randomKey(seed);
  const problem = prepareHierarchical(table, options);
  const { bottom: layer, naive: naiveLayer } = problem;
  const { target } = layer.problem;
  const levels = target.kind === "classes" ? target.levels : null;

  const proxyRun = within(run, `${name} from proxies`);
  const bottom = await fitRandomForest(layer.problem, layer.options, proxyRun, "hierarchicalForest");
  const estimates = await classEstimates(layer.problem, bottom.details.forest, {
    outOfBag: bottom.details.outOfBag.fitted,
    method: options.estimates ?? "out-of-fold",
    folds,
    options: layer.options,
    key: foldIn(key, purpose.folds),
    run: proxyRun,
  });
  const recovery =
    target.kind === "classes"
      ? await recoverClasses(target, estimates.values, layer.problem.weights, run)
      : recoverNumber(target.y, estimates.values, layer.problem.weights);

  const topProblem: ForestProblem = {
    ...naiveLayer.problem,
    features: withEstimates(problem.covariates, estimates.values, {
      kind: link,
      name,
      levels,
    } satisfies Link),
  };
  const top = await fitted(topProblem, problem.topOptions, within(run, `${outcome} from covariates`));
  const naive = await fitted(
    naiveLayer.problem,
    naiveLayer.options,
    within(run, `${outcome} with ${name} itself`),
  );
  const disparity = run.cancelled
    ? []
    : await outcomeDisparity(naiveLayer.problem, layer.problem, estimates.values, {
        reference: options.reference,
        level,
        options: problem.topOptions,
        key: foldIn(key, purpose.disparity),
        run: within(run, "disparity"),
      });

  const interrupted =
    run.cancelled || bottom.interrupted || !top || top.interrupted || !naive || naive.interrupted;
  const beside = besideEstimates(estimates.values, { name, levels });
  const explained = top ? explainedRows(top.details, { kept: problem.kept, beside }) : null;
  const { threads } = bottom.details.forest;
  const document: ResultDocument = {
    kind: "quetelet.result",
    version: 1,
    model: "hierarchical-forest",
    config: { ...options, model: "hierarchical-forest" },
    status: interrupted ? "interrupted" : "converged",
    warnings: [
      ...problem.warnings,
      ...hierarchicalWarnings(options, {
        ...{ bottom, top, naive, recovery, interrupted },
        method: estimates.method,
        kept: isKept(bottom.predictor) && (!top || isKept(top.predictor)),
      }),
    ],
    provenance: {
      seed,
      backend: "fused",
      device: cpuThreads(threads),
      versions: {},
      dataSha256: null,
      rows: table.rows,
      startedAt: startedAt.toISOString(),
      seconds: 0,
    },
    fit: statisticsOf(problem, { bottom, top, naive, recovery }),
    tables: {
      ...outcomeTables(top, naive),
      ...recoveryTables(recovery, { name, method: estimates.method, levels }),
      ...(disparity.length > 0 && { disparity: disparityTable(disparity, outcome) }),
      ...forestTables(bottom, top, naive),
      ...explained?.tables,
    },
    charts: {},
    ...(explained?.details && { details: explained.details }),
    predictor: hierarchicalPredictorJson(bottom.predictor, top?.predictor ?? null, { name, link }),
  };
  document.provenance.seconds = (run.clock() - clock) / 1000;
  return {
    document,
    details: {
      kept: problem.kept,
      protectedName: name,
      levels,
      bottom: bottom.details,
      top: top?.details ?? null,
      naive: naive?.details ?? null,
      estimates,
      recovery: "byClass" in recovery ? recovery.byClass : null,
      disparity,
    },
  };
}

/** A forest, or null where the run is stopped before its first tree. */
async function fitted(
  problem: ForestProblem,
  options: RandomForestOptions,
  run: RunContext,
): Promise<FittedForest | null> {
  if (run.cancelled) return null;
  try {
    return await fitRandomForest(problem, options, run, "hierarchicalForest");
  } catch (error) {
    if (error instanceof CancelledError) return null;
    throw error;
  }
}

function statisticsOf(
  { rows, bottom: { problem } }: HierarchicalProblem,
  {
    bottom,
    top,
    naive,
    recovery,
  }: {
    bottom: FittedForest;
    top: FittedForest | null;
    naive: FittedForest | null;
    recovery: ClassRecovery | NumberRecovery;
  },
): FitStatistics {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const fit: FitStatistics = {
    nObs: rows,
    trees: bottom.fit.trees,
    proxies: problem.features.columns.length,
  };
  if ("byClass" in recovery) {
    fit.recoveryAccuracy = finite(1 - recovery.errors.error);
    fit.recoveryAuc = finite(recovery.auc);
    fit.recoveryBrier = finite(recovery.errors.brier);
    fit.recoveryLogLoss = finite(recovery.errors.logLoss);
  } else {
    fit.recoveryMse = finite(recovery.mse);
    fit.recoveryRSquared = finite(recovery.rSquared);
    fit.recoveryCorrelation = finite(recovery.correlation);
  }
  const measured = /^(oob|conformal)/;
  for (const [name, value] of Object.entries(top?.fit ?? {})) if (measured.test(name)) fit[name] = value;
  for (const [name, value] of Object.entries(naive?.fit ?? {})) {
    if (measured.test(name)) fit[`naive${name[0]!.toUpperCase()}${name.slice(1)}`] = value;
  }
  return fit;
}

function outcomeTables(top: FittedForest | null, naive: FittedForest | null): Record<string, ResultTable> {
  if (!top) return {};
  const forests = [
    { model: MODELS.top, details: top.details },
    ...(naive ? [{ model: MODELS.naive, details: naive.details }] : []),
  ];
  const intervals = modelIntervalsTable(forests);
  return { accuracy: accuracyTable(forests), ...(intervals && { intervals }) };
}

function recoveryTables(
  recovery: ClassRecovery | NumberRecovery,
  { name, method, levels }: { name: string; method: string; levels: readonly string[] | null },
): Record<string, ResultTable> {
  if (!("byClass" in recovery)) {
    return {
      recovery: numberRecoveryTable(recovery, name, method),
      recoveryCalibration: recoveryCalibrationTable([{ class: null, calibration: recovery.calibration }]),
    };
  }
  return {
    recovery: classRecoveryTable(recovery, name, method),
    recoveryCalibration: recoveryCalibrationTable(recovery.byClass),
    recoveryConfusion: {
      ...confusionTable(levels!, recovery.errors),
      title: `Observed and estimated '${name}'`,
    },
  };
}

/** The tables of the single forests, under names of their own. */
function forestTables(
  bottom: FittedForest,
  top: FittedForest | null,
  naive: FittedForest | null,
): Record<string, ResultTable> {
  const titled = (table: ResultTable | undefined, title: string) => table && { ...table, title };
  const tables: Record<string, ResultTable | undefined> = {
    confusion: titled(top?.tables.confusion, "Observed and predicted classes, with the class estimated"),
    naiveConfusion: titled(naive?.tables.confusion, "Observed and predicted classes, with the class itself"),
    importance: titled(top?.tables.importance, "Importance for the outcome, with the class estimated"),
    naiveImportance: titled(naive?.tables.importance, "Importance for the outcome, with the class itself"),
    proxyImportance: titled(bottom.tables.importance, "Importance of the proxies for the class"),
    partialDependence: top?.tables.partialDependence,
    errors: top?.tables.errors,
  };
  return Object.fromEntries(
    Object.entries(tables).filter((entry): entry is [string, ResultTable] => entry[1] !== undefined),
  );
}

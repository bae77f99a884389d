import { randomKey } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import type { DecoupledConfig, ResultDocument } from "../../contract/index.js";
import type { Table } from "../../data/table.js";
import type { Estimate } from "../model.js";
import { type CrossFit, crossFit, judgeAsTheyAre, judgedTradeOff, type Rival } from "./cross-fit.js";
import type { DecoupledDetails } from "./details.js";
import { isCustom } from "./estimators/custom.js";
import { type Fitted, fitModels } from "./fit-models.js";
import { judgeModels, scoredCohorts } from "./judge.js";
import { linkedDetails } from "./linked-details.js";
import { keepPredictor } from "./predictor.js";
import { type DecoupledOptions, type DecoupledProblem, prepare } from "./prepare.js";
import { sharedThreshold } from "./shared-threshold.js";
import { statisticsOf } from "./statistics.js";
import { tablesOf } from "./tables/index.js";
import { thresholdSettings } from "./threshold-settings.js";
import { chooseThresholds } from "./thresholds/index.js";
import { fitWarnings } from "./warnings.js";

/**
 * Decoupled models: one for each cohort, with thresholds chosen together (Dwork, Immorlica, Kalai and Leiserson 2018).
 *
 * Models that predict are trained on all rows (of `held-out`, on those not held out). Every row is judged by a model
 * and by thresholds that it had no part in: scores are out of fold or of held-out rows, and thresholds chosen anew
 * without each fold. A single model for everybody is trained beside them, to say what decoupling bought.
 * @throws InputError before any training, in one sentence; CancelledError when cancelled before every cohort has a model.
 */
export async function estimateDecoupled(
  table: Table,
  options: DecoupledOptions,
  run: RunContext,
): Promise<Estimate<DecoupledDetails>> {
  const startedAt = new Date();
  const clock = run.clock();
  run.runsOn({ backend: "fused", device: "cpu" });
  const { seed = 1, level = 0.95, bootstraps = 200 } = options;
  const problem = await prepare(table, options, run);
  await run.breathe();
  const key = randomKey(seed);
  const fitted = await fitModels(problem, options, { key, run });
  const chosen = await choose(problem, fitted, options, run);
  const judged = await judgeModels(
    problem,
    { ...fitted, own: fitted.judgedOn, rows: fitted.judgedRows },
    {
      settings: thresholdSettings(options),
      thresholds: judgingThresholds(chosen, fitted.folds),
      bootstraps,
      level,
      key,
      run,
    },
  );
  const interrupted = run.cancelled || fitted.interrupted;

  const { target } = problem;
  const details: DecoupledDetails = {
    task: target.kind === "numbers" ? "numbers" : target.count === 2 ? "two-class" : "classes",
    kept: problem.kept,
    cohorts: problem.cohorts.map(({ name }) => name),
    cohort: problem.cohort,
    levels: problem.levels,
    labels: target.kind === "classes" ? target.codes : target.values,
    weights: problem.weights,
    chosenOn: fitted.chosenOn,
    judgedOn: fitted.judgedOn,
    predictions: judged.predictions,
    thresholds: chosen.thresholds,
    crossFit: chosen.crossFit,
    tradeOff: chosen.tradeOff,
    metrics: judged.metrics,
    comparison: judged.comparison,
    thetas: fitted.thetas,
  };
  const parts = {
    problem,
    options,
    details,
    trained: fitted.trained,
    performance: judged.performance,
    level,
  };
  const linked = linkedDetails(details);
  const document: ResultDocument = {
    kind: "quetelet.result",
    version: 1,
    model: "decoupled",
    config: configOf(options),
    status: interrupted ? "interrupted" : "converged",
    warnings: [...problem.warnings, ...fitWarnings({ ...parts, unseen: fitted.unseen, interrupted })],
    provenance: {
      seed,
      backend: "fused",
      device: "cpu",
      versions: {},
      dataSha256: null,
      rows: table.rows,
      startedAt: startedAt.toISOString(),
      seconds: 0,
    },
    fit: statisticsOf(parts),
    tables: tablesOf(parts),
    charts: {},
    ...(linked && { details: linked }),
    predictor: keepPredictor(problem, options, {
      trained: fitted.trained,
      thresholds: chosen.thresholds?.thresholds ?? null,
    }),
  };
  document.provenance.seconds = (run.clock() - clock) / 1000;
  return { document, details };
}

/** The config of a fit, in which an object of the analyst's own is called `custom`. */
export function configOf(options: DecoupledOptions): DecoupledConfig {
  const { estimator, ...rest } = options ?? {};
  const named = isCustom(estimator) ? ("custom" as const) : estimator;
  return { ...rest, ...(named !== undefined && { estimator: named }), model: "decoupled" };
}

interface Chosen {
  thresholds: DecoupledDetails["thresholds"];
  crossFit: CrossFit | null;
  tradeOff: DecoupledDetails["tradeOff"];
}

async function choose(
  problem: DecoupledProblem,
  { chosenOn, judgedOn, judgedRows, fold, folds }: Fitted,
  options: DecoupledOptions,
  run: RunContext,
): Promise<Chosen> {
  if (problem.target.kind !== "classes" || problem.target.count > 2) {
    return { thresholds: null, crossFit: null, tradeOff: null };
  }
  const settings = thresholdSettings(options);
  const { frontier = true } = options;
  const place = { rows: judgedRows, fold };
  const cohorts = scoredCohorts(problem, chosenOn.scores, place);
  await run.breathe();
  // Scores of the rows trained on are judged by others.
  const anew = chosenOn.scores === judgedOn;
  const judged = anew ? cohorts : scoredCohorts(problem, judgedOn, place);
  run.report({ phase: "choosing thresholds", step: 0 });
  await run.breathe();
  const thresholds = await chooseThresholds(cohorts, { ...settings, run });
  if (run.cancelled) return { thresholds, crossFit: null, tradeOff: null };
  const own = anew
    ? await crossFit(cohorts, { folds, settings, run })
    : await judgeAsTheyAre(judged, { folds, settings, run, thresholds: thresholds.thresholds });
  const { rule = "f1" } = settings;
  const rivals: Rival[] = [
    {
      name: `each cohort by itself (${rule === "f1" ? "F1" : "ROC"})`,
      choose: async (from) => (await chooseThresholds(from, { rule, run })).thresholds,
    },
    {
      name: "one threshold for all",
      async choose(from) {
        const threshold = await sharedThreshold(from, settings, run);
        return from.map(() => threshold);
      },
    },
  ];
  const tradeOff =
    settings.loss && frontier && !run.cancelled
      ? await judgedTradeOff(cohorts, { judged, anew, folds, settings, rivals, run })
      : null;
  return { thresholds, crossFit: own, tradeOff };
}

/** Thresholds by fold that rows are judged by: of a run cut short, those of the fit. */
function judgingThresholds({ thresholds, crossFit }: Chosen, folds: number): number[][] | null {
  if (!thresholds) return null;
  return crossFit?.thresholds ?? Array.from({ length: folds }, () => thresholds.thresholds);
}

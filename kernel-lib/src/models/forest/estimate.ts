import { cpuThreads } from "../../compute/cpu-threads.js";
import type { RunContext } from "../../compute/run.js";
import type { ResultDocument } from "../../contract/index.js";
import type { Table } from "../../data/table.js";
import type { Estimate } from "../model.js";
import type { RandomForestDetails } from "./details.js";
import { explainedRows } from "./explained.js";
import { fitRandomForest } from "./fit.js";
import { predictorJson } from "./predictor.js";
import { prepare, type RandomForestOptions } from "./prepare.js";

/**
 * A random forest (Breiman 2001) with out-of-bag errors, importance, partial dependence and, for a number, the
 * intervals of a quantile regression forest (Meinshausen 2006) beside calibrated ones (Romano, Patterson and Candès
 * 2019).
 *
 * The same seed gives the same forest on any number of threads. A cancelled run keeps the trees that were grown.
 * @throws InputError before any tree is grown, in one sentence.
 * @throws CancelledError when it is cancelled before the first tree.
 */
export async function estimateRandomForest(
  table: Table,
  options: RandomForestOptions,
  run: RunContext,
): Promise<Estimate<RandomForestDetails>> {
  const startedAt = new Date();
  const clock = run.clock();
  const problem = prepare(table, options);
  const { details, predictor, fit, tables, warnings, interrupted } = await fitRandomForest(
    problem,
    options,
    run,
  );
  const explained = explainedRows(details, { kept: problem.kept });
  const { threads } = details.forest;
  const document: ResultDocument = {
    kind: "quetelet.result",
    version: 1,
    model: "random-forest",
    config: { ...options, model: "random-forest" },
    status: interrupted ? "interrupted" : "converged",
    warnings: [...problem.warnings, ...warnings],
    provenance: {
      seed: options.seed ?? 1,
      backend: "fused",
      device: cpuThreads(threads),
      versions: {},
      dataSha256: null,
      rows: table.rows,
      startedAt: startedAt.toISOString(),
      seconds: 0,
    },
    fit,
    tables: { ...tables, ...explained.tables },
    charts: {},
    ...(explained.details && { details: explained.details }),
    predictor: predictorJson(predictor),
  };
  document.provenance.seconds = (run.clock() - clock) / 1000;
  return { document, details };
}

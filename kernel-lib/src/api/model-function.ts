import type { ChartFailure } from "../charts/draw-charts.js";
import { type Run, type RunContext, startRun } from "../compute/run.js";
import {
  type ChartSpec,
  type Config,
  functionName,
  type ResultDocument,
  type ResultWarning,
  validateConfig,
} from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import type { Table } from "../data/table.js";
import type { Estimate } from "../models/model.js";
import { createFit, type Fit } from "../notebook/fit.js";
import { predictFromDocument } from "./predict.js";
import { dataProvenance, recorded } from "./provenance.js";

/** A model as a function: await it for the fit, or `start` it for a run that can be watched and cancelled. */
export interface ModelFunction<Options> {
  /**
   * @param table Arquero or Arrow table, array of row objects, or object of columns.
   * @throws InputError for an option, a column or a value that cannot be used, before any training.
   */
  (table: TableLike, options: Options): Promise<Fit>;
  /**
   * The same, as a run under way: `run.cancel()` stops it and keeps a partial fit, flagged `interrupted`.
   * @throws InputError at once for options or a table that cannot be used; what a column holds is judged by the
   *   run, which then rejects.
   */
  start(table: TableLike, options: Options): Run<Fit>;
}

/** What makes a model's function: how it is estimated, and what is drawn of the estimate. */
interface ModelParts<Options, Details> {
  estimate(table: Table, options: Options, run: RunContext): Promise<Estimate<Details>>;
  charts(document: ResultDocument, details: Details, failed: ChartFailure): Record<string, ChartSpec>;
  /** The options as a document can hold them, where they may hold more than JSON can. */
  plain?(options: Options): object;
}

/** Puts estimation, provenance, charts and display together, the same way for every model. */
export function modelFunction<Options extends object, Details>(
  model: Config["model"],
  parts: ModelParts<Options, Details>,
): ModelFunction<Options> {
  const start = (like: TableLike, options: Options): Run<Fit> => {
    const config = validateConfig(Object.assign({ model }, parts.plain?.(options) ?? options, { model }));
    const table = asTable(like, functionName(model));
    return startRun(model, (run) => fitModel(table, config, options, parts, run));
  };
  return Object.assign(async (like: TableLike, options: Options) => await start(like, options), { start });
}

async function fitModel<Options, Details>(
  table: Table,
  config: Config,
  options: Options,
  { estimate, charts }: ModelParts<Options, Details>,
  run: RunContext,
): Promise<Fit> {
  const used = recorded(table);
  const { document, details } = await estimate(used, options, run);
  await run.breathe();
  const own = document.provenance;
  const data = dataProvenance(used);
  await run.breathe();
  const provenance = { ...own, ...data, versions: { ...data.versions, ...own.versions } };
  const complete = { ...document, config, provenance };
  const failures: ResultWarning[] = [];
  const drawn = charts(complete, details, (name, error) => failures.push(chartFailed(name, error)));
  const warnings = [...complete.warnings, ...failures];
  return createFit({ ...complete, warnings, charts: drawn }, { predict: predictFromDocument });
}

function chartFailed(name: string, error: unknown): ResultWarning {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "chart-failed",
    message: `The chart '${name}' could not be made (${reason}); the numbers do not depend on it.`,
  };
}

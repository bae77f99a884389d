import { table as arqueroTable, type ColumnTable } from "arquero";
import { type Run, startRun } from "../compute/run.js";
import { InputError, validateConfig } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { type Candidate, compareModels, comparisonTable } from "../models/trajectories/index.js";
import type { TrajectoriesOptions } from "./trajectories.js";

/** Options that all models of a comparison share: those of `trajectories`. */
export type CompareTrajectoriesOptions = TrajectoriesOptions;

/** One model of a comparison: `groups`, `order` and `zeroOrder`, in place of the shared options. */
export type TrajectoriesCandidate = Candidate;

interface CompareTrajectories {
  (
    table: TableLike,
    options: CompareTrajectoriesOptions,
    models: readonly TrajectoriesCandidate[],
  ): Promise<ColumnTable>;
  /** The same, as a run under way, which can be watched and cancelled. */
  start(
    table: TableLike,
    options: CompareTrajectoriesOptions,
    models: readonly TrajectoriesCandidate[],
  ): Run<ColumnTable>;
}

const where = "compareTrajectories";

/**
 * Trajectory models of several numbers of groups and orders side by side, one row each: log-likelihood, AIC, BIC over
 * persons (`bic`) and over observations, sample-size-adjusted BIC, ICL, relative entropy, the smallest group's share,
 * the smallest average posterior probability (APP), and how many starts reached the best. With `folds`, the
 * log-likelihood of people left out (`cvLogLik`, larger is better); with `bootstrap`, the test against one group fewer
 * (`lrStatistic`, `lrPValue`). A model that cannot be fitted keeps its row, with the reason in `note`.
 *
 * To compare numbers of groups alone, give `trajectories` a list of them: it reports the best in full.
 *
 * @param options Those of `trajectories` that the models share.
 * @param models What is their own: `groups`, `order`, `zeroOrder`.
 * @throws InputError for options that cannot be used, or when no model can be fitted.
 * @example
 * await compareTrajectories(offenders, { id: "id", time: "age", outcome: "contacts", family: "poisson" }, [
 *   { groups: 2, order: 2 }, { groups: 3, order: 2 }, { groups: 3, order: [0, 2, 3] },
 * ])
 */
export const compareTrajectories: CompareTrajectories = Object.assign(
  async (table: TableLike, options: CompareTrajectoriesOptions, models: readonly TrajectoriesCandidate[]) =>
    await start(table, options, models),
  { start },
);

function start(
  like: TableLike,
  options: CompareTrajectoriesOptions,
  models: readonly TrajectoriesCandidate[],
): Run<ColumnTable> {
  if (!Array.isArray(models) || models.length === 0) {
    throw new InputError(
      `${where}: the models are a list such as [{ groups: 2 }, { groups: 3, order: [1, 2, 2] }]`,
    );
  }
  for (const model of models as readonly Candidate[]) {
    const own = Object.keys(model ?? {});
    const other = own.find((name) => !["groups", "order", "zeroOrder"].includes(name));
    if (own.length === 0 || other !== undefined) {
      throw new InputError(
        `${where}: a model has 'groups', 'order' or 'zeroOrder' of its own, ${other === undefined ? "but one has none of them" : `but one has '${other}', which all share; give it with the options`}`,
      );
    }
    if (Array.isArray(model.groups)) {
      throw new InputError(`${where}: a model has one number of 'groups'; list several models`);
    }
    validateConfig(Object.assign({ model: "trajectories" }, options, model), { where });
  }
  if (options.method === "adam") {
    throw new InputError(`${where}: a fit by 'adam' has no likelihood to compare; use the method 'em'`);
  }
  const table = asTable(like, where);
  return startRun(where, async (run) => {
    const { columns, rows } = comparisonTable(
      await compareModels(table, options, { candidates: models, run }),
    );
    return arqueroTable(Object.fromEntries(columns.map(({ name }) => [name, rows.map((row) => row[name])])));
  });
}

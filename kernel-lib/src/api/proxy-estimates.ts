import type { ColumnTable } from "arquero";
import { type Run, startRun } from "../compute/run.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { estimateFromProxies, type ProxyEstimatesOptions } from "../models/forest/hierarchical/index.js";

const start = (table: TableLike, options: ProxyEstimatesOptions): Run<ColumnTable> => {
  const read = asTable(table, "proxyEstimates");
  return startRun("proxyEstimates", (run) => estimateFromProxies(read, options, run));
};

/**
 * The bottom layer of a hierarchical forest alone: every row's protected class estimated from proxies by forests that
 * did not see the row, to be put beside the table's own columns, for example before records are summed to days.
 *
 * @param options `protected`, `proxies`, `estimates` ["out-of-fold"], `folds` [5], `trees` [500], `minLeaf` and the other
 *   options of a forest, as in `hierarchicalForest`.
 * @returns A row for each row of the table: `estimated:race`, and `P(race = level)` for each class.
 * @throws InputError for an option, a column or a value that cannot be used; missing classes are such.
 * @example
 * const estimates = await proxyEstimates(records, { protected: "race", proxies: ["street", "district"] });
 * const days = dailySeries(records.assign(estimates), { date: "date", means: ["P(race = Black)"] });
 */
export const proxyEstimates = Object.assign(
  async (table: TableLike, options: ProxyEstimatesOptions): Promise<ColumnTable> =>
    await start(table, options),
  { start },
);

import type { ResultTable } from "../../../contract/index.js";
import { disparitiesTable, groupsTable, metricsTable } from "../../../metrics/fairness/index.js";
import type { FitParts } from "../statistics.js";
import { coefficientsTable } from "./coefficients.js";
import { cohortsTable, mergesTable } from "./cohorts.js";
import { comparisonTable } from "./comparison.js";
import { judgedNotes } from "./judged-notes.js";
import { frontierTable, thresholdsTable } from "./thresholds.js";
import { outsideTable, thetaTable } from "./transfer.js";

/** Every table of a fit; `DecoupledDetails` says what each holds. */
export function tablesOf(parts: FitParts): Record<string, ResultTable> {
  const { details } = parts;
  const { metrics } = details;
  const judged = (table: ResultTable): ResultTable => ({
    ...table,
    notes: [...judgedNotes(details), ...(table.notes ?? [])],
  });
  const tables: [string, ResultTable | null][] = [
    ["cohorts", cohortsTable(parts)],
    ["merges", mergesTable(parts)],
    ["outside", outsideTable(parts)],
    ["theta", thetaTable(parts)],
    ["thresholds", thresholdsTable(parts)],
    ["groups", metrics && judged(groupsTable(metrics))],
    ["metrics", metrics && judged(metricsTable(metrics))],
    ["disparities", metrics && judged(disparitiesTable(metrics))],
    ["comparison", comparisonTable(parts)],
    ["frontier", frontierTable(parts)],
    ["coefficients", coefficientsTable(parts)],
  ];
  return Object.fromEntries(tables.filter((entry): entry is [string, ResultTable] => entry[1] !== null));
}

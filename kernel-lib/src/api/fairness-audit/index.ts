import { randomKey } from "../../compute/random/index.js";
import { asTable, type TableLike } from "../../data/as-table.js";
import {
  disparitiesTable,
  type GroupMetrics,
  groupMetrics,
  groupsTable,
  metricsTable,
} from "../../metrics/index.js";
import type { ResultTable } from "../../contract/index.js";
import { type TablePage, tablePage } from "../../notebook/table-page.js";
import { interruptible } from "../../notebook/index.js";
import { type AuditColumns, readAudit } from "./read.js";

export interface FairnessAuditOptions extends AuditColumns {
  /** Column of what came true: two classes, or several with `positive`. */
  label: string;
  /** Column of what was predicted, in the label's classes. */
  prediction?: string;
  /** Column of probabilities of the positive class: for AUC, Brier score and calibration. */
  score?: string;
  /** Without `prediction`: a row is predicted positive where its score is at least this. */
  threshold?: number;
  /** Column of groups, or several: then their intersections are audited too. A missing value is a group of its own. */
  groups: string | readonly string[];
  /** Column of weights of the rows, at least 0. */
  weights?: string;
  /** Class that counts as positive. Default: the larger of two. */
  positive?: string | number | boolean;
  /** `drop` leaves rows without a label, prediction, score or weight out. Default `error`. */
  missing?: "error" | "drop";
  /** Resamples behind the intervals; 0 for none. Default 200. */
  bootstraps?: number;
  /** Coverage of the intervals. Default 0.95. */
  level?: number;
  /** Default 1. */
  seed?: number;
}

/** The audit's numbers, and tables of them that a notebook shows. */
export interface FairnessAudit extends GroupMetrics, TablePage {
  /** `groups` and `disparities` to read, and `metrics` with the interval of every number. */
  tables: { groups: ResultTable; disparities: ResultTable; metrics: ResultTable };
}

/**
 * How a classifier treats groups, whoever made its predictions: selection rate, error, false-positive, false-negative and
 * true-positive rate, precision and prevalence, and with scores AUC, Brier score and calibration error; overall, by
 * group and by intersection of groups; difference, ratio, minimum and maximum between groups as fairlearn's `MetricFrame`
 * has them; percentile bootstrap intervals.
 *
 * @param table Arquero or Arrow table, array of row objects, or object of columns, a row a person or case.
 * @throws InputError for columns that are not there, classes that are not two, or missing values unless dropped.
 * @example
 * await fairnessAudit(compas, { label: "two_year_recid", score: "p", threshold: 0.5, groups: ["race", "sex"] });
 */
export async function fairnessAudit(table: TableLike, options: FairnessAuditOptions): Promise<FairnessAudit> {
  const { input, dropped } = readAudit(asTable(table, "fairnessAudit"), options);
  const { bootstraps, level, seed = 1 } = options;
  const metrics = await interruptible("fairnessAudit", (run) =>
    groupMetrics(input, { bootstraps, level, key: randomKey(seed), run }),
  );
  const tables = {
    groups: groupsTable(metrics),
    disparities: disparitiesTable(metrics),
    metrics: metricsTable(metrics),
  };
  const notes = dropped > 0 ? [droppedNote(dropped)] : [];
  return Object.assign(tablePage([tables.groups, tables.disparities], notes), metrics, { tables });
}

const droppedNote = (rows: number): string =>
  rows === 1 ? "1 row with missing values was left out." : `${rows} rows with missing values were left out.`;

import { didYouMean, InputError, show } from "../../contract/index.js";
import { numbers } from "../../data/design/index.js";
import { columnOf } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";
import type { GroupMetricsInput } from "../../metrics/index.js";

export interface AuditColumns {
  label: string;
  prediction?: string;
  score?: string;
  threshold?: number;
  groups: string | readonly string[];
  weights?: string;
  positive?: string | number | boolean;
  missing?: "error" | "drop";
}

export const where = "fairnessAudit";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/** The table's columns as `groupMetrics` takes them, and how many rows were left out. */
export function readAudit(
  table: Table,
  options: AuditColumns,
): { input: GroupMetricsInput; dropped: number } {
  const { label, prediction, score, threshold, weights, missing = "error" } = options;
  const groups = typeof options.groups === "string" ? [options.groups] : options.groups;
  if (table.rows === 0) throw refuse("the table is empty");
  if (groups.length === 0) throw refuse("'groups' is empty; name at least one column");
  const twice = groups.find((name, index) => groups.indexOf(name) < index);
  if (twice !== undefined) throw refuse(`'groups' names column '${twice}' twice`);
  if (prediction === undefined && (score === undefined || threshold === undefined)) {
    throw refuse("give 'prediction', a column of predicted classes, or 'score' with a 'threshold'");
  }
  if (prediction !== undefined && threshold !== undefined) {
    throw refuse(
      "'threshold' makes predictions of the scores, but 'prediction' names a column of them already",
    );
  }
  if (threshold !== undefined && !Number.isFinite(threshold)) {
    throw refuse(`'threshold' must be a finite number, got ${threshold}`);
  }

  const labels = valuesOf(table, label, "label");
  const predicted = prediction === undefined ? null : valuesOf(table, prediction, "prediction");
  const numeric = (name: string | undefined, field: string) =>
    name === undefined ? null : numbers(table, name, { where, field });
  const scores = numeric(score, "score");
  const weighed = numeric(weights, "weights");
  const levels = groups.map((name) => valuesOf(table, name, "groups"));

  const kept = rowsWithout(table, missing, [
    [label, (row) => labels[row] === null],
    [prediction, (row) => predicted?.[row] === null],
    [score, (row) => scores !== null && Number.isNaN(scores[row])],
    [weights, (row) => weighed !== null && Number.isNaN(weighed[row])],
  ]);
  const isPositive = positiveOf(options, kept, labels, predicted);
  return {
    dropped: table.rows - kept.length,
    input: {
      labels: kept.map((row) => isPositive(labels[row]!)),
      predictions: kept.map((row) => (predicted ? isPositive(predicted[row]!) : scores![row]! >= threshold!)),
      ...(scores && { scores: kept.map((row) => scores[row]!) }),
      ...(weighed && { weights: kept.map((row) => weighed[row]!) }),
      groups: levels.map((values) => kept.map((row) => String(values[row] ?? "missing"))),
      groupNames: groups,
    },
  };
}

type Value = string | number;

function valuesOf(table: Table, name: string, field: string): (Value | null)[] {
  const column = columnOf(table, name, { where, field });
  if (column.kind === "date") throw refuse(`'${field}' cannot be column '${name}', which holds dates`);
  if (column.kind === "text")
    return Array.from(column.codes, (code): Value | null => column.levels[code] ?? null);
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

function rowsWithout(
  table: Table,
  missing: "error" | "drop",
  columns: [name: string | undefined, isMissing: (row: number) => boolean][],
): number[] {
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  if (missing === "error") {
    for (const [name, isMissing] of columns) {
      const row = rows.find(isMissing);
      if (row === undefined) continue;
      throw refuse(
        `column '${name}' has a missing value in row ${row + 1}; give missing: "drop" to leave such rows out`,
      );
    }
  }
  const kept = rows.filter((row) => columns.every(([, isMissing]) => !isMissing(row)));
  if (kept.length === 0) throw refuse("no row is without missing values");
  return kept;
}

/** Tells the positive class from the other: the larger of the two values, if nobody says which. */
function positiveOf(
  { label, prediction, positive }: AuditColumns,
  rows: number[],
  labels: (Value | null)[],
  predicted: (Value | null)[] | null,
): (value: Value) => boolean {
  const known = new Set(rows.flatMap((row) => [labels[row]!, ...(predicted ? [predicted[row]!] : [])]));
  const values = [...known].sort((a, b) => (a < b ? -1 : 1));
  if (new Set(values.map((value) => typeof value)).size > 1) {
    throw refuse(`columns '${label}' and '${prediction}' must hold the same classes, not text and numbers`);
  }
  if (positive !== undefined) {
    const wanted = typeof values[0] === "string" ? String(positive) : Number(positive);
    if (!known.has(wanted)) {
      const hint = didYouMean(String(positive), values.map(String));
      throw refuse(`'positive' is ${show(positive)}, which column '${label}' never is${hint}`);
    }
    return (value) => value === wanted;
  }
  if (values.length > 2) {
    const some = values.slice(0, 5).map(show).join(", ");
    throw refuse(
      `columns '${label}' and '${prediction}' hold ${values.length} classes (${some} …); say which is 'positive'`,
    );
  }
  if (values.length === 1 && values[0] !== 0 && values[0] !== 1) {
    throw refuse(`column '${label}' is ${show(values[0])} in every row; say which class is 'positive'`);
  }
  const larger = values[values.length - 1]!;
  return (value) => value === larger && value !== 0;
}

import { table as arqueroTable, type ColumnTable } from "arquero";
import { InputError, type ResultDocument } from "../../contract/index.js";
import { numbers } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";
import { takeRows } from "../../data/take-rows.js";
import { assignCohorts } from "./cohorts/assign.js";
import { predictTrained, type Trained } from "./estimators/trained.js";
import { likeliest } from "./performance.js";
import { featureColumn } from "./pipeline.js";
import { type Predictor, readPredictor } from "./predictor.js";
import { rowsWhere } from "./rows.js";
import { unseenLevels } from "./seen-levels.js";

const where = "predict";

/**
 * Predictions of a decoupled fit for new rows, as a table of as many rows:
 *
 * - `cohort`: the row's cohort;
 * - `fitted`: its class, by the cohort's threshold (of several classes the likeliest), or the expected number;
 * - `probability`: of the positive of two classes; of several, one column `probability[class]` each;
 * - `threshold`: the cohort's (two classes);
 * - `unseen`: names of the features whose text the cohort's model never saw, where any row has one: the model then goes
 *   by the others. Null for the other rows.
 *
 * @throws InputError when the document is not a decoupled fit's, the table lacks a column of it, or a row is in no
 *   cohort or in two, naming it.
 */
export function predictDecoupled(document: ResultDocument, table: Table): ColumnTable {
  const predictor = readPredictor(document);
  const { levels, recipe, thresholds } = predictor;
  const cohort = assignCohorts(recipe, table, { where });
  const names = recipe.cohorts.map(({ name }) => name);
  const { scores, unseen } = scoresOf(predictor, table, cohort);
  const columns: Record<string, ArrayLike<unknown>> = { cohort: Array.from(cohort, (k) => names[k]!) };
  if (!levels) columns["fitted"] = scores;
  else if (thresholds) {
    columns["fitted"] = Array.from(cohort, (k, row) => levels[scores[row]! >= thresholds[k]! ? 1 : 0]!);
    columns["probability"] = scores;
    columns["threshold"] = Float64Array.from(cohort, (k) => thresholds[k]!);
  } else {
    const count = levels.length;
    columns["fitted"] = Array.from(cohort, (_, row) => levels[likeliest(scores, row, count)]!);
    levels.forEach((level, k) => {
      columns[`probability[${level}]`] = Float64Array.from(cohort, (_, row) => scores[row * count + k]!);
    });
  }
  if (unseen.some((names) => names !== null)) columns["unseen"] = unseen;
  return arqueroTable(columns as Record<string, unknown[]>);
}

/**
 * The same, a table for each cohort that has rows, by its name; `row` is the number of the row in the table given,
 * from 1.
 */
export function predictByCohort(document: ResultDocument, table: Table): Record<string, ColumnTable> {
  const joined = predictDecoupled(document, table);
  const cohort = joined.array("cohort") as string[];
  const names = readPredictor(document).recipe.cohorts.map(({ name }) => name);
  const split = names.flatMap((name): [string, ColumnTable][] => {
    const rows = rowsWhere(cohort.length, (row) => cohort[row] === name);
    if (rows.length === 0) return [];
    const columns = joined.columnNames().map((column) => {
      const values = joined.array(column) as ArrayLike<unknown>;
      return [column, Array.from(rows, (row) => values[row])] as const;
    });
    return [
      [name, arqueroTable(Object.fromEntries([["row", Array.from(rows, (row) => row + 1)], ...columns]))],
    ];
  });
  return Object.fromEntries(split);
}

function scoresOf(
  { score, trained, levels }: Predictor,
  table: Table,
  cohort: Int32Array,
): { scores: Float64Array; unseen: (string | null)[] } {
  const unseen = new Array<string | null>(table.rows).fill(null);
  if (score !== null) {
    const scores = numbers(table, score, { where, field: "score" });
    const bad = scores.findIndex((value) => !(value >= 0 && value <= 1));
    if (bad < 0) return { scores, unseen };
    const what = Number.isNaN(scores[bad]) ? "missing" : String(scores[bad]);
    throw new InputError(
      `predict: 'score' holds probabilities, but column '${score}' is ${what} in row ${bad + 1}`,
    );
  }
  const count = levels && levels.length;
  const width = count !== null && count > 2 ? count : 1;
  const scores = new Float64Array(table.rows * width);
  // Looked at here, where a row still has the number that the caller knows it by.
  for (const name of new Set(trained!.flatMap(featuresOf))) featureColumn(table, name, where);
  trained!.forEach((own, k) => {
    const rows = rowsWhere(table.rows, (row) => cohort[row] === k);
    if (rows.length === 0) return;
    const part = takeRows(table, rows);
    const made = predictTrained(own, part, { count, where });
    if (!(made instanceof Float64Array)) {
      throw new InputError(
        "predict: the estimator answers with a promise, for which predict does not wait; let its method return an array",
      );
    }
    const seen = unseenLevels(own.levels, part);
    rows.forEach((row, i) => {
      for (let j = 0; j < width; j++) scores[row * width + j] = made[i * width + j]!;
      unseen[row] = seen[i]?.join(", ") ?? null;
    });
  });
  return { scores, unseen };
}

/** Names of the columns that a model reads. */
function featuresOf({ model }: Trained): string[] {
  if (model.kind === "none") return [];
  return (model.kind === "trees" ? model.recipe : model.pipeline.columns).map(({ name }) => name);
}

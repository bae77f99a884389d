import { table as arqueroTable, type ColumnTable } from "arquero";
import { InputError, type ResultDocument } from "../../contract/index.js";
import type { Table } from "../../data/table.js";
import { columnOf } from "../../data/design/numbers.js";
import { widened } from "./conformal.js";
import { applyFeatures, type Features } from "./features.js";
import { probabilities, walkNow } from "./predict-forest.js";
import { type ForestPredictor, readPredictor } from "./predictor.js";

export interface PredictForestOptions {
  /** Level of the prediction interval, between 0 and 1. Default: the fit's own `interval`. */
  level?: number;
}

/**
 * Predictions of a random forest for new rows, as a table of as many rows.
 *
 * For a number:
 * - `fitted`: the mean over the trees; `sd` and `median` of the conditional distribution (Meinshausen 2006);
 * - `predictionLower`, `predictionUpper`: quantiles between which one new outcome falls;
 * - `conformalLower`, `conformalUpper`: the same, calibrated; at the fit's own level only, NaN for a group that had
 *   too few rows.
 *
 * For classes: `predicted`, the most probable one, and `probability:level` for each.
 * @throws InputError when the document is not a forest's, or the table lacks a column of it or holds a level that it
 *   does not know.
 */
export function predictRandomForest(
  document: Pick<ResultDocument, "predictor">,
  table: Table,
  { level }: PredictForestOptions = {},
): ColumnTable {
  const where = "predict";
  const predictor = readPredictor(document, where);
  const { forest, interval } = predictor;
  const probability = level ?? interval;
  if (!(probability > 0 && probability < 1)) {
    throw new InputError(`predict: 'level' must be between 0 and 1, got ${probability}`);
  }
  const features = applyFeatures(forest.recipe, table, { where });
  return arqueroTable(forestColumns(predictor, features, { table, level: probability }));
}

/** The columns of predictions for rows that were read already; `table` holds the groups, where the fit has any. */
export function forestColumns(
  predictor: ForestPredictor,
  features: Features,
  { table, level }: { table: Table; level: number },
): Record<string, Float64Array | string[]> {
  if (predictor.forest.kind === "classes") return classColumns(predictor, features);
  return numberColumns(predictor, features, { table, probability: level });
}

function means({ forest }: ForestPredictor, features: Features): Float64Array {
  const output = new Float64Array(features.rows * forest.outputs);
  walkNow(forest, features, { kind: "mean", output, used: new Int32Array(features.rows) });
  return output;
}

function classColumns(
  predictor: ForestPredictor,
  features: Features,
): Record<string, Float64Array | string[]> {
  const { forest } = predictor;
  const levels = forest.levels!;
  const all = probabilities(forest, means(predictor, features));
  const columns: Record<string, Float64Array | string[]> = { predicted: [] };
  levels.forEach((level, k) => {
    columns[`probability:${level}`] = Float64Array.from(
      { length: features.rows },
      (_, row) => all[row * levels.length + k]!,
    );
  });
  columns.predicted = Array.from(
    { length: features.rows },
    (_, row) => levels[mostProbable(all, row, levels.length)]!,
  );
  return columns;
}

/** The most probable class of a row; the first of equals. */
export function mostProbable(all: Float64Array, row: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (all[row * classes + k]! > all[row * classes + best]!) best = k;
  return best;
}

function numberColumns(
  predictor: ForestPredictor,
  features: Features,
  { table, probability }: { table: Table; probability: number },
): Record<string, Float64Array> {
  const { forest, training, conformal, groups } = predictor;
  const { rows } = features;
  const columns: Record<string, Float64Array> = { fitted: means(predictor, features) };
  if (!training) return columns;
  const { leaves } = training;
  const tail = (1 - probability) / 2;
  const moments = new Float64Array(2 * rows);
  walkNow(forest, features, { kind: "moments", leaves, output: moments });
  const output = new Float64Array(3 * rows);
  const asked = Float64Array.of(tail, 0.5, 1 - tail);
  walkNow(forest, features, { kind: "quantiles", leaves, probabilities: asked, interpolate: true, output });
  const every = (from: Float64Array, step: number, at: number) =>
    Float64Array.from({ length: rows }, (_, row) => from[step * row + at]!);
  columns.sd = every(moments, 2, 1);
  columns.median = every(output, 3, 1);
  columns.predictionLower = every(output, 3, 0);
  columns.predictionUpper = every(output, 3, 2);
  if (!conformal || probability !== conformal.level) return columns;
  const group = conformal.groups && groups !== null ? groupsOf(table, groups, conformal.groups) : null;
  columns.conformalLower = new Float64Array(rows);
  columns.conformalUpper = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = group && group[row]! >= 0 ? conformal.groups![group[row]!]!.offset : conformal.offset;
    const [low, high] = widened(columns.predictionLower[row]!, columns.predictionUpper[row]!, own ?? NaN);
    columns.conformalLower[row] = low;
    columns.conformalUpper[row] = high;
  }
  return columns;
}

/** Place of each row's group among those calibrated; −1 where the row has none. */
function groupsOf(table: Table, name: string, known: readonly { name: string }[]): Int32Array {
  const where = "predict";
  const column = columnOf(table, name, { where, field: "groups" });
  const place = new Map(known.map((group, index) => [group.name, index]));
  return Int32Array.from({ length: table.rows }, (_, row) => {
    const text =
      column.kind === "text"
        ? column.codes[row]! < 0
          ? null
          : column.levels[column.codes[row]!]!
        : Number.isNaN(column.values[row])
          ? null
          : String(column.values[row]);
    if (text === null) return -1;
    const at = place.get(text);
    if (at === undefined) {
      const some = known.slice(0, 6).map((group) => `'${group.name}'`);
      throw new InputError(
        `predict: the group '${text.slice(0, 40)}' in row ${row + 1} of column '${name}' was not seen in training, so its interval was never calibrated (groups: ${some.join(", ")}${known.length > 6 ? ", …" : ""})`,
      );
    }
    return at;
  });
}

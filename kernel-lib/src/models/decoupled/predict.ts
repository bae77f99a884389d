import { table as arqueroTable, type ColumnTable } from "arquero";
import { InputError, type Json, type JsonObject, type ResultDocument } from "../../contract/index.js";
import { numbers } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";
import { takeRows } from "../../data/take-rows.js";
import { assignCohorts } from "./cohorts/assign.js";
import { checkDefinition } from "./cohorts/definition.js";
import type { CohortRecipe, Level } from "./cohorts/recipe.js";
import { KEPT_BYTES } from "../forest/predictor.js";
import { trainedFromJson, trainedToJson } from "./estimators/model-json.js";
import { predictTrained, type Trained } from "./estimators/trained.js";
import { likeliest } from "./performance.js";
import { featureColumn } from "./pipeline.js";
import type { DecoupledOptions, DecoupledProblem } from "./prepare.js";
import { rowsWhere } from "./rows.js";
import { unseenLevels } from "./seen-levels.js";

/** What prediction needs of a fit. */
interface Predictor {
  label: string;
  levels: (string | number)[] | null;
  recipe: CohortRecipe;
  /** Column of ready-made scores; null where models predict. */
  score: string | null;
  /** By cohort. */
  trained: Trained[] | null;
  /** By cohort; null but for two classes. */
  thresholds: number[] | null;
}

/** Models of this process by the `predictor` of their documents: those of the analyst's own are in no document. */
const live = new WeakMap<object, Trained[]>();

/** The predictor as the document keeps it. */
export function keepPredictor(
  { label, levels, recipe }: DecoupledProblem,
  { score }: DecoupledOptions,
  { trained, thresholds }: { trained: Trained[] | null; thresholds: number[] | null },
): JsonObject {
  const json = {
    kind: "decoupled",
    label,
    levels,
    recipe: recipe as unknown as Json,
    score: score ?? null,
    thresholds,
    trained: trained && (bytesOf(trained) > KEPT_BYTES ? "too large" : trained.map(trainedToJson)),
  } as JsonObject;
  if (trained) live.set(json, trained);
  return json;
}

function bytesOf(trained: readonly Trained[]): number {
  const trees = trained.flatMap(({ model }) => (model.kind === "trees" ? [model.trees] : []));
  const arrays = trees.flatMap((one) => Object.values(one) as ArrayBufferView[]);
  return arrays.reduce((sum, array) => sum + array.byteLength, 0);
}

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

/** Reads the predictor of a document that may come from a stranger: every field is checked. */
function readPredictor(document: ResultDocument): Predictor {
  const json = document.predictor as Record<string, unknown> | undefined;
  const broken = (what: string) =>
    new InputError(`predict: the result document cannot predict: its 'predictor' ${what}`);
  if (typeof json !== "object" || json === null) throw broken("is missing");
  if (json["kind"] !== "decoupled") throw broken("is not of decoupled models");
  const { label, levels, score, thresholds } = json;
  if (typeof label !== "string") throw broken("does not name its label");
  const isLevel = (level: unknown) => typeof level === "string" || typeof level === "number";
  if (levels !== null && !(Array.isArray(levels) && levels.length >= 2 && levels.every(isLevel))) {
    throw broken("does not name its classes");
  }
  const count = levels === null ? null : (levels as unknown[]).length;
  const recipe = readRecipe(json["recipe"]);
  if (!recipe) throw broken("does not define its cohorts");
  if (score !== null && typeof score !== "string") throw broken("names its score wrongly");
  const isThreshold = (value: unknown) => Number.isFinite(value);
  const cut =
    Array.isArray(thresholds) && thresholds.length === recipe.cohorts.length && thresholds.every(isThreshold);
  if (count === 2 ? !cut : thresholds !== null)
    throw broken("needs one threshold for each cohort of two classes");
  const trained = score === null ? readTrained(json, recipe, count) : null;
  return {
    label,
    levels: levels as Predictor["levels"],
    recipe,
    score: score as string | null,
    trained,
    thresholds: thresholds as number[] | null,
  };
}

function readTrained(json: Record<string, unknown>, recipe: CohortRecipe, count: number | null): Trained[] {
  const kept = live.get(json);
  if (kept) return kept;
  const given = json["trained"];
  if (given === "too large") {
    throw new InputError(
      "predict: the models were too large to be saved; only the session that trained them can predict from them (fewer trees, or a larger 'minLeaf', make them small enough)",
    );
  }
  const models = Array.isArray(given) && given.length === recipe.cohorts.length ? (given as unknown[]) : [];
  if (
    models.some((one) => ((one as JsonObject | null)?.["model"] as JsonObject | null)?.["kind"] === "custom")
  ) {
    throw new InputError(
      "predict: the models are of an estimator of the analyst's own, which a saved result does not hold; train again",
    );
  }
  const trained = models.map((one) => trainedFromJson(one, count));
  if (trained.length === 0 || trained.includes(null)) {
    throw new InputError(
      "predict: the result document cannot predict: its 'predictor' needs a model for each cohort",
    );
  }
  return trained as Trained[];
}

function readRecipe(json: unknown): CohortRecipe | null {
  const { kind, columns, cohorts } = (json ?? {}) as Record<string, unknown>;
  if (!Array.isArray(cohorts) || cohorts.length === 0) return null;
  const named = cohorts.every((one: unknown) => typeof (one as { name?: unknown } | null)?.name === "string");
  if (!named) return null;
  if (kind === "columns") {
    if (!Array.isArray(columns) || !columns.every((name) => typeof name === "string")) return null;
    const isLevel = (level: unknown): level is Level =>
      level === null || typeof level === "string" || typeof level === "number";
    const isCombination = (levels: unknown) =>
      Array.isArray(levels) && levels.length === columns.length && levels.every(isLevel);
    const isCohort = ({ combinations }: { combinations?: unknown }) =>
      Array.isArray(combinations) && combinations.every(isCombination);
    return (cohorts as { combinations?: unknown }[]).every(isCohort) ? (json as CohortRecipe) : null;
  }
  if (kind !== "definitions") return null;
  for (const { name, definition } of cohorts as { name: string; definition: unknown }[]) {
    if (definition !== null) checkDefinition(definition, { where, field: `cohorts.definitions.${name}` });
  }
  return json as CohortRecipe;
}

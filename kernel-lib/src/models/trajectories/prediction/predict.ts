import { table as arqueroTable, type ColumnTable } from "arquero";
import { didYouMean, InputError, type ResultDocument, show } from "../../../contract/index.js";
import { numbers } from "../../../data/design/index.js";
import type { NumberColumn, Table } from "../../../data/table.js";
import { curveComponent } from "../curve/curve-component.js";
import type { CurveRecipe } from "../curve/recipe.js";
import { forecasts } from "./forecast.js";
import { groupMeans } from "./group-means.js";
import { meetPeople, type NewPeople, unusableRows } from "./new-people.js";
import { type PeopleColumns, peopleColumns, probabilityColumns } from "./people-columns.js";
import { checkRecipe, classesOf } from "./model-recipe.js";
import type { Curve } from "./predicted-curve.js";
import { type ReadPredictor, readPredictor } from "./predictor.js";
import type { RegressionComponent } from "../regression-component.js";

export interface PredictTrajectoriesOptions {
  /** Confidence level of the intervals, between 0 and 1. Default: the fit's own. */
  level?: number;
  /**
   * What a row of the answer is: `rows`, one for each row of the table; `people`, one for each person; `curves`, one
   * for each group at each time. Default `rows`.
   */
  of?: "rows" | "people" | "curves";
  /** Times, in the fit's units, in place of those of the table: for every person, or for the curves. */
  times?: readonly number[];
  /** Outcome that is predicted, when the fit has several. Default: the first. */
  outcome?: string;
}

const where = "predict";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/**
 * Predictions of a trajectory fit for people who need not have been in the data, from any number of waves. The table
 * is long, as for the fit. Rows with an outcome say which group a person belongs to; of the rows without one the
 * outcome is forecast. A person without any outcome has the shares of the groups.
 *
 * Of `rows`: one for each row of the table, in its order, with
 * - `id`, `time`;
 * - `group`, the most probable, and `probability1` …, of all groups given everything seen of the person;
 * - `estimate`, the expected outcome Σ_g P(g | seen) μ_g(time), with the row's own covariates, exposure and trials,
 *   and its confidence interval `lower`, `upper`;
 * - `predictionLower`, `predictionUpper`, between which one new outcome falls with the level's probability.
 *
 * With `times`, the same for every person at each of those times. Of `people`: `id`, `waves` seen, `group`,
 * `probability` of that group with its interval `lower`, `upper`, and `probability1` …. Of `curves`: `time`, `group`,
 * and the group's expected outcome `estimate` with `lower`, `upper`, for each distinct time (and covariates)
 * of the table; `row` is the first of the table's that it stands for.
 *
 * Confidence intervals are by the delta method from the covariance of all estimates, so that they know how uncertain
 * the membership is; made on the log scale for counts, the logit scale for probabilities. The limits of new outcomes
 * are exact quantiles of the mixture of groups, averaged over the curves' uncertainty; that the posterior
 * probabilities, the spread and the zero inflation are estimates does not enter them. A row that lacks something the
 * prediction needs is NaN.
 *
 * @throws InputError when the document is not a trajectory fit's, an option cannot be used, the table lacks a column
 *   or holds what the model cannot use, or a person has two rows at one time.
 */
export function predictTrajectories(
  document: ResultDocument,
  table: Table,
  options: PredictTrajectoriesOptions = {},
): ColumnTable {
  try {
    return predicted(document, table, options);
  } catch (error) {
    // What reads rows for a fit reads them here too, and says so.
    const own = "trajectories: ";
    if (!(error instanceof InputError) || !error.message.startsWith(own)) throw error;
    throw new InputError(`${where}: ${error.message.slice(own.length)}`, { cause: error });
  }
}

function predicted(document: ResultDocument, table: Table, options: PredictTrajectoriesOptions): ColumnTable {
  const predictor = readPredictor(document, where);
  checkRecipe(predictor.recipe);
  const { level = predictor.level, of = "rows", times, outcome } = options;
  if (!(typeof level === "number" && level > 0 && level < 1)) {
    throw refuse(`'level' must be between 0 and 1, got ${show(level)}`);
  }
  if (!["rows", "people", "curves"].includes(of)) {
    throw refuse(`'of' must be 'rows', 'people' or 'curves', got ${show(of)}`);
  }
  const curve = curveNamed(predictor, outcome);
  checkTimes(times, curve, of);
  if (of === "curves") return arqueroTable(curveColumns(predictor, table, { curve, level, times }));
  const people = meetPeople(predictor, table, curve.recipe);
  const ids = idsAsGiven(predictor, table, people);
  if (of === "people") return arqueroTable(peopleColumns(predictor, people, { curve, level, ids }));
  return arqueroTable(
    times === undefined
      ? rowColumns(predictor, table, { people, curve, level })
      : timeColumns(predictor, times, { people, curve, level, ids }),
  );
}

function curveNamed({ recipe }: ReadPredictor, outcome: string | undefined): Curve {
  const names = recipe.curves.map((each) => each.outcome);
  const index = outcome === undefined ? 0 : names.indexOf(outcome);
  if (index >= 0) return { recipe: recipe.curves[index]!, classGroup: classesOf(recipe).ofCurve[index]! };
  throw refuse(
    `'outcome' is ${show(outcome)}, which the fit does not predict${typeof outcome === "string" ? didYouMean(outcome, names) : ""}; it predicts ${names.join(", ")}`,
  );
}

function checkTimes(
  times: PredictTrajectoriesOptions["times"],
  { recipe }: Curve,
  of: PredictTrajectoriesOptions["of"],
): void {
  if (times === undefined) return;
  if (of === "people") throw refuse("'times' is for rows and curves; people have no times of their own");
  if (!Array.isArray(times) || times.length === 0) {
    throw refuse(`'times' must be a list of numbers such as [20, 21, 22], got ${show(times)}`);
  }
  const wrong = times.findIndex((time) => typeof time !== "number" || !Number.isFinite(time));
  if (wrong >= 0) throw refuse(`'times' must hold finite numbers, got ${show(times[wrong])}`);
  const needed = [
    ...(recipe.covariates ? recipe.covariateScale.map(({ name }) => name) : []),
    ...[recipe.exposure, recipe.offset, recipe.trials].filter((name) => name !== null),
  ];
  if (needed.length > 0) {
    throw refuse(
      `'times' alone cannot say what ${needed.map((name) => `'${name}'`).join(", ")} will be then; give rows of the table with ${needed.length > 1 ? "their values" : "its value"} and an empty '${recipe.outcome}'`,
    );
  }
}

/** A table of nothing but times. */
function tableOfTimes(name: string, times: readonly number[]): Table {
  const column: NumberColumn = { kind: "number", values: Float64Array.from(times) };
  return {
    rows: times.length,
    columnNames: [name],
    column: (wanted) => (wanted === name ? column : undefined),
  };
}

/** The curve's rows in a table, outcomes aside: those of `order`, as of one person. */
function placesOf(recipe: CurveRecipe, table: Table, order: Int32Array): RegressionComponent {
  return curveComponent(recipe, table, {
    people: { order, personRows: Int32Array.from([0, order.length]) },
    response: new Float64Array(table.rows).fill(recipe.family === "beta" ? 0.5 : 0),
  });
}

function curveColumns(
  predictor: ReadPredictor,
  given: Table,
  { curve, level, times }: { curve: Curve; level: number; times: readonly number[] | undefined },
): Record<string, Float64Array> {
  const { time } = predictor.recipe;
  const table = times === undefined ? given : tableOfTimes(time, times);
  const at = numbers(table, time, { where, field: "time" });
  const unusable = unusableRows(curve.recipe, table, null);
  const order = Int32Array.from(at.keys()).filter((row) => !unusable[row] && !Number.isNaN(at[row]));
  if (order.length === 0) throw refuse("no row of the table has everything that the curves need");
  const component = placesOf(curve.recipe, table, order);
  const { group, ...means } = groupMeans(predictor, component, { curve, level });
  const { designOfRow } = component.rows;
  const groups = curve.recipe.orders.length;
  const firstRow = new Int32Array(component.designs.count);
  for (let k = order.length - 1; k >= 0; k--) firstRow[designOfRow[k]!] = order[k]!;
  const rowOf = (_: number, k: number) => firstRow[Math.floor(k / groups)]!;
  return {
    ...(times === undefined && { row: group.map((_, k) => rowOf(_, k) + 1) }),
    time: group.map((_, k) => at[rowOf(_, k)]!),
    group,
    ...means,
  };
}

type Id = string | number | null;

function idOfRow({ recipe }: ReadPredictor, table: Table): (row: number) => Id {
  const id = table.column(recipe.id)!;
  return (row) => (id.kind === "text" ? (id.levels[id.codes[row]!] ?? null) : id.values[row]!);
}

/** Each person's id as the table has it, a number where it is one, so that predictions can be joined to the table. */
function idsAsGiven(predictor: ReadPredictor, table: Table, { people }: NewPeople): Id[] {
  const id = idOfRow(predictor, table);
  return people.ids.map((_, person) => id(people.order[people.personRows[person]!]!));
}

function rowColumns(
  predictor: ReadPredictor,
  table: Table,
  { people, curve, level }: { people: NewPeople; curve: Curve; level: number },
): PeopleColumns {
  const { order, personRows, ids } = people.people;
  const unusable = unusableRows(curve.recipe, table, people.skip);
  const personOfRow = new Int32Array(table.rows).fill(-1);
  for (let i = 0; i < ids.length; i++) {
    for (let k = personRows[i]!; k < personRows[i + 1]!; k++) personOfRow[order[k]!] = i;
  }
  const usable = order.filter((row) => !unusable[row]);
  const component = placesOf(curve.recipe, table, usable);
  const pairs = Array.from(usable, (row, k) => ({
    person: personOfRow[row]!,
    place: component.rows.designOfRow[k]!,
    trials: component.rows.trials?.[k] ?? 1,
    to: row,
  }));
  const id = idOfRow(predictor, table);
  return {
    id: Array.from({ length: table.rows }, (_, row) => id(row)),
    time: numbers(table, predictor.recipe.time, { where, field: "time" }).slice(),
    ...probabilityColumns(people, { curve, personOfRow }),
    ...forecasts(predictor, component, { people, curve, level, pairs, rows: table.rows }),
  };
}

function timeColumns(
  predictor: ReadPredictor,
  times: readonly number[],
  { people, curve, level, ids }: { people: NewPeople; curve: Curve; level: number; ids: readonly Id[] },
): PeopleColumns {
  const table = tableOfTimes(predictor.recipe.time, times);
  const component = placesOf(curve.recipe, table, Int32Array.from(times.keys()));
  const rows = ids.length * times.length;
  const personOfRow = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / times.length));
  const pairs = Array.from(personOfRow, (person, row) => ({
    person,
    place: component.rows.designOfRow[row % times.length]!,
    trials: 1,
    to: row,
  }));
  return {
    id: Array.from(personOfRow, (person) => ids[person]!),
    time: Float64Array.from({ length: rows }, (_, row) => times[row % times.length]!),
    ...probabilityColumns(people, { curve, personOfRow }),
    ...forecasts(predictor, component, { people, curve, level, pairs, rows }),
  };
}

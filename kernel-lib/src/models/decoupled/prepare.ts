import type { RunContext } from "../../compute/run.js";
import {
  type DecoupledConfig,
  InputError,
  type OptionsOf,
  type ResultWarning,
} from "../../contract/index.js";
import { columnOf, numbers } from "../../data/design/numbers.js";
import { dropMissing } from "../../data/drop-missing.js";
import type { Table } from "../../data/table.js";
import { takeRows } from "../../data/take-rows.js";
import { checkEstimator, checkRanges, refuseForTwoClasses } from "./check-options.js";
import { assignCohorts, cohortColumns } from "./cohorts/assign.js";
import { cohortsOfColumns } from "./cohorts/columns.js";
import { cohortsOfDefinitions } from "./cohorts/definitions.js";
import type { CohortRecipe } from "./cohorts/recipe.js";
import type { CustomEstimatorLike } from "./estimators/custom.js";
import type { Target } from "./estimators/target.js";
import { readLabel } from "./label.js";
import { mergeCohorts } from "./merge.js";
import { noFeatures, readFeatures } from "./read-features.js";
import { rowsWhere } from "./rows.js";
import { findOutside, type Helped, type LabelledCohort } from "./transfer.js";
import { smallestValidSize, type Validity, validityOf } from "./validity.js";

/** The options of a fit: the config's, and an estimator that may be an object of the analyst's own. */
export type DecoupledOptions = Omit<OptionsOf<DecoupledConfig>, "estimator"> & {
  estimator?: DecoupledConfig["estimator"] | CustomEstimatorLike;
};

export interface Cohort {
  name: string;
  /** Its rows, as numbers in the problem's table. */
  rows: Int32Array;
  /** Rows of each class; null for a regression. */
  counts: Float64Array | null;
  /** Names of the cohorts that it was merged from, its own first. */
  members: string[];
  validity: Validity;
}

/** Everything a fit needs of a table, checked. */
export interface DecoupledProblem {
  /** The rows used. */
  table: Table;
  /** Each used row's place in the table given; null when all are used. */
  kept: Int32Array | null;
  label: string;
  target: Target;
  /** Classes in the order of their codes, as text or numbers; null for a regression. */
  levels: (string | number)[] | null;
  features: string[];
  score: Float64Array | null;
  weights: Float64Array | null;
  recipe: CohortRecipe;
  cohorts: Cohort[];
  /** Number of each row's cohort. */
  cohort: Int32Array;
  /** Cohorts that others' rows will help; empty without transfer learning. */
  helped: Helped[];
  /** Weights of outside rows to choose among; null without transfer learning. */
  thetas: number[] | null;
  warnings: ResultWarning[];
}

const where = "decoupled";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/**
 * Reads and checks everything a fit needs of a table, builds the cohorts, and merges them or finds them help.
 * @throws InputError with one sentence on the first thing wrong.
 */
export async function prepare(
  given: Table,
  options: DecoupledOptions,
  run: RunContext,
): Promise<DecoupledProblem> {
  if (given.rows === 0) throw refuse("the table is empty");
  checkRanges(options);
  const { label, score, weights, missing = "error", impute = "median" } = options;
  const early: CohortRecipe | null =
    "definitions" in options.cohorts ? cohortsOfDefinitions(options.cohorts.definitions, where) : null;
  const byCohort = "definitions" in options.cohorts ? cohortColumns(early!) : [...options.cohorts.columns];
  for (const name of byCohort) columnOf(given, name, { where, field: "cohorts" });
  columnOf(given, label, { where, field: "label" });
  if (byCohort.includes(label)) {
    throw refuse(`'cohorts' use the label '${label}', which is not known when a row is to be judged`);
  }
  const { features, warnings } =
    score === undefined ? readFeatures(given, options, byCohort) : noFeatures(options);

  await run.breathe();
  if (weights !== undefined) columnOf(given, weights, { where, field: "weights" });
  if (score !== undefined) columnOf(given, score, { where, field: "score" });
  const needed = [label, score, weights, ...(impute === "none" ? features : [])];
  const named = needed.filter((name) => name !== undefined);
  const { kept, warnings: dropped } = dropMissing(given, named, { missing, where });
  warnings.push(...dropped);
  const table = kept ? takeRows(given, kept) : given;
  const rowOf = (row: number) => (kept ? kept[row]! : row);
  const { target, levels, warnings: told } = readLabel(table, options, rowOf);
  warnings.push(...told);
  const isTwoClass = target.kind === "classes" && target.count === 2;
  if (!isTwoClass) refuseForTwoClasses(options, target);
  checkEstimator(options, target);

  await run.breathe();
  const made = early ?? cohortsOfColumns(table, byCohort, where);
  await run.breathe();
  const cohortOf = assignCohorts(made, table, { where, rowOf });
  await run.breathe();
  const found = made.cohorts.map(({ name }, k): LabelledCohort & { rows: Int32Array } => {
    const rows = rowsWhere(table.rows, (row) => cohortOf[row] === k);
    if (rows.length === 0) throw refuse(`cohort '${name}' holds no row`);
    return { name, rows, size: rows.length, ...labelsOf(target, rows) };
  });
  const judged = settle(found, made, { options, rows: table.rows });
  const number = new Int32Array(found.length);
  judged.groups.forEach((members, k) => members.forEach((member) => (number[member] = k)));
  const cohort = cohortOf.map((k) => number[k]!);
  const rule = { ...options, rows: table.rows };
  const cohorts = judged.groups.map((members, k): Cohort => {
    const rows = rowsWhere(table.rows, (row) => cohort[row] === k);
    const { counts } = labelsOf(target, rows);
    return {
      name: found[members[0]!]!.name,
      rows,
      counts,
      members: members.map((member) => found[member]!.name),
      validity: validityOf(rows.length, counts, rule),
    };
  });
  return {
    table,
    kept,
    label,
    target,
    levels,
    features,
    score: score === undefined ? null : readScore(table, score, rowOf),
    weights: weights === undefined ? null : readWeights(table, weights, rowOf),
    recipe: judged.recipe,
    cohorts,
    cohort,
    helped: judged.helped,
    thetas: score === undefined ? thetasOf(options) : null,
    warnings,
  };
}

/** Weights to choose among; null without transfer learning. */
function thetasOf({ theta = false }: DecoupledOptions): number[] | null {
  if (theta === false) return null;
  if (theta === true) return [0.2, 0.4, 0.6, 0.8];
  return typeof theta === "number" ? [theta] : [...theta];
}

function labelsOf(target: Target, rows: Int32Array): { counts: Float64Array | null; values: Float64Array } {
  if (target.kind === "numbers") {
    return { counts: null, values: Float64Array.from(rows, (row) => target.values[row]!) };
  }
  const counts = new Float64Array(target.count);
  for (const row of rows) counts[target.codes[row]!]!++;
  return { counts, values: new Float64Array(0) };
}

/** Which cohorts there are in the end: as given, merged, or helped. */
function settle(
  found: (LabelledCohort & { rows: Int32Array })[],
  recipe: CohortRecipe,
  { options, rows }: { options: DecoupledOptions; rows: number },
): { groups: number[][]; recipe: CohortRecipe; helped: Helped[] } {
  const rule = { ...options, rows };
  const asGiven = { groups: found.map((_, k) => [k]), recipe, helped: [] };
  // Ready-made scores need no rows to train on.
  if (options.score !== undefined) return asGiven;
  if (thetasOf(options)) return { ...asGiven, helped: findOutside(found, rule, where) };
  if (recipe.kind === "columns") {
    const merged = mergeCohorts(found, rule, where);
    const cohorts = merged.map(({ name, members }) => ({
      name,
      combinations: members.flatMap((member) => recipe.cohorts[member]!.combinations),
    }));
    return { groups: merged.map(({ members }) => members), recipe: { ...recipe, cohorts }, helped: [] };
  }
  for (const { name, size, counts } of found) {
    const validity = validityOf(size, counts, rule);
    if (validity === "valid") continue;
    const { minorityRate = 0.1 } = options;
    throw refuse(
      validity === "size"
        ? `cohort '${name}' is too small: it has ${size} rows, and 'minCohortSize' and 'minCohortShare' ask for ${Math.ceil(smallestValidSize(rule))}; define it more widely, or let others help it with 'theta'`
        : `cohort '${name}' has a class in ${percent(Math.min(...counts!) / size)} of its rows, rarer than 'minorityRate' (${percent(minorityRate)}); define it more widely, or lower 'minorityRate'`,
    );
  }
  return asGiven;
}

const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

function readScore(table: Table, name: string, rowOf: (row: number) => number): Float64Array {
  const values = numbers(table, name, { where, field: "score" });
  const outside = values.findIndex((value) => !(value >= 0 && value <= 1));
  if (outside >= 0) {
    throw refuse(
      `'score' holds probabilities, but column '${name}' is ${values[outside]} in row ${rowOf(outside) + 1}`,
    );
  }
  return values;
}

function readWeights(table: Table, name: string, rowOf: (row: number) => number): Float64Array {
  const values = numbers(table, name, { where, field: "weights" });
  const bad = values.findIndex((value) => !(value > 0));
  if (bad >= 0)
    throw refuse(`'weights' must be above 0, but '${name}' is ${values[bad]} in row ${rowOf(bad) + 1}`);
  return values;
}

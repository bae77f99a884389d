import {
  type DecoupledConfig,
  didYouMean,
  InputError,
  type ResultWarning,
  show,
} from "../../contract/index.js";
import { columnOf, numbers } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";
import { takeRows } from "../../data/take-rows.js";
import { assignCohorts, cohortColumns } from "./cohorts/assign.js";
import { cohortsOfColumns } from "./cohorts/columns.js";
import { cohortsOfDefinitions } from "./cohorts/definitions.js";
import type { CohortRecipe } from "./cohorts/recipe.js";
import { type CustomEstimatorLike, freshEstimator, isCustom } from "./estimators/custom.js";
import type { Target } from "./estimators/target.js";
import { readLabel } from "./label.js";
import { mergeCohorts } from "./merge.js";
import { featureColumn } from "./pipeline.js";
import { rowsWhere } from "./rows.js";
import { findOutside, type Helped, type LabelledCohort } from "./transfer.js";
import { smallestValidSize, type Validity, validityOf } from "./validity.js";

/** The options of a fit: the config's, and an estimator that may be an object of the analyst's own. */
export type DecoupledOptions = Omit<DecoupledConfig, "model" | "data" | "estimator"> & {
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
export function prepare(given: Table, options: DecoupledOptions): DecoupledProblem {
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

  const needed = [label, score, weights, ...(impute === "none" ? features : [])];
  const { kept, warnings: dropped } = dropMissing(
    given,
    needed.filter((name): name is string => name !== undefined),
    missing,
  );
  warnings.push(...dropped);
  const table = kept ? takeRows(given, kept) : given;
  const rowOf = (row: number) => (kept ? kept[row]! : row);
  const { target, levels, warnings: told } = readLabel(table, options, rowOf);
  warnings.push(...told);
  const isTwoClass = target.kind === "classes" && target.count === 2;
  if (!isTwoClass) refuseForTwoClasses(options, target);
  checkEstimator(options, target);

  const made = early ?? cohortsOfColumns(table, byCohort, where);
  const cohortOf = assignCohorts(made, table, { where, rowOf });
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

function readFeatures(
  table: Table,
  { label, features, weights, estimator }: DecoupledOptions,
  byCohort: string[],
): { features: string[]; warnings: ResultWarning[] } {
  const warnings: ResultWarning[] = [];
  let names: string[];
  if (features) {
    names = [...features];
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) throw refuse(`'features' names column '${twice}' twice`);
    if (names.includes(label))
      throw refuse(`'features' holds the label '${label}', which cannot explain itself`);
    if (weights !== undefined && names.includes(weights))
      throw refuse(`'features' holds the weights '${weights}'`);
  } else {
    const taken = new Set([label, weights, ...byCohort]);
    const rest = table.columnNames.filter((name) => !taken.has(name));
    const dates = rest.filter((name) => table.column(name)!.kind === "date");
    if (dates.length > 0) {
      const named = dates.map((name) => `'${name}'`).join(", ");
      warnings.push({
        code: "dates-left-out",
        message: `${named} ${dates.length === 1 ? "holds" : "hold"} dates and ${dates.length === 1 ? "is" : "are"} not among the features; make numbers of them to use them.`,
      });
    }
    names = rest.filter((name) => !dates.includes(name));
  }
  if (names.length === 0) throw refuse("'features' is empty; a model needs at least one column");
  const many = !["tree", "forest", "boosted"].includes(estimator as string);
  for (const name of names) {
    const column = featureColumn(table, name, where);
    if (many && column.kind === "text" && column.levels.length > MOST_LEVELS) {
      throw refuse(
        `'features' has column '${name}' with ${column.levels.length} different texts, more than the ${MOST_LEVELS} that can each have a coefficient; leave it out or group it`,
      );
    }
  }
  return { features: names, warnings };
}

const MOST_LEVELS = 1000;

function noFeatures({ features, theta, estimator }: DecoupledOptions): {
  features: string[];
  warnings: ResultWarning[];
} {
  const idle = features
    ? "features"
    : theta !== undefined && theta !== false
      ? "theta"
      : estimator
        ? "estimator"
        : null;
  if (idle)
    throw refuse(`'${idle}' is for training, but with 'score' no model is trained; give one or the other`);
  return { features: [], warnings: [] };
}

function refuseForTwoClasses({ fairnessLoss, score }: DecoupledOptions, target: Target): void {
  const what = target.kind === "numbers" ? "'label' is numeric" : `'label' has ${target.count} classes`;
  const mend =
    target.kind === "numbers"
      ? "cut it into two classes"
      : "give 'positive' to set one class against the others";
  if (fairnessLoss !== undefined) {
    throw refuse(`'fairnessLoss' needs thresholds, and so two classes, but ${what}; ${mend}`);
  }
  if (score !== undefined) throw refuse(`'score' needs two classes, but ${what}; ${mend}`);
}

function checkEstimator(options: DecoupledOptions, target: Target): void {
  const { estimator, theta, weights } = options;
  const regression = target.kind === "numbers";
  if (estimator === "custom") {
    throw refuse(
      "'estimator' is 'custom', which stands for an object of the analyst's own; give that object, or the name of another estimator",
    );
  }
  if (estimator === "logistic" && regression) {
    throw refuse(
      "'estimator' is 'logistic', which is for classes, but 'label' is numeric; use 'linear' or trees",
    );
  }
  if (estimator === "linear" && !regression) {
    throw refuse(
      "'estimator' is 'linear', which is for numbers, but 'label' has classes; use 'logistic' or trees",
    );
  }
  if (isCustom(estimator)) {
    const weighted = weights !== undefined || (theta !== undefined && theta !== false);
    freshEstimator(estimator, { regression, weighted, where });
  }
}

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

function dropMissing(
  table: Table,
  names: string[],
  missing: "error" | "drop",
): { kept: Int32Array | null; warnings: ResultWarning[] } {
  const skip = new Uint8Array(table.rows);
  const counts = new Map<string, { count: number; first: number }>();
  for (const name of new Set(names)) {
    const column = columnOf(table, name, { where, field: "features" });
    for (let row = 0; row < table.rows; row++) {
      if (column.kind === "text" ? column.codes[row]! >= 0 : !Number.isNaN(column.values[row])) continue;
      skip[row] = 1;
      const found = counts.get(name);
      if (found) found.count++;
      else counts.set(name, { count: 1, first: row });
    }
  }
  if (counts.size === 0) return { kept: null, warnings: [] };
  const [[only, { count, first }]] = [...counts] as [[string, { count: number; first: number }]];
  const what =
    counts.size === 1
      ? `column '${only}' has ${count} missing value${count === 1 ? "" : "s"} (first in row ${first + 1})`
      : `columns ${[...counts].map(([name, each]) => `'${name}' (${each.count})`).join(", ")} have missing values`;
  if (missing === "error") throw refuse(`${what}; give missing: "drop" to leave those rows out`);
  const kept = rowsWhere(table.rows, (row) => !skip[row]);
  if (kept.length === 0) throw refuse("no row is without missing values");
  const message = `${table.rows - kept.length} of ${table.rows} rows were left out: ${what}.`;
  return { kept, warnings: [{ code: "missing-dropped", message }] };
}

/** Options out of range, for callers who come without the schema. */
function checkRanges(options: DecoupledOptions): void {
  const shares = ["defaultTheta", "cohortDistance", "minCohortShare", "minorityRate", "lambda"] as const;
  for (const name of shares) {
    const value = options[name];
    if (value !== undefined && !(value >= 0 && value <= 1)) {
      throw refuse(`'${name}' must be between 0 and 1, got ${show(value)}`);
    }
  }
  const { theta, folds = 5, heldOut = 0.25, minCohortSize = 50, minFoldSizeTheta = 20 } = options;
  const thetas = typeof theta === "object" ? theta : typeof theta === "number" ? [theta] : [];
  if (typeof theta === "object" && theta.length === 0)
    throw refuse("'theta' is an empty list; give weights to choose among");
  const wrong = thetas.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw refuse(`'theta' must be between 0 and 1, got ${show(wrong)}`);
  if (!(Number.isInteger(folds) && folds >= 2))
    throw refuse(`'folds' must be a whole number of at least 2, got ${show(folds)}`);
  if (!(heldOut > 0 && heldOut < 1)) throw refuse(`'heldOut' must be between 0 and 1, got ${show(heldOut)}`);
  for (const [name, value] of Object.entries({ minCohortSize, minFoldSizeTheta })) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw refuse(`'${name}' must be a whole number of at least 1, got ${show(value)}`);
    }
  }
  const keys = Object.keys(options.cohorts ?? {});
  if (keys.length !== 1 || !["columns", "definitions"].includes(keys[0]!)) {
    const hint = keys[0] === undefined ? "" : didYouMean(keys[0], ["columns", "definitions"]);
    throw refuse(`'cohorts' must have either 'columns' or 'definitions'${hint}`);
  }
}

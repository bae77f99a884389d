import {
  didYouMean,
  InputError,
  type OptionsOf,
  type RandomForestConfig,
  type ResultWarning,
} from "../../contract/index.js";
import { numbers } from "../../data/design/index.js";
import { columnOf } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";
import { featureMatrix, type Features, pickRows } from "./features.js";
import { type Target, triesOf } from "./grow-forest.js";

export type RandomForestOptions = OptionsOf<RandomForestConfig>;

/** Everything a forest needs of a table, checked; arrays have one value for each row used. */
export interface ForestProblem {
  rows: number;
  /** Each row's place in the table; null when all its rows are used. */
  kept: Int32Array | null;
  features: Features;
  target: Target;
  outcomeName: string;
  weights: Float64Array | null;
  /** A weight for each class; null when all are 1. */
  classWeights: "balanced" | number[] | null;
  groups: Groups | null;
  warnings: ResultWarning[];
}

export interface Groups {
  column: string;
  names: string[];
  /** Group of each row; −1 where it is missing. */
  codes: Int32Array;
}

/**
 * Reads and checks everything a forest needs of a table.
 * @throws InputError with one sentence on the first thing wrong.
 */
export function prepare(table: Table, options: RandomForestOptions, where = "randomForest"): ForestProblem {
  const refuse = (text: string) => new InputError(`${where}: ${text}`);
  const { outcome, missing = "error", weights: weightsName, groups: groupsName } = options;
  if (table.rows < 2) throw refuse(`a forest needs at least 2 rows, and the table has ${table.rows}`);
  const names = featureNames(table, options, where);
  const place = (field: string) => ({ where, field });
  const target = readTarget(table, options, where);
  const isMissing = (row: number) =>
    target.kind === "classes" ? target.y[row]! < 0 : Number.isNaN(target.y[row]);
  const weights = weightsName === undefined ? null : numbers(table, weightsName, place("weights"));
  const warnings: ResultWarning[] = [];

  const skipped = [...Array(table.rows).keys()].filter(
    (row) => isMissing(row) || (weights !== null && Number.isNaN(weights[row])),
  );
  let kept: Int32Array | null = null;
  if (skipped.length === table.rows) {
    throw refuse(`'outcome' names column '${outcome}', which is missing in every row`);
  }
  if (skipped.length > 0) {
    const first = skipped[0]!;
    const name = isMissing(first) ? outcome : weightsName!;
    const what = `column '${name}' is missing in row ${first + 1}${skipped.length > 1 ? `, and ${skipped.length} rows lack the outcome or the weight` : ""}`;
    if (missing === "error") throw refuse(`${what}; give missing: "drop" to leave such rows out`);
    const skip = new Set(skipped);
    kept = Int32Array.from([...Array(table.rows).keys()].filter((row) => !skip.has(row)));
    warnings.push({
      code: "missing-dropped",
      message: `${skipped.length} of ${table.rows} rows were left out: ${what}.`,
    });
    if (kept.length < 2) throw refuse(`a forest needs at least 2 rows, and ${kept.length} is left`);
  }
  const rowOf = (index: number) => (kept ? kept[index]! : index) + 1;
  const pick = (values: Float64Array | null) =>
    values && kept ? Float64Array.from(kept, (row) => values[row]!) : values;
  const { ordered, categories } = options;
  checkColumns(names, { ordered, categories }, where);
  const read = featureMatrix(table, names, { where, ordered, categories });
  const features = kept ? pickRows(read, kept) : read;
  const rows = features.rows;

  const rowWeights = pick(weights);
  const negative = rowWeights?.findIndex((weight) => weight < 0) ?? -1;
  if (negative >= 0) {
    throw refuse(
      `'weights' must be at least 0, but '${weightsName}' is ${rowWeights![negative]} in row ${rowOf(negative)}`,
    );
  }
  if (rowWeights?.every((weight) => weight === 0)) throw refuse(`the weights '${weightsName}' are all 0`);
  const used = keptTarget(target, kept);
  checkTarget(used, outcome, where);
  if (options.variablesPerSplit !== undefined) triesOf(options.variablesPerSplit, names.length, where);
  return {
    rows,
    kept,
    features,
    target: used,
    outcomeName: outcome,
    weights: rowWeights,
    classWeights: readClassWeights(used, options, where),
    groups: groupsName === undefined ? null : readGroups(table, groupsName, kept, where),
    warnings: [...warnings, ...twoValues(used, options)],
  };
}

/** Columns to predict from, with what can be wrong with the names alone. */
function featureNames(table: Table, options: RandomForestOptions, where: string): string[] {
  const { outcome, weights, groups, features, conformal, conformalByGroup, partialDependence } = options;
  const refuse = (text: string) => new InputError(`${where}: ${text}`);
  columnOf(table, outcome, { where, field: "outcome" });
  const names = features ?? table.columnNames.filter((name) => ![outcome, weights, groups].includes(name));
  if (names.length === 0) throw refuse("'features' is empty; name at least one column to predict from");
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw refuse(`'features' names column '${twice}' twice`);
  if (names.includes(outcome))
    throw refuse(`'features' holds the outcome '${outcome}', which cannot explain itself`);
  if (weights !== undefined && names.includes(weights))
    throw refuse(`column '${weights}' is both in 'features' and the weights`);
  if (conformalByGroup && groups === undefined)
    throw refuse("'conformalByGroup' needs 'groups', the column of the groups");
  if (conformalByGroup && conformal === "none")
    throw refuse("'conformalByGroup' has nothing to do with conformal: \"none\"");
  const stranger = partialDependence?.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw refuse(
      `'partialDependence' names column '${stranger}', which is not among the features${didYouMean(stranger, names)}`,
    );
  }
  return [...names];
}

function checkColumns(
  names: readonly string[],
  { ordered = {}, categories = [] }: Pick<RandomForestOptions, "ordered" | "categories">,
  where: string,
): void {
  for (const [field, list] of [
    ["ordered", Object.keys(ordered)],
    ["categories", categories],
  ] as const) {
    const stranger = list.find((name) => !names.includes(name));
    if (stranger !== undefined) {
      throw new InputError(
        `${where}: '${field}' names column '${stranger}', which is not among the features${didYouMean(stranger, names)}`,
      );
    }
  }
  for (const [name, levels] of Object.entries(ordered)) {
    const twice = levels.find((level, index) => levels.indexOf(level) < index);
    if (twice !== undefined) throw new InputError(`${where}: 'ordered.${name}' lists '${twice}' twice`);
    if (categories.includes(name)) {
      throw new InputError(`${where}: column '${name}' is both in 'ordered' and in 'categories'`);
    }
  }
}

/** The outcome of every row of the table; NaN or −1 is missing. */
function readTarget(table: Table, { outcome, task }: RandomForestOptions, where: string): Target {
  const field = "outcome";
  const column = columnOf(table, outcome, { where, field });
  if (column.kind === "text") {
    if (task !== "regression") return { kind: "classes", y: column.codes, levels: column.levels };
    return { kind: "regression", y: numbers(table, outcome, { where, field }) };
  }
  const y = numbers(table, outcome, { where, field });
  if (task !== "classification") return { kind: "regression", y };
  const values = [...new Set(y)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (values.length > 100) {
    throw new InputError(
      `${where}: 'task' asks for classes, but the outcome '${outcome}' has ${values.length} different numbers; a forest takes up to 100`,
    );
  }
  const place = new Map(values.map((value, index) => [value, index]));
  return {
    kind: "classes",
    y: Int32Array.from(y, (value) => place.get(value) ?? -1),
    levels: values.map(String),
  };
}

/** The outcome of the rows kept, with the classes that occur. */
function keptTarget(target: Target, kept: Int32Array | null): Target {
  if (target.kind === "regression") {
    return kept ? { ...target, y: Float64Array.from(kept, (row) => target.y[row]!) } : target;
  }
  const codes = kept ? Int32Array.from(kept, (row) => target.y[row]!) : target.y;
  const seen = new Uint8Array(target.levels.length);
  for (const code of codes) seen[code] = 1;
  const levels = target.levels.filter((_, code) => seen[code]);
  if (levels.length === target.levels.length) return { kind: "classes", y: codes, levels };
  let next = 0;
  const place = target.levels.map((_, code) => (seen[code] ? next++ : -1));
  return { kind: "classes", y: codes.map((code) => place[code]!), levels };
}

function checkTarget(target: Target, outcome: string, where: string): void {
  const refuse = (text: string) => new InputError(`${where}: the outcome '${outcome}' ${text}`);
  if (target.kind === "regression") {
    const first = target.y[0]!;
    if (target.y.every((y) => y === first)) {
      throw refuse(`is ${first} in every row, so there is nothing to learn`);
    }
    return;
  }
  if (target.levels.length < 2) {
    throw refuse(`is '${target.levels[0]}' in every row; classes need at least two`);
  }
  if (target.levels.length > 100) {
    throw refuse(`has ${target.levels.length} classes; a forest takes up to 100, so group them first`);
  }
}

function readClassWeights(
  target: Target,
  { classWeights }: RandomForestOptions,
  where: string,
): "balanced" | number[] | null {
  if (classWeights === undefined) return null;
  if (target.kind === "regression") {
    throw new InputError(`${where}: 'classWeights' need an outcome of classes, and this one is numbers`);
  }
  if (classWeights === "balanced") return classWeights;
  for (const [level, weight] of Object.entries(classWeights)) {
    if (!target.levels.includes(level)) {
      throw new InputError(
        `${where}: 'classWeights' names class '${level}', which the outcome does not have${didYouMean(level, target.levels)}`,
      );
    }
    if (!(weight >= 0 && weight < Infinity)) {
      throw new InputError(`${where}: 'classWeights.${level}' must be at least 0, got ${weight}`);
    }
  }
  const weights = target.levels.map((level) => classWeights[level] ?? 1);
  if (weights.every((weight) => weight === 0)) throw new InputError(`${where}: 'classWeights' are all 0`);
  return weights;
}

/** Groups of the rows used, by text or by distinct numbers. */
export function readGroups(table: Table, name: string, kept: Int32Array | null, where: string): Groups {
  const column = columnOf(table, name, { where, field: "groups" });
  const rows = kept ?? Int32Array.from({ length: table.rows }, (_, row) => row);
  const texts =
    column.kind === "text"
      ? Array.from(rows, (row) => column.levels[column.codes[row]!] ?? null)
      : Array.from(rows, (row) => (Number.isNaN(column.values[row]) ? null : String(column.values[row])));
  const names = [...new Set(texts.filter((text) => text !== null))].sort();
  if (names.length === 0) {
    throw new InputError(`${where}: 'groups' names column '${name}', which is missing in every row`);
  }
  if (names.length > 200) {
    throw new InputError(
      `${where}: 'groups' names column '${name}', which has ${names.length} different values; up to 200 groups are reported`,
    );
  }
  const place = new Map(names.map((text, index) => [text, index]));
  return {
    column: name,
    names,
    codes: Int32Array.from(texts, (text) => (text === null ? -1 : place.get(text)!)),
  };
}

function twoValues(target: Target, { task, outcome }: RandomForestOptions): ResultWarning[] {
  if (target.kind === "classes" || task !== undefined || new Set(target.y).size > 2) return [];
  return [
    {
      code: "two-values",
      message: `The outcome '${outcome}' has two values and was taken as a number; give task: "classification" for classes and their errors.`,
    },
  ];
}

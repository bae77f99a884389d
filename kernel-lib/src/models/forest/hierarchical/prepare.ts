import { foldIn, randomKey } from "../../../compute/random/index.js";
import {
  didYouMean,
  type HierarchicalForestConfig,
  InputError,
  type OptionsOf,
  type ResultWarning,
} from "../../../contract/index.js";
import { columnOf, numbers } from "../../../data/design/numbers.js";
import { takeRows } from "../../../data/take-rows.js";
import type { Column, Table } from "../../../data/table.js";
import { featureMatrix, type Features } from "../features.js";
import { type Target, triesOf } from "../grow-forest.js";
import { type ForestProblem, prepare as prepareForest, type RandomForestOptions } from "../prepare.js";
import { linkNames } from "./link.js";

export type HierarchicalForestOptions = OptionsOf<HierarchicalForestConfig>;

/** Everything the two layers need of a table, checked. */
export interface HierarchicalProblem {
  rows: number;
  /** Each row's place in the table; null when all its rows are used. */
  kept: Int32Array | null;
  /** From the proxies to the protected class. */
  bottom: { problem: ForestProblem; options: RandomForestOptions };
  /** From the covariates and the true class to the outcome: the problem of the naive forest. */
  naive: { problem: ForestProblem; options: RandomForestOptions };
  /** The covariates alone. */
  covariates: Features;
  /** Options of the top forest, which reads the covariates and the estimates of the class. */
  topOptions: RandomForestOptions;
  warnings: ResultWarning[];
}

const where = "hierarchicalForest";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/**
 * Reads and checks everything a hierarchical forest needs of a table.
 * @throws InputError with one sentence on the first thing wrong.
 */
export function prepareHierarchical(whole: Table, options: HierarchicalForestOptions): HierarchicalProblem {
  const { outcome, protected: name, proxies, link = "probability", reference } = options;
  if (whole.rows < 2) throw refuse(`a forest needs at least 2 rows, and the table has ${whole.rows}`);
  const covariates = checkedNames(whole, options);
  const { table, kept, warnings } = completeRows(whole, options);
  const isClass = checkProtected(table, options);

  const own = (names: readonly string[]) => columnKinds(options, names);
  const read = { table, kept: null, where };
  featureMatrix(table, proxies, { where, field: "proxies", ...own(proxies) });
  const forest = forestOptions(options);
  const bottomOptions: RandomForestOptions = {
    ...forest,
    ...own(proxies),
    outcome: name,
    features: [...proxies],
    ...(isClass && { task: "classification" as const }),
    variablesPerSplit: atMost(options.variablesPerSplit, proxies.length),
    conformal: "none",
    impurityImportance: false,
    partialDependence: [],
    seed: seedOf(options, 1),
  };
  const bottom = prepareForest(read.table, bottomOptions, where);
  checkReference(bottom.target, reference, isClass, name);
  // Text that is no class of a forest's, such as the one text of a cohort, was refused above.
  const levels = bottom.target.kind === "classes" ? bottom.target.levels : null;
  const links = linkNames(name, levels, link);
  const taken = links.find((each) => covariates.includes(each));
  if (taken !== undefined)
    throw refuse(`column '${taken}' has the name that the estimated class is given; rename it`);

  const known = covariates.length > 0 ? featureMatrix(table, covariates, { where, field: "covariates", ...own(covariates) }) : { rows: table.rows, recipe: [], columns: [] }; // prettier-ignore
  const topNames = [...covariates, ...links];
  if (options.variablesPerSplit !== undefined) triesOf(options.variablesPerSplit, topNames.length, where);
  const stranger = options.partialDependence?.find((each) => !topNames.includes(each));
  if (stranger !== undefined) {
    throw refuse(
      `'partialDependence' names column '${stranger}', which the top forest does not read${didYouMean(stranger, topNames)}`,
    );
  }
  const groups = options.groups ?? (isClass ? name : undefined);
  if (options.conformalByGroup && groups === undefined)
    throw refuse("'conformalByGroup' needs 'groups', because the protected column is a number");
  const topOptions: RandomForestOptions = {
    ...forest,
    outcome,
    features: topNames,
    task: options.task,
    classWeights: options.classWeights,
    interval: options.interval,
    conformal: options.conformal,
    conformalByGroup: options.conformalByGroup,
    folds: options.folds,
    groups,
    impurityImportance: options.impurityImportance,
    partialDependence: options.partialDependence,
    seed: seedOf(options, 2),
  };
  const naiveNames = [...covariates, name];
  const naiveOptions: RandomForestOptions = {
    ...topOptions,
    ...own(naiveNames),
    features: naiveNames,
    variablesPerSplit: atMost(options.variablesPerSplit, naiveNames.length),
    impurityImportance: false,
    partialDependence: [],
  };
  const naive = prepareForest(read.table, naiveOptions, where);
  return {
    rows: table.rows,
    kept,
    bottom: { problem: bottom, options: bottomOptions },
    naive: { problem: naive, options: naiveOptions },
    covariates: known,
    topOptions,
    warnings: [...warnings, ...naive.warnings],
  };
}

/** What every layer takes over as it is. */
function forestOptions(options: HierarchicalForestOptions) {
  const { trees, variablesPerSplit, minLeaf, minNode, maxDepth, sampleShare, replace, splits } = options;
  const { weights, threads, level, permutations } = options;
  return {
    ...{ trees, variablesPerSplit, minLeaf, minNode, maxDepth, sampleShare, replace, splits },
    ...{ weights, threads, level, permutations },
  };
}

/** The names of the covariates, after every check that names alone allow. */
function checkedNames(table: Table, options: HierarchicalForestOptions): string[] {
  const { outcome, protected: name, proxies, weights, groups, ordered = {}, categories = [] } = options;
  columnOf(table, outcome, { where, field: "outcome" });
  columnOf(table, name, { where, field: "protected" });
  if (name === outcome) throw refuse(`'protected' and 'outcome' are both column '${name}'`);
  if (proxies.length === 0)
    throw refuse(`'proxies' is empty; name at least one column that '${name}' can be estimated from`);
  const covariates =
    options.covariates ??
    table.columnNames.filter((each) => ![outcome, name, weights, groups, ...proxies].includes(each));
  for (const [field, names] of Object.entries({ proxies, covariates })) {
    for (const each of names) columnOf(table, each, { where, field });
    const twice = names.find((each, index) => names.indexOf(each) < index);
    if (twice !== undefined) throw refuse(`'${field}' names column '${twice}' twice`);
    if (names.includes(outcome))
      throw refuse(`'${field}' holds the outcome '${outcome}', which cannot explain itself`);
    if (weights !== undefined && names.includes(weights))
      throw refuse(`column '${weights}' is both in '${field}' and the weights`);
  }
  if (proxies.includes(name))
    throw refuse(`'proxies' holds the protected class '${name}', which cannot estimate itself`);
  if (covariates.includes(name))
    throw refuse(`'covariates' holds the protected class '${name}', which must never be a covariate`);
  const used = [...proxies, ...covariates, name];
  for (const [field, names] of [
    ["ordered", Object.keys(ordered)],
    ["categories", categories],
  ] as const) {
    const stranger = names.find((each) => !used.includes(each));
    if (stranger === undefined) continue;
    throw refuse(
      `'${field}' names column '${stranger}', which is neither a proxy nor a covariate${didYouMean(stranger, used)}`,
    );
  }
  return [...covariates];
}

/** The rows with an outcome, a class and a weight. */
function completeRows(
  whole: Table,
  { outcome, protected: name, weights, missing = "error" }: HierarchicalForestOptions,
): { table: Table; kept: Int32Array | null; warnings: ResultWarning[] } {
  const needed = [outcome, name, ...(weights === undefined ? [] : [weights])];
  const lacks = needed.map((each) => isMissingIn(columnOf(whole, each, { where, field: "outcome" })));
  const lackOf = (row: number) => lacks.findIndex((isMissing) => isMissing(row));
  const rows = Array.from({ length: whole.rows }, (_, row) => row);
  const kept = rows.filter((row) => lackOf(row) < 0);
  if (kept.length === whole.rows) return { table: whole, kept: null, warnings: [] };
  const empty = needed.find((_, index) => rows.every((row) => lacks[index]!(row)));
  if (empty !== undefined) {
    const field = empty === outcome ? "outcome" : empty === name ? "protected" : "weights";
    throw refuse(`'${field}' names column '${empty}', which is missing in every row`);
  }
  const first = rows.find((row) => lackOf(row) >= 0)!;
  const others = whole.rows - kept.length - 1;
  const what = `column '${needed[lackOf(first)]}' is missing in row ${first + 1}${others > 0 ? `, and ${others} more ${others === 1 ? "row lacks" : "rows lack"} the outcome, the protected class or the weight` : ""}`;
  if (missing === "error") throw refuse(`${what}; give missing: "drop" to leave such rows out`);
  if (kept.length < 2)
    throw refuse(`a forest needs at least 2 rows, and ${kept.length} of ${whole.rows} is complete`);
  return {
    table: takeRows(whole, kept),
    kept: Int32Array.from(kept),
    warnings: [
      {
        code: "missing-dropped",
        message: `${whole.rows - kept.length} of ${whole.rows} rows were left out: ${what}.`,
      },
    ],
  };
}

export const isMissingIn = (column: Column): ((row: number) => boolean) =>
  column.kind === "text" ? (row) => column.codes[row]! < 0 : (row) => Number.isNaN(column.values[row]);

/** Whether a protected column is taken as classes: text, two numbers, or listed in `categories`. */
function isClassColumn(
  table: Table,
  { protected: name, categories = [] }: Pick<HierarchicalForestOptions, "protected" | "categories">,
  from: string,
): boolean {
  const column = columnOf(table, name, { where: from, field: "protected" });
  if (column.kind === "text" || categories.includes(name)) return true;
  const values = numbers(table, name, { where: from, field: "protected" });
  return new Set(values.filter((value) => !Number.isNaN(value))).size <= 2;
}

/** Refuses a protected column that has nothing to estimate; says whether it is of classes. */
export function checkProtected(
  table: Table,
  { protected: name, categories = [] }: Pick<HierarchicalForestOptions, "protected" | "categories">,
  from = where,
): boolean {
  const refuse = (text: string) => new InputError(`${from}: ${text}`);
  const isClass = isClassColumn(table, { protected: name, categories }, from);
  const column = columnOf(table, name, { where: from, field: "protected" });
  const seen = new Set<number>(column.kind === "text" ? column.codes : column.values);
  if (seen.size < 2) {
    const only = column.kind === "text" ? `'${column.levels[column.codes[0]!]}'` : `${[...seen][0]}`;
    throw refuse(
      `the protected class '${name}' is ${only} in every row, so there is nothing to estimate; it needs at least two classes`,
    );
  }
  if (isClass && seen.size > 100) {
    throw refuse(
      `the protected class '${name}' has ${seen.size} classes; a forest takes up to 100, so group them first`,
    );
  }
  return isClass;
}

function checkReference(target: Target, reference: string | undefined, isClass: boolean, name: string): void {
  if (reference === undefined) return;
  if (!isClass || target.kind !== "classes")
    throw refuse(`'reference' names a class, but the protected column '${name}' is a number`);
  if (!target.levels.includes(reference)) {
    throw refuse(
      `'reference' is '${reference}', which '${name}' does not hold${didYouMean(reference, target.levels)}`,
    );
  }
}

/** How some columns are to be read. */
function columnKinds(
  { ordered = {}, categories = [] }: HierarchicalForestOptions,
  names: readonly string[],
): Pick<RandomForestOptions, "ordered" | "categories"> {
  return {
    ordered: Object.fromEntries(Object.entries(ordered).filter(([each]) => names.includes(each))),
    categories: categories.filter((each) => names.includes(each)),
  };
}

/** A number of variables that one layer may not have as many columns for. */
function atMost(
  variables: HierarchicalForestOptions["variablesPerSplit"],
  columns: number,
): HierarchicalForestOptions["variablesPerSplit"] {
  return typeof variables === "number" && variables >= 1 ? Math.min(variables, columns) : variables;
}

/** A seed of its own for each layer. */
export function seedOf({ seed = 1 }: { seed?: number }, layer: number): number {
  const [high, low] = foldIn(randomKey(seed), layer);
  return (high! & 0x1fffff) * 2 ** 32 + (low! >>> 0);
}

import {
  InputError,
  type GlmConfig,
  type GlmFamily,
  type OptionsOf,
  type ResultWarning,
} from "../../contract/index.js";
import { sharedFloat64 } from "../../compute/fused/index.js";
import { buildDesign, columnsOf, evaluate, numbers, recipeColumns } from "../../data/design/index.js";
import type { Table } from "../../data/table.js";
import { readClusters } from "./clusters.js";
import { checkOutcome, readOutcome } from "./outcome.js";
import type { LinearProblem } from "./problem.js";

export type LinearOptions = OptionsOf<GlmConfig>;

/**
 * Reads and checks everything a fit needs of a table.
 * @throws InputError with one sentence on the first thing wrong.
 */
export function prepare(table: Table, options: LinearOptions, where: "ols" | "glm"): LinearProblem {
  const { outcome, terms, intercept = true, weights, exposure, offset, cluster, missing = "error" } = options;
  const family: GlmFamily = where === "ols" ? "gaussian" : (options.family ?? "gaussian");
  const errors = options.errors ?? "classical";
  if (table.rows === 0) throw new InputError(`${where}: the table is empty`);
  if (table.rows === 1)
    throw new InputError(`${where}: the table has one row, and a model needs at least two`);
  if (exposure !== undefined && family !== "poisson" && family !== "negative-binomial") {
    throw new InputError(
      `${where}: 'exposure' is for counts, and the family is '${family}'; an 'offset' works with every family`,
    );
  }
  if (errors === "cluster" && cluster === undefined) {
    throw new InputError(
      `${where}: 'errors' is 'cluster', which needs 'cluster' to name the column of clusters`,
    );
  }
  if (errors !== "cluster" && cluster !== undefined) {
    throw new InputError(
      `${where}: 'cluster' is given, but 'errors' is '${errors}'; set 'errors' to 'cluster' to use it`,
    );
  }

  const read = readOutcome(table, outcome, family, where);
  const weightValues = weights === undefined ? null : numbers(table, weights, { where, field: "weights" });
  const exposureValues =
    exposure === undefined ? null : numbers(table, exposure, { where, field: "exposure" });
  const offsetColumns = offset === undefined ? [] : columnsOf(offset, { where, field: "offset", table });
  const numeric = [read.values];
  for (const values of [weightValues, exposureValues]) if (values) numeric.push(values);
  for (const name of offsetColumns) numeric.push(numbers(table, name, { where, field: "offset" }));
  if (offsetColumns.includes(outcome)) {
    throw new InputError(`${where}: 'offset' holds the outcome '${outcome}', which cannot explain itself`);
  }
  const clusters = cluster === undefined ? null : readClusters(table, cluster, where);

  let skip: Uint8Array | null = null;
  for (const values of numeric) {
    for (let row = 0; row < values.length; row++) {
      if (Number.isNaN(values[row])) (skip ??= new Uint8Array(table.rows))[row] = 1;
    }
  }
  for (let row = 0; clusters && row < table.rows; row++) {
    if (clusters[row]! < 0) (skip ??= new Uint8Array(table.rows))[row] = 1;
  }
  const offsetValues =
    offset === undefined ? null : evaluate(table, offset, { where, field: "offset", skip });
  const others = [outcome, weights, exposure, cluster, ...offsetColumns].filter(
    (name): name is string => name !== undefined,
  );
  const design = buildDesign(table, { terms, intercept, exclude: others, skip, where });
  const used = recipeColumns(design.recipe);
  if (used.includes(outcome)) {
    throw new InputError(`${where}: 'terms' holds the outcome '${outcome}', which cannot explain itself`);
  }

  const warnings: ResultWarning[] = [];
  let kept: Int32Array | null = null;
  if (design.missing) {
    const counts = countMissing(table, [...new Set([...others, ...used])]);
    if (missing === "error") {
      throw new InputError(`${where}: ${counts}; give missing: "drop" to leave those rows out`);
    }
    kept = Int32Array.from(rowsWithout(design.missing));
    const dropped = table.rows - kept.length;
    warnings.push({
      code: "missing-dropped",
      message: `${dropped} of ${table.rows} rows were left out: ${counts}.`,
    });
  }
  const rows = kept ? kept.length : table.rows;
  if (rows === 1) {
    throw new InputError(
      `${where}: one row of ${table.rows} is left without missing values, and a model needs at least two`,
    );
  }
  const rowOf = (index: number) => (kept ? kept[index]! : index);
  const pick = (values: Float64Array) => (kept ? Float64Array.from(kept, (row) => values[row]!) : values);

  const response = pick(read.values);
  checkOutcome(response, { name: outcome, family, weighted: weights !== undefined, where, rowOf });
  const positive = (values: Float64Array | null, field: string, name?: string) => {
    const index = values ? values.findIndex((value) => !(value > 0)) : -1;
    if (index >= 0) {
      throw new InputError(
        `${where}: '${field}' must be above 0, but '${name}' is ${values![index]} in row ${rowOf(index) + 1}`,
      );
    }
  };
  const usedWeights = weightValues && pick(weightValues);
  positive(usedWeights, "weights", weights);
  if (family === "binomial" && usedWeights) {
    const index = response.findIndex((y, i) => {
      const successes = y * usedWeights[i]!;
      return Math.abs(successes - Math.round(successes)) > 1e-3;
    });
    if (index >= 0) {
      warnings.push({
        code: "fractional-successes",
        message:
          `'${outcome}' × '${weights}' counts successes, but is ${Number((response[index]! * usedWeights[index]!).toPrecision(6))} ` +
          `in row ${rowOf(index) + 1}: are the weights numbers of trials? If not, the standard errors mean little.`,
      });
    }
  }
  const usedExposure = exposureValues && pick(exposureValues);
  positive(usedExposure, "exposure", exposure);

  return {
    where,
    family,
    rows,
    kept,
    columns: design.columns,
    names: design.names,
    design: kept ? compact(design.values, design.columns, kept) : design.values,
    intercept: design.recipe.intercept,
    recipe: design.recipe,
    outcome,
    response,
    outcomeLevels: read.levels,
    offset: addLogs(offsetValues && pick(offsetValues), usedExposure),
    offsetExpression: offset ?? null,
    exposureColumn: exposure ?? null,
    weights: usedWeights,
    errors,
    ...renumber(clusters, kept, cluster, where),
    warnings,
  };
}

function countMissing(table: Table, names: readonly string[]): string {
  const counts = names.flatMap((name) => {
    const column = table.column(name)!;
    let count = 0;
    let first = -1;
    for (let row = 0; row < table.rows; row++) {
      if (column.kind === "text" ? column.codes[row]! < 0 : Number.isNaN(column.values[row])) {
        if (count++ === 0) first = row;
      }
    }
    return count === 0 ? [] : [{ name, count, first }];
  });
  const [only] = counts;
  if (counts.length === 1) {
    const values = only!.count === 1 ? "1 missing value" : `${only!.count} missing values`;
    return `column '${only!.name}' has ${values} (first in row ${only!.first + 1})`;
  }
  return `columns ${counts.map(({ name, count }) => `'${name}' (${count})`).join(", ")} have missing values`;
}

function* rowsWithout(missing: Uint8Array): Generator<number> {
  for (let row = 0; row < missing.length; row++) if (!missing[row]) yield row;
}

function compact(values: Float64Array, columns: number, kept: Int32Array): Float64Array {
  const out = sharedFloat64(kept.length * columns);
  kept.forEach((row, i) => out.set(values.subarray(row * columns, (row + 1) * columns), i * columns));
  return out;
}

function addLogs(offset: Float64Array | null, exposure: Float64Array | null): Float64Array | null {
  if (!exposure) return offset;
  return exposure.map((value, i) => Math.log(value) + (offset?.[i] ?? 0));
}

/** Clusters of the rows used, numbered without gaps. */
function renumber(
  clusters: Int32Array | null,
  kept: Int32Array | null,
  name: string | undefined,
  where: string,
): Pick<LinearProblem, "clusters" | "clusterCount"> {
  if (!clusters) return { clusters: null, clusterCount: 0 };
  const numbersOf = new Map<number, number>();
  const take = (code: number) => {
    let number = numbersOf.get(code);
    if (number === undefined) numbersOf.set(code, (number = numbersOf.size));
    return number;
  };
  const used = kept ? Int32Array.from(kept, (row) => take(clusters[row]!)) : clusters.map(take);
  if (numbersOf.size < 2) {
    throw new InputError(
      `${where}: 'cluster' needs at least two clusters, but '${name}' has one value in every row`,
    );
  }
  return { clusters: used, clusterCount: numbersOf.size };
}

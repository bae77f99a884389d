import { columnOf, datesRefused, numbers } from "../../data/design/numbers.js";
import type { Column, Table } from "../../data/table.js";
import { InputError } from "../../contract/index.js";

/** What a cohort's training rows say of the features: plain data, applied as it is to every later row. */
export interface Pipeline {
  columns: PipelineColumn[];
}

export type PipelineColumn =
  | {
      kind: "number";
      name: string;
      /** What stands for a missing value. */
      fill: number;
      centre: number;
      /** What a value is divided by. */
      scale: number;
    }
  | {
      kind: "text";
      name: string;
      /** Levels with a column of their own, null being the missing value; others, unseen in training, are 0 in all. */
      levels: (string | null)[];
      /** What each level's 0 or 1 is divided by. */
      scales: number[];
    };

export interface PipelineOptions {
  impute?: "median" | "mean" | "none";
  scale?: boolean;
  /** Whether the first level of a text column has no column of its own, as a model without a penalty needs it. */
  dropFirst?: boolean;
  where: string;
}

/** Rows of numbers of which most may be 0: row i holds places start[i] to start[i + 1] of `index` and `value`. */
export interface SparseRows {
  rows: number;
  columns: number;
  start: Int32Array;
  index: Int32Array;
  value: Float64Array;
}

/**
 * Learns from training rows how to fill in missing values, encode text and scale: the mean or median of numbers, the
 * levels of text, standard deviations (of the population, as scikit-learn's `StandardScaler` takes them). A column that does
 * not vary in these rows is left out.
 * @throws InputError as `featureColumn`.
 */
export function fitPipeline(
  table: Table,
  features: readonly string[],
  { impute = "median", scale = true, dropFirst = false, where }: PipelineOptions,
): Pipeline {
  const columns = features.flatMap((name): PipelineColumn[] => {
    const column = featureColumn(table, name, where);
    return column.kind === "text"
      ? textColumn(name, column, { scale, dropFirst })
      : numberColumn(name, column.values, { impute, scale });
  });
  return { columns };
}

/**
 * A feature: numbers or text.
 * @throws InputError when it is absent, holds dates or an infinite number.
 */
export function featureColumn(table: Table, name: string, where: string): Exclude<Column, { kind: "date" }> {
  const place = { where, field: "features" };
  const column = columnOf(table, name, place);
  if (column.kind === "date") throw datesRefused(name, place);
  if (column.kind === "number") numbers(table, name, place);
  return column;
}

function numberColumn(
  name: string,
  values: Float64Array,
  { impute, scale }: { impute: "median" | "mean" | "none"; scale: boolean },
): PipelineColumn[] {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return [];
  const fill = impute === "mean" ? mean(known) : median(known);
  const filled =
    known.length === values.length ? values : values.map((value) => (Number.isNaN(value) ? fill : value));
  if (filled.every((value) => value === filled[0])) return [];
  const centre = scale ? mean(filled) : 0;
  const spread = scale ? Math.sqrt(mean(filled.map((value) => (value - centre) ** 2))) : 1;
  return [{ kind: "number", name, fill, centre, scale: spread }];
}

function textColumn(
  name: string,
  { codes, levels }: { codes: Int32Array; levels: string[] },
  { scale, dropFirst }: { scale: boolean; dropFirst: boolean },
): PipelineColumn[] {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(Math.max(-1, code), (counts.get(Math.max(-1, code)) ?? 0) + 1);
  if (counts.size < 2) return [];
  // Levels are in ascending order already; the missing value comes last.
  const seen = [...counts.keys()].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b)).slice(dropFirst ? 1 : 0);
  const spread = (code: number) => {
    const share = counts.get(code)! / codes.length;
    return scale ? Math.sqrt(share * (1 - share)) : 1;
  };
  return [
    {
      kind: "text",
      name,
      levels: seen.map((code) => (code < 0 ? null : levels[code]!)),
      scales: seen.map(spread),
    },
  ];
}

/** Width of what a pipeline makes, and the names of its columns: `priors`, `sex[F]`. */
export function pipelineTerms({ columns }: Pipeline): string[] {
  return columns.flatMap((column) =>
    column.kind === "number"
      ? [column.name]
      : column.levels.map((level) => `${column.name}[${level ?? "missing"}]`),
  );
}

/** A table's rows as a pipeline makes them, whatever rows it was fitted to. */
export function applyPipeline(pipeline: Pipeline, table: Table, where: string): SparseRows {
  const start = new Int32Array(table.rows + 1);
  const width = pipeline.columns.length;
  const index = new Int32Array(table.rows * width);
  const value = new Float64Array(table.rows * width);
  let first = 0;
  const parts = pipeline.columns.map((recipe) => {
    const from = first;
    first += recipe.kind === "number" ? 1 : recipe.levels.length;
    return entryOf(recipe, featureColumn(table, recipe.name, where), from, where);
  });
  let next = 0;
  for (let row = 0; row < table.rows; row++) {
    for (const part of parts) {
      const place = part.place(row);
      if (place < 0) continue;
      index[next] = place;
      value[next++] = part.value(row);
    }
    start[row + 1] = next;
  }
  return {
    rows: table.rows,
    columns: first,
    start,
    index: index.subarray(0, next),
    value: value.subarray(0, next),
  };
}

/** Where a row's value of one feature goes, −1 for nowhere, and what it becomes. */
function entryOf(
  recipe: PipelineColumn,
  column: ReturnType<typeof featureColumn>,
  from: number,
  where: string,
): { place(row: number): number; value(row: number): number } {
  if (recipe.kind === "number") {
    if (column.kind === "text") throw wrongKind(recipe.name, "numbers", "text", where);
    const { values } = column;
    const { fill, centre, scale } = recipe;
    return {
      place: () => from,
      value: (row) => ((Number.isNaN(values[row]) ? fill : values[row]!) - centre) / scale,
    };
  }
  // A column with nothing in it has no kind of its own.
  const isEmpty = column.kind === "number" && column.values.every(Number.isNaN);
  if (column.kind !== "text" && !isEmpty) throw wrongKind(recipe.name, "text", "numbers", where);
  const { codes, levels } = column.kind === "text" ? column : emptyText(column.values.length);
  const placeOf = new Map(recipe.levels.map((level, index) => [level, index]));
  const missing = placeOf.get(null) ?? -1;
  const byCode = Int32Array.from(levels, (level) => placeOf.get(level) ?? -1);
  const place = (row: number) => (codes[row]! < 0 ? missing : byCode[codes[row]!]!);
  return {
    place: (row) => (place(row) < 0 ? -1 : from + place(row)),
    value: (row) => 1 / recipe.scales[place(row)]!,
  };
}

const emptyText = (rows: number) => ({ codes: new Int32Array(rows).fill(-1), levels: [] as string[] });

function wrongKind(name: string, expected: string, found: string, where: string): InputError {
  return new InputError(
    `${where}: column '${name}' held ${expected} when the model was trained, but holds ${found} now`,
  );
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

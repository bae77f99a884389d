import { InputError } from "../../contract/index.js";
import { columnOf } from "../../data/design/numbers.js";
import type { Table } from "../../data/table.js";

/** How a column is read, as plain JSON: with it new rows are read the same way. */
export type FeatureRecipe =
  /** Numbers, booleans as 0 and 1, dates as milliseconds. */
  | { name: string; kind: "number" }
  /** Text whose levels have an order: taken as 0, 1, 2, … */
  | { name: string; kind: "ordered"; levels: string[] }
  /** Text, or numbers that stand for kinds. */
  | { name: string; kind: "category"; levels: string[] };

export type FeatureColumn =
  /** NaN is a missing value. */
  | { kind: "number"; values: Float64Array }
  /** −1 is a missing value. */
  | { kind: "category"; codes: Int32Array; levels: readonly string[] };

/** Columns a forest splits on. Missing values are kept: the splits deal with them. */
export interface Features {
  rows: number;
  recipe: FeatureRecipe[];
  columns: FeatureColumn[];
}

export interface FeatureOptions {
  /** Function that messages begin with. */
  where: string;
  /** Field of the options that names the columns. Default `features`. */
  field?: string;
  /** Text columns with ordered levels, lowest first. */
  ordered?: Readonly<Record<string, readonly string[]>>;
  /** Columns of numbers that stand for kinds. */
  categories?: readonly string[];
}

/** Levels of a category at most. */
const MAX_LEVELS = 10_000;

/**
 * Reads columns for trees: numbers and dates by size, text as unordered categories unless `ordered` lists its levels.
 * @throws InputError when the table lacks a column, or a column is missing in every row, holds an infinite number,
 *   more than 10,000 levels, or a text that `ordered` does not list.
 */
export function featureMatrix(table: Table, columns: readonly string[], options: FeatureOptions): Features {
  const { where, field = "features", ordered = {}, categories = [] } = options;
  const recipe = columns.map((name): FeatureRecipe => {
    const column = columnOf(table, name, { where, field });
    const given = ordered[name];
    if (given) return { name, kind: "ordered", levels: [...given] };
    if (column.kind === "text" || categories.includes(name)) {
      const levels = levelsOf(table, name, { where, field });
      if (levels.length > MAX_LEVELS) {
        throw new InputError(
          `${where}: '${field}' names column '${name}', which has ${levels.length} different texts; a category has at most ${MAX_LEVELS}, so group them first`,
        );
      }
      return { name, kind: "category", levels };
    }
    return { name, kind: "number" };
  });
  const features = applyFeatures(recipe, table, { where, field });
  for (const [j, column] of features.columns.entries()) {
    const missing =
      column.kind === "number"
        ? column.values.every((value) => Number.isNaN(value))
        : column.codes.every((code) => code < 0);
    if (missing) {
      throw new InputError(
        `${where}: '${field}' names column '${recipe[j]!.name}', which is missing in every row`,
      );
    }
  }
  return features;
}

export interface ApplyOptions {
  /** Function that messages begin with. */
  where: string;
  field?: string;
  /**
   * What a level that training did not see becomes: refused, or a missing value.
   * @default "error"
   */
  unseen?: "error" | "missing";
}

/**
 * Reads the columns of a recipe from another table.
 * @throws InputError when a column is not there or of another kind, or holds a level that the recipe does not know.
 */
export function applyFeatures(
  recipe: readonly FeatureRecipe[],
  table: Table,
  { where, field = "features", unseen = "error" }: ApplyOptions,
): Features {
  const columns = recipe.map((each): FeatureColumn => {
    const column = columnOf(table, each.name, { where, field });
    if (each.kind === "number") {
      if (column.kind === "text") {
        const row = column.codes.findIndex((code) => code >= 0);
        if (row < 0) return { kind: "number", values: new Float64Array(table.rows).fill(NaN) };
        throw new InputError(
          `${where}: '${field}' needs numbers in column '${each.name}', but it holds text, for example '${column.levels[column.codes[row]!]!.slice(0, 40)}' in row ${row + 1}`,
        );
      }
      const infinite = column.values.findIndex((value) => Math.abs(value) === Infinity);
      if (infinite >= 0) {
        throw new InputError(
          `${where}: '${field}' needs finite numbers, but column '${each.name}' holds ${column.values[infinite]} in row ${infinite + 1}`,
        );
      }
      return { kind: "number", values: column.values };
    }
    const place = new Map(each.levels.map((level, index) => [level, index]));
    const codes = new Int32Array(table.rows);
    const refuse = (level: string, row: number) => {
      const some = each.levels.slice(0, 6).map((known) => `'${known}'`);
      return new InputError(
        `${where}: column '${each.name}' holds '${level.slice(0, 40)}' in row ${row + 1}, which is not among the levels the model knows (${some.join(", ")}${each.levels.length > 6 ? ", …" : ""})`,
      );
    };
    const codeOf = (level: string, row: number) => {
      const code = place.get(level);
      if (code === undefined && unseen === "error") throw refuse(level, row);
      return code ?? -1;
    };
    if (column.kind === "text") {
      const map = new Map<number, number>();
      for (let row = 0; row < table.rows; row++) {
        const from = column.codes[row]!;
        if (from < 0) codes[row] = -1;
        else {
          if (!map.has(from)) map.set(from, codeOf(column.levels[from]!, row));
          codes[row] = map.get(from)!;
        }
      }
    } else {
      for (let row = 0; row < table.rows; row++) {
        const value = column.values[row]!;
        codes[row] = Number.isNaN(value) ? -1 : codeOf(String(value), row);
      }
    }
    if (each.kind === "category") return { kind: "category", codes, levels: each.levels };
    return { kind: "number", values: Float64Array.from(codes, (code) => (code < 0 ? NaN : code)) };
  });
  return { rows: table.rows, recipe: [...recipe], columns };
}

/** Rows of features, in the order given. */
export function pickRows(features: Features, rows: ArrayLike<number>): Features {
  return {
    rows: rows.length,
    recipe: features.recipe,
    columns: features.columns.map((column) =>
      column.kind === "number"
        ? { kind: "number", values: Float64Array.from(rows, (row) => column.values[row]!) }
        : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) },
    ),
  };
}

/** Levels that occur: text in the order of code units, numbers by size. */
function levelsOf(table: Table, name: string, place: { where: string; field: string }): string[] {
  const column = columnOf(table, name, place);
  if (column.kind === "text") {
    const seen = new Uint8Array(column.levels.length);
    for (const code of column.codes) if (code >= 0) seen[code] = 1;
    return column.levels.filter((_, code) => seen[code]);
  }
  const seen = new Set(column.values);
  return [...seen]
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
    .map(String);
}

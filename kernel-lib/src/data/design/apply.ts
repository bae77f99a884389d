import { InputError } from "../../contract/index.js";
import type { Table } from "../table.js";
import { checkRecipe } from "./check-recipe.js";
import { type DesignColumn, layOut, type Span } from "./columns.js";
import { evaluate } from "./evaluate.js";
import { expressionColumns } from "./expand.js";
import { columnOf } from "./numbers.js";
import { parseExpression, type Place } from "./parse.js";
import { evaluatePolynomial } from "./polynomial.js";
import type { DesignRecipe, FactorRecipe } from "./recipe.js";
import { bSplineBasis, naturalSplineBasis } from "./spline.js";

/** A design matrix and what it took to make it. */
export interface Design {
  rows: number;
  columns: number;
  /** Column names as patsy writes them: `Intercept`, `x`, `Eth[T.N]`, `Eth[T.N]:x`, `log(x)`, `bs(x, 4)[0]`. */
  names: string[];
  /** Row-major, rows × columns, on a SharedArrayBuffer. Rows with a missing value are NaN throughout. */
  values: Float64Array;
  /** 1 where a column the terms use is missing; null when none is anywhere. */
  missing: Uint8Array | null;
  recipe: DesignRecipe;
  /** Which columns belong to which term, in order. */
  spans: Span[];
}

/**
 * The design that a recipe makes of new rows; of the rows it was built from it makes the same, bit for bit.
 * Values outside the range of the fit are taken without a word: `bs` goes on there as a polynomial and may run far
 * from all data, `ns` as a straight line.
 * @throws InputError when a column is absent, of another type, holds a category that the fit did not see
 *   (naming it and its row), or a value outside the domain of a function; or when the recipe is none.
 */
export function applyDesign(
  recipe: DesignRecipe,
  table: Table,
  { where, field = "terms" }: { where: string; field?: string },
): Design {
  checkRecipe(recipe, where);
  const missing = missingRows(recipeColumns(recipe), table, { where, field });
  return fill(recipe, table, missing, { where, field });
}

/** Columns of the table that a recipe uses, each once. */
export function recipeColumns(recipe: DesignRecipe): string[] {
  const names = new Set<string>();
  for (const factor of recipe.factors) {
    if (factor.kind === "category") names.add(factor.column);
    else for (const name of expressionColumns(readRecipe(factor))) names.add(name);
  }
  return [...names];
}

/** 1 for each row where one of the columns is missing, or null when none is. */
export function missingRows(
  names: Iterable<string>,
  table: Table,
  place: Place,
  skip: Uint8Array | null = null,
): Uint8Array | null {
  let mask = skip ? skip.slice() : null;
  for (const name of names) {
    const column = columnOf(table, name, place);
    for (let row = 0; row < table.rows; row++) {
      if (column.kind === "text" ? column.codes[row]! < 0 : Number.isNaN(column.values[row])) {
        (mask ??= new Uint8Array(table.rows))[row] = 1;
      }
    }
  }
  return mask?.includes(1) ? mask : null;
}

/** Values of one factor: its numeric columns, or the level of each row. */
export type FactorValues =
  { kind: "numeric"; parts: Float64Array[] } | { kind: "category"; codes: ArrayLike<number> };

/** Makes the design of rows whose missing ones are already known. */
export function fill(recipe: DesignRecipe, table: Table, missing: Uint8Array | null, place: Place): Design {
  const { columns, spans } = layOut(recipe);
  const factors = recipe.factors.map((factor) => factorValues(factor, table, missing, place));
  const values = allocate(table.rows, columns.length, place);
  write(values, columns, factors, table.rows);
  if (missing) {
    for (let row = 0; row < table.rows; row++) {
      if (missing[row]) values.fill(NaN, row * columns.length, (row + 1) * columns.length);
    }
  }
  const names = columns.map(({ name }) => name);
  return { rows: table.rows, columns: columns.length, names, values, missing, recipe, spans };
}

function allocate(rows: number, columns: number, { where, field }: Place): Float64Array {
  try {
    return new Float64Array(new SharedArrayBuffer(rows * columns * 8));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const gigabytes = ((rows * columns * 8) / 2 ** 30).toFixed(1);
    throw new InputError(
      `${where}: '${field}' makes a design of ${rows} rows and ${columns} columns, and its ${gigabytes} GiB do not fit in memory`,
    );
  }
}

// Blocks of rows small enough that a block of the design stays in the cache while its columns are written.
const blockBytes = 2 ** 17;

function write(
  values: Float64Array,
  columns: readonly DesignColumn[],
  factors: readonly FactorValues[],
  rows: number,
) {
  const width = columns.length;
  const block = Math.max(16, Math.floor(blockBytes / 8 / Math.max(1, width)));
  for (let start = 0; start < rows; start += block) {
    const end = Math.min(rows, start + block);
    columns.forEach(({ pieces }, column) => {
      pieces.forEach(({ factor, part }, index) => {
        const source = factors[factor]!;
        if (index > 0) multiply(values, source, part, start, end, column, width);
        else if (source.kind === "numeric") copy(values, source.parts[part]!, start, end, column, width);
        else indicate(values, source.codes, part, start, end, column, width);
      });
      if (pieces.length === 0) for (let row = start; row < end; row++) values[row * width + column] = 1;
    });
  }
}

function copy(
  values: Float64Array,
  from: Float64Array,
  start: number,
  end: number,
  column: number,
  width: number,
) {
  for (let row = start, at = start * width + column; row < end; row++, at += width) values[at] = from[row]!;
}

function indicate(
  values: Float64Array,
  codes: ArrayLike<number>,
  level: number,
  start: number,
  end: number,
  column: number,
  width: number,
) {
  for (let row = start, at = start * width + column; row < end; row++, at += width) {
    values[at] = codes[row] === level ? 1 : 0;
  }
}

function multiply(
  values: Float64Array,
  source: FactorValues,
  part: number,
  start: number,
  end: number,
  column: number,
  width: number,
) {
  for (let row = start, at = start * width + column; row < end; row++, at += width) {
    if (source.kind === "numeric") values[at]! *= source.parts[part]![row]!;
    else if (source.codes[row] !== part) values[at] = 0;
  }
}

function factorValues(
  factor: FactorRecipe,
  table: Table,
  missing: Uint8Array | null,
  place: Place,
): FactorValues {
  if (factor.kind === "category")
    return { kind: "category", codes: levelCodes(factor, table, missing, place) };
  const x = evaluate(table, readRecipe(factor), { ...place, skip: missing });
  switch (factor.kind) {
    case "expression":
      return { kind: "numeric", parts: [x] };
    case "poly":
      return { kind: "numeric", parts: evaluatePolynomial(x, factor) };
    case "spline":
      return {
        kind: "numeric",
        parts: factor.basis === "bs" ? bSplineBasis(x, factor) : naturalSplineBasis(x, factor),
      };
  }
}

function levelCodes(
  factor: FactorRecipe & { kind: "category" },
  table: Table,
  missing: Uint8Array | null,
  place: Place,
): ArrayLike<number> {
  const column = columnOf(table, factor.column, place);
  const codeOf = new Map(factor.levels.map((level, code) => [level, code]));
  const refuse = (row: number, level: string) =>
    new InputError(
      `${place.where}: column '${factor.column}' holds ${level} in row ${row + 1}, a level that the fit did not see`,
    );
  if (column.kind === "text") {
    const renumber = column.levels.map((level) => codeOf.get(level) ?? -1);
    const same = renumber.every((code, index) => code === index);
    if (same) return column.codes;
    return column.codes.map((code, row) => {
      if (code < 0) return -1;
      if (renumber[code]! < 0 && !missing?.[row]) throw refuse(row, `'${column.levels[code]!}'`);
      return renumber[code]!;
    });
  }
  const codeOfNumber = new Map(factor.levels.map((level, code) => [Number(level), code]));
  const codes = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const value = column.values[row]!;
    const code = Number.isNaN(value) ? -1 : (codeOfNumber.get(value) ?? -1);
    if (code < 0 && !missing?.[row]) throw refuse(row, String(value));
    codes[row] = code;
  }
  return codes;
}

const readRecipe = (factor: Exclude<FactorRecipe, { kind: "category" }>) =>
  parseExpression(factor.expression, { where: "design", field: "recipe" });

import { InputError } from "../../contract/index.js";
import { quantiles } from "../quantiles.js";
import type { Table, TextColumn } from "../table.js";
import { evaluate } from "./evaluate.js";
import { columnOf, datesRefused, findText, isNumberText } from "./numbers.js";
import type { Place } from "./parse.js";
import { fitPolynomial } from "./polynomial.js";
import { factorLabel, printExpression, printName } from "./print.js";
import type { FactorRecipe } from "./recipe.js";
import type { Expression, Factor } from "./syntax.js";

/**
 * Takes from the data what a factor needs: a category its levels, polynomials and splines their coefficients and
 * knots. Rows that are missing have no say.
 */
export function fitFactor(
  factor: Factor,
  table: Table,
  missing: Uint8Array | null,
  place: Place,
): FactorRecipe {
  const label = factorLabel(factor);
  switch (factor.kind) {
    case "category":
      return fitCategory(factor.column, factor.reference, label, table, missing, place);
    case "expression": {
      const { expression } = factor;
      const column = expression.kind === "column" ? columnOf(table, expression.name, place) : null;
      if (expression.kind === "column" && column?.kind === "text") {
        refuseNumberText(expression.name, column, missing, place);
        return fitCategory(expression.name, null, label, table, missing, place);
      }
      return { kind: "expression", label, expression: printExpression(expression) };
    }
    case "poly": {
      const { degree } = factor;
      const { x, distinct } = keptValues(factor.argument, table, missing, place);
      if (distinct <= degree) {
        throw refuse(place, label, `needs more than ${degree} different values, and there are ${distinct}`);
      }
      return {
        kind: "poly",
        label,
        expression: printExpression(factor.argument),
        ...fitPolynomial(x, degree),
      };
    }
    case "spline": {
      const { basis, degree } = factor;
      const { sorted } = keptValues(factor.argument, table, missing, place);
      const boundary: [number, number] = [sorted[0]!, sorted[sorted.length - 1]!];
      const knots = factor.knots
        ? [...factor.knots].sort((a, b) => a - b)
        : quantileKnots(sorted, factor.df - (basis === "bs" ? degree : 1));
      const limits = [boundary[0], ...knots, boundary[1]];
      if (limits.some((knot, index) => index > 0 && !(knot > limits[index - 1]!))) {
        throw refuse(
          place,
          label,
          factor.knots
            ? `needs knots that differ and lie between ${boundary[0]} and ${boundary[1]}, the least and greatest value`
            : `places its knots at quantiles, and several of them coincide (${limits.join(", ")}); ask for fewer columns or give knots`,
        );
      }
      return {
        kind: "spline",
        label,
        expression: printExpression(factor.argument),
        basis,
        degree,
        knots,
        boundary,
      };
    }
  }
}

function quantileKnots(sorted: Float64Array, count: number): number[] {
  return quantiles(
    sorted,
    Array.from({ length: count }, (_, index) => (index + 1) / (count + 1)),
  );
}

function keptValues(expression: Expression, table: Table, missing: Uint8Array | null, place: Place) {
  const all = evaluate(table, expression, { ...place, skip: missing });
  const x = missing ? all.filter((_, row) => !missing[row]) : all;
  const sorted = x.slice().sort();
  let distinct = sorted.length > 0 ? 1 : 0;
  for (let row = 1; row < sorted.length; row++) if (sorted[row] !== sorted[row - 1]) distinct++;
  return { x, sorted, distinct };
}

function fitCategory(
  name: string,
  reference: string | null,
  label: string,
  table: Table,
  missing: Uint8Array | null,
  place: Place,
): FactorRecipe {
  const levels = keptLevels(name, table, missing, place);
  if (levels.length === 1) {
    throw refuse(place, label, `holds the single level '${levels[0]}', so it says nothing about the outcome`);
  }
  const index = reference === null ? 0 : levels.indexOf(reference);
  if (index < 0) {
    const shown = levels.slice(0, 8).map((level) => `'${level}'`);
    const more = levels.length > 8 ? `, … (${levels.length} in all)` : "";
    throw refuse(
      place,
      label,
      `asks for the reference level '${reference}', but column '${name}' has ${shown.join(", ")}${more}`,
    );
  }
  return { kind: "category", label, column: name, levels, reference: index };
}

/** Text that is mostly numbers is a slip in the data far more often than categories, so that must be said by `C(…)`. */
function refuseNumberText(
  name: string,
  column: TextColumn,
  missing: Uint8Array | null,
  { where, field }: Place,
): void {
  const seen = seenLevels(column, missing);
  const others = seen.filter((level) => !isNumberText(level)).length;
  if (seen.length === 0 || others * 2 > seen.length) return;
  const { row, value } = findText(column, missing);
  const example = `'${value}' in row ${row + 1}`;
  const asCategories = `write C(${printName(name)}) to take it as categories`;
  throw new InputError(
    others === 0
      ? `${where}: '${field}' names column '${name}', which holds numbers as text, for example ${example}; ${asCategories}, or make numbers of it first`
      : `${where}: '${field}' names column '${name}', which holds numbers but for ${example}; mend it, name it in the 'missing' option of readTable if it stands for a missing value, or ${asCategories}`,
  );
}

/** Levels that occur in rows that count, in ascending order: numbers by size, text by code units. */
function keptLevels(name: string, table: Table, missing: Uint8Array | null, place: Place): string[] {
  const column = columnOf(table, name, place);
  if (column.kind === "date") throw datesRefused(name, place);
  if (column.kind === "text") return seenLevels(column, missing);
  const seen = new Set<number>();
  column.values.forEach((value, row) => {
    if (!Number.isNaN(value) && !missing?.[row]) seen.add(value);
  });
  return [...seen].sort((a, b) => a - b).map(String);
}

function seenLevels({ codes, levels }: TextColumn, missing: Uint8Array | null): string[] {
  const seen = new Uint8Array(levels.length);
  codes.forEach((code, row) => {
    if (code >= 0 && !missing?.[row]) seen[code] = 1;
  });
  return levels.filter((_, code) => seen[code]);
}

function refuse({ where, field }: Place, label: string, reason: string): InputError {
  return new InputError(`${where}: the term '${label}' in '${field}' ${reason}`);
}

import { InputError } from "../../contract/index.js";
import { partCount } from "./columns.js";
import { parseExpression } from "./parse.js";
import type { DesignRecipe, FactorRecipe } from "./recipe.js";

const maxColumns = 100_000;

/**
 * Checks the shape of a recipe, which may have come in a file from a stranger.
 * @throws InputError when it is not one that `buildDesign` makes.
 */
export function checkRecipe(recipe: unknown, where: string): asserts recipe is DesignRecipe {
  const { intercept, factors, terms } = (recipe ?? {}) as Partial<DesignRecipe>;
  const sound =
    typeof intercept === "boolean" &&
    Array.isArray(factors) &&
    factors.every((factor) => isFactor(factor, where)) &&
    Array.isArray(terms) &&
    terms.every((term) => isTerm(term, factors.length)) &&
    columnCount({ intercept, factors, terms }) <= maxColumns;
  if (!sound) throw new InputError(`${where}: the recipe of the design is damaged`);
}

function isFactor(factor: unknown, where: string): factor is FactorRecipe {
  if (!isObject(factor) || typeof factor.label !== "string") return false;
  if (factor.kind === "category") {
    const { column, levels, reference } = factor;
    return (
      typeof column === "string" &&
      Array.isArray(levels) &&
      levels.every((level) => typeof level === "string") &&
      isCount(reference) &&
      reference < levels.length
    );
  }
  if (typeof factor.expression !== "string") return false;
  parseExpression(factor.expression, { where, field: "recipe" });
  switch (factor.kind) {
    case "expression":
      return true;
    case "poly": {
      const { alpha, norm2 } = factor;
      return (
        isNumbers(alpha) && isNumbers(norm2) && norm2.length === alpha.length + 1 && norm2.every((x) => x > 0)
      );
    }
    case "spline": {
      const { basis, degree, knots, boundary } = factor;
      if (!isNumbers(knots) || !isNumbers(boundary) || boundary.length !== 2) return false;
      const limits = [boundary[0]!, ...knots, boundary[1]!];
      const ascend = limits.every((knot, index) => index === 0 || knot > limits[index - 1]!);
      return (
        ascend &&
        (basis === "ns" ? degree === 3 : basis === "bs" && isCount(degree) && degree >= 1 && degree <= 1000)
      );
    }
    default:
      return false;
  }
}

function isTerm(term: unknown, factorCount: number): boolean {
  if (!isObject(term) || typeof term.name !== "string" || !Array.isArray(term.subterms)) return false;
  return term.subterms.every(
    (subterm) =>
      Array.isArray(subterm) &&
      subterm.every(
        (coded: unknown) =>
          isObject(coded) &&
          typeof coded.full === "boolean" &&
          isCount(coded.factor) &&
          coded.factor < factorCount,
      ),
  );
}

/** Columns a recipe makes, counted before any is made: products of categories could be more than memory holds. */
function columnCount({ factors, terms }: DesignRecipe): number {
  const sizeOf = (factor: FactorRecipe) =>
    factor.kind === "category" ? factor.levels.length : partCount(factor);
  let count = 0;
  for (const { subterms } of terms) {
    for (const subterm of subterms)
      count += subterm.reduce((product, { factor }) => product * sizeOf(factors[factor]!), 1);
  }
  return count;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(Number.isFinite);

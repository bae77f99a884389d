import { InputError } from "../../contract/index.js";
import type { Place } from "./parse.js";
import { printFactor, printFormula } from "./print.js";
import type { Expression, Factor, Formula } from "./syntax.js";

/** A product of factors; none is the intercept. */
export type Term = readonly Factor[];

const maxTerms = 5000;

/**
 * Spells out what `*`, `^` and `.` stand for.
 * @param rest Columns that `.` stands for.
 * @returns Each term once, in the order written; a factor counts once in a product, as `a:a` is `a`.
 */
export function expand(formula: Formula, rest: readonly string[], place: Place): Term[] {
  return expandAll(formula);

  function expandAll(formula: Formula): Term[] {
    switch (formula.kind) {
      case "intercept":
        return [[]];
      case "rest":
        return rest.map((name) => [columnFactor(name)]);
      case "factor":
        return [[formula.factor]];
      case "sum":
        return unique([...expandAll(formula.left), ...expandAll(formula.right)]);
      case "interaction":
        return products(expandAll(formula.left), expandAll(formula.right));
      case "cross": {
        const [left, right] = [expandAll(formula.left), expandAll(formula.right)];
        return unique([...left, ...right, ...products(left, right)]);
      }
      case "power": {
        const base = expandAll(formula.base);
        let result = base;
        for (let step = 1; step < formula.exponent; step++) {
          result = unique([...result, ...products(result, base)]);
        }
        return result;
      }
    }
  }

  function products(left: Term[], right: Term[]): Term[] {
    if (left.length * right.length > maxTerms) {
      throw new InputError(
        `${place.where}: the term '${printFormula(formula)}' in '${place.field}' stands for more than ${maxTerms} terms`,
      );
    }
    return unique(left.flatMap((a) => right.map((b) => multiply(a, b))));
  }
}

function multiply(a: Term, b: Term): Term {
  const names = new Set(a.map(printFactor));
  return [...a, ...b.filter((factor) => !names.has(printFactor(factor)))];
}

function unique(terms: Term[]): Term[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = termKey(term);
    return !seen.has(key) && seen.add(key);
  });
}

/** The same for `a:b` and `b:a`. */
export function termKey(term: Term): string {
  return JSON.stringify(term.map(printFactor).sort());
}

export const columnFactor = (name: string): Factor => ({
  kind: "expression",
  expression: { kind: "column", name },
});

/** Columns a formula names, each once. */
export function formulaColumns(formula: Formula): Set<string> {
  switch (formula.kind) {
    case "intercept":
    case "rest":
      return new Set();
    case "factor":
      return factorColumns(formula.factor);
    case "power":
      return formulaColumns(formula.base);
    default:
      return new Set([...formulaColumns(formula.left), ...formulaColumns(formula.right)]);
  }
}

/** Columns a factor names, each once. */
export function factorColumns(factor: Factor): Set<string> {
  switch (factor.kind) {
    case "expression":
      return expressionColumns(factor.expression);
    case "category":
      return new Set([factor.column]);
    default:
      return expressionColumns(factor.argument);
  }
}

/** Columns an expression names, each once. */
export function expressionColumns(expression: Expression): Set<string> {
  switch (expression.kind) {
    case "number":
      return new Set();
    case "column":
      return new Set([expression.name]);
    case "operation":
      return new Set([...expressionColumns(expression.left), ...expressionColumns(expression.right)]);
    default:
      return expressionColumns(expression.argument);
  }
}

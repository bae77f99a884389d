import { printName } from "../../contract/index.js";
import type { Expression, Factor, Formula } from "./syntax.js";

export { printName };

const strength = { "+": 1, "-": 1, "*": 2, "/": 2, "^": 4 } as const;
const negativeStrength = 3;

/** Writes an expression so that reading it gives the same expression again. */
export function printExpression(expression: Expression): string {
  return print(expression).text;
}

function print(expression: Expression): { text: string; binds: number } {
  const inside = (part: Expression, least: number) => {
    const { text, binds } = print(part);
    return binds < least ? `(${text})` : text;
  };
  switch (expression.kind) {
    case "number":
      return { text: String(expression.value), binds: 5 };
    case "column":
      return { text: printName(expression.name), binds: 5 };
    case "call":
      return { text: `${expression.function}(${print(expression.argument).text})`, binds: 5 };
    case "negative":
      return { text: `-${inside(expression.argument, negativeStrength)}`, binds: negativeStrength };
    case "operation": {
      const { operator, left, right } = expression;
      const binds = strength[operator];
      // A power groups to the right and takes a signed exponent; everything else groups to the left.
      if (operator === "^") return { text: `${inside(left, 5)}^${inside(right, negativeStrength)}`, binds };
      return { text: `${inside(left, binds)} ${operator} ${inside(right, binds + 1)}`, binds };
    }
  }
}

/** Writes a factor so that reading it gives the same factor again. */
export function printFactor(factor: Factor): string {
  switch (factor.kind) {
    case "expression":
      return printExpression(factor.expression);
    case "category": {
      const { column, reference } = factor;
      const level = reference === null ? "" : `, "${reference.replace(/["\\]/g, "\\$&")}"`;
      return `C(${printName(column)}${level})`;
    }
    case "poly":
      return `poly(${printExpression(factor.argument)}, ${factor.degree})`;
    case "spline": {
      const size = factor.knots === null ? String(factor.df) : `knots = [${factor.knots.join(", ")}]`;
      const degree = factor.degree === 3 ? "" : `, degree = ${factor.degree}`;
      return `${factor.basis}(${printExpression(factor.argument)}, ${size}${degree})`;
    }
  }
}

/** The name of a factor in a table of coefficients: a plain column by its bare name, all else as written. */
export function factorLabel(factor: Factor): string {
  return factor.kind === "expression" && factor.expression.kind === "column"
    ? factor.expression.name
    : printFactor(factor);
}

const formulaStrength = { sum: 1, cross: 2, interaction: 3, power: 4 } as const;
const formulaSign = { sum: " + ", cross: " * ", interaction: ":" } as const;

/** Writes a term so that reading it gives the same term again. */
export function printFormula(formula: Formula): string {
  const inside = (part: Formula, least: number) => {
    const binds =
      part.kind in formulaStrength ? formulaStrength[part.kind as keyof typeof formulaStrength] : 5;
    const text = printFormula(part);
    return binds < least ? `(${text})` : text;
  };
  switch (formula.kind) {
    case "intercept":
      return "1";
    case "rest":
      return ".";
    case "factor":
      return printFactor(formula.factor);
    case "power":
      return `${inside(formula.base, 5)}^${formula.exponent}`;
    default: {
      const binds = formulaStrength[formula.kind];
      return `${inside(formula.left, binds)}${formulaSign[formula.kind]}${inside(formula.right, binds + 1)}`;
    }
  }
}

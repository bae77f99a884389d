import { InputError } from "../../contract/index.js";
import type { Table } from "../table.js";
import { expressionColumns } from "./expand.js";
import { isColumn, numbers } from "./numbers.js";
import { parseExpression, type Place } from "./parse.js";
import { printExpression } from "./print.js";
import type { Expression, FunctionName, Operator } from "./syntax.js";

/**
 * Values of an expression over a table's columns, such as `log(area)`, one a row; NaN where a column it uses
 * is missing. A mere column comes without a copy: do not write into it.
 * @param skip Rows to leave alone (1): whatever they hold, they raise no error.
 * @throws InputError when the expression cannot be read, a column is absent or not numeric, or a function
 *   meets a value outside its domain (naming the row and the value).
 */
export function evaluate(
  table: Table,
  expression: string | Expression,
  { where, field, skip = null }: Place & { skip?: Uint8Array | null },
): Float64Array {
  const place = { where, field };
  const parsed = typeof expression === "string" ? readExpression(expression, table, place) : expression;
  const values = compute(parsed);
  return typeof values === "number" ? new Float64Array(table.rows).fill(values) : values;

  function compute(part: Expression): Float64Array | number {
    switch (part.kind) {
      case "number":
        return part.value;
      case "column":
        return numbers(table, part.name, place);
      case "negative": {
        const argument = compute(part.argument);
        return typeof argument === "number" ? -argument : argument.map((x) => -x);
      }
      case "call": {
        const argument = compute(part.argument);
        if (part.function === "I") return argument;
        const apply = functions[part.function];
        if (typeof argument === "number") return check(apply(argument), 0, part, argument);
        const result = new Float64Array(argument.length);
        for (let row = 0; row < result.length; row++) {
          const value = apply(argument[row]!);
          result[row] =
            value - value === 0 || Number.isNaN(argument[row])
              ? value
              : check(value, row, part, argument[row]!);
        }
        return result;
      }
      case "operation": {
        const left = compute(part.left);
        const right = compute(part.right);
        const apply = operations[part.operator];
        if (typeof left === "number" && typeof right === "number")
          return check(apply(left, right), 0, part, right);
        const result = new Float64Array(table.rows);
        for (let row = 0; row < result.length; row++) {
          const a = typeof left === "number" ? left : left[row]!;
          const b = typeof right === "number" ? right : right[row]!;
          const value = apply(a, b);
          const missing = Number.isNaN(a) || Number.isNaN(b);
          result[row] = missing ? NaN : value - value === 0 ? value : check(value, row, part, b);
        }
        return result;
      }
    }
  }

  function check(value: number, row: number, part: Expression, argument: number): number {
    if (Number.isFinite(value) || skip?.[row]) return value;
    const text = printExpression(part);
    const refuse = (cause: string) => new InputError(`${where}: '${field}' takes ${text}, but ${cause}`);
    if (part.kind === "call") {
      const given = `${printExpression(part.argument)} is ${argument} in row ${row + 1}`;
      throw refuse(
        domains[part.function] ? `${given}; ${domains[part.function]}` : `that is not finite where ${given}`,
      );
    }
    if (part.kind === "operation" && part.operator === "/" && argument === 0) {
      throw refuse(`${printExpression(part.right)} is 0 in row ${row + 1}`);
    }
    throw refuse(`that is not a finite number in row ${row + 1}`);
  }
}

/** Columns an expression names, each once. Given a table, a text that is one of its column names is that column. */
export function columnsOf(
  expression: string,
  { where = "columnsOf", field = "expression", table }: Partial<Place> & { table?: Table } = {},
): string[] {
  return [...expressionColumns(readExpression(expression, table, { where, field }))];
}

function readExpression(text: string, table: Table | undefined, place: Place): Expression {
  if (!table) return parseExpression(text, place);
  return isColumn(text, table, place, parseExpression)
    ? { kind: "column", name: text }
    : parseExpression(text, place);
}

const functions: Record<FunctionName, (x: number) => number> = {
  I: (x) => x,
  log: Math.log,
  log1p: Math.log1p,
  log10: Math.log10,
  sqrt: Math.sqrt,
  exp: Math.exp,
  abs: Math.abs,
};

const domains: Partial<Record<FunctionName, string>> = {
  log: "a logarithm needs numbers above 0",
  log10: "a logarithm needs numbers above 0",
  log1p: "log1p needs numbers above -1",
  sqrt: "a square root needs numbers of at least 0",
};

const operations: Record<Operator, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
};

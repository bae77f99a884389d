import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { parseExpression, parseTerm } from "../../../../kernel-lib/src/data/design/parse.js";
import { printExpression, printFormula } from "../../../../kernel-lib/src/data/design/print.js";
import {
  type Expression,
  type Factor,
  type Formula,
  functionNames,
} from "../../../../kernel-lib/src/data/design/syntax.js";

const place = { where: "glm", field: "terms" };
const term = (text: string) => parseTerm(text, place);

// Generators of syntax trees that the parser can produce.
const name = fc.oneof(
  fc.constantFrom(
    "x",
    "Solar.R",
    "größe",
    "log",
    "C",
    "bs",
    "df",
    "tumor-size",
    "a b",
    "1st",
    "we`ird",
    ".hidden",
    ".",
  ),
  fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text !== ""),
);
const number = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true, maxExcluded: false });
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ kind: fc.constant("column" as const), name }),
    fc.record({ kind: fc.constant("number" as const), value: number }),
    fc.record({
      kind: fc.constant("call" as const),
      function: fc.constantFrom(...functionNames),
      argument: tie("expression"),
    }),
    fc.record({ kind: fc.constant("negative" as const), argument: tie("expression") }),
    fc.record({
      kind: fc.constant("operation" as const),
      operator: fc.constantFrom("+", "-", "*", "/", "^"),
      left: tie("expression"),
      right: tie("expression"),
    }),
  ),
}));
const signed = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const small = fc.integer({ min: 1, max: 9 });
const factor: fc.Arbitrary<Factor> = fc.oneof(
  expression
    .filter(({ kind }) => kind === "column" || kind === "call")
    .map((expression) => ({ kind: "expression" as const, expression })),
  fc.record({
    kind: fc.constant("category" as const),
    column: name,
    reference: fc.oneof(fc.constant(null), fc.string({ unit: "grapheme" })),
  }),
  fc.record({ kind: fc.constant("poly" as const), argument: expression, degree: small }),
  fc.record({
    kind: fc.constant("spline" as const),
    basis: fc.constant("ns" as const),
    argument: expression,
    degree: fc.constant(3),
    df: small,
    knots: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant("spline" as const),
    basis: fc.constant("bs" as const),
    argument: expression,
    degree: small,
    df: fc.constant(null),
    knots: fc.array(signed, { minLength: 1, maxLength: 4 }),
  }),
);
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    factor.map((factor) => ({ kind: "factor" as const, factor })),
    fc.constant({ kind: "rest" as const }),
    fc.constant({ kind: "intercept" as const }),
    fc.record({
      kind: fc.constantFrom("sum" as const, "cross" as const, "interaction" as const),
      left: tie("formula"),
      right: tie("formula"),
    }),
    fc.record({ kind: fc.constant("power" as const), base: tie("formula"), exponent: small }),
  ),
}));

describe("parse and print", () => {
  it("read what was printed as the same term", () => {
    fc.assert(
      fc.property(formula, (formula) => {
        const text = printFormula(formula);
        fc.pre(text.length <= 4000);
        expect(term(text)).toEqual(formula);
      }),
    );
  });

  it("read what was printed as the same expression", () => {
    fc.assert(
      fc.property(expression, (expression) => {
        const text = printExpression(expression);
        fc.pre(text.length <= 4000);
        expect(parseExpression(text, place)).toEqual(expression);
      }),
    );
  });

  it("throw nothing but InputError on any text, in one sentence", () => {
    const signs = fc.constantFrom(
      ..."+-*/^:()[],=.~`'\"\\ 019eE",
      "**",
      "x",
      "log(",
      "bs(x, ",
      "C(",
      "I(",
      "poly(",
      "knots = [",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(signs, { maxLength: 40 }).map((parts) => parts.join("")),
      fc
        .integer({ min: 1, max: 9000 })
        .chain((count) =>
          fc.constantFrom("(", "-", "x+", "a:", "log(").map((part) => part.repeat(count) + "x"),
        ),
    );
    fc.assert(
      fc.property(text, (text) => {
        for (const parse of [parseTerm, parseExpression]) {
          try {
            parse(text, place);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
            expect((error as Error).message.startsWith("glm: ")).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["a:b*c", "a:b * c"],
    ["a + b * c:d^2", "a + b * c:d^2"],
    ["(a+b)**2", "(a + b)^2"],
    ["I( -x^2 )", "I(-x^2)"],
    ["I((-x)^2)", "I((-x)^2)"],
    ["I(a-(b-c)/2)", "I(a - (b - c) / 2)"],
    ["I(2^-x)", "I(2^-x)"],
    ["bs(x, df=5, degree = 2)", "bs(x, 5, degree = 2)"],
    ["ns(log(x), knots=c(1,-2.5))", "ns(log(x), knots = [1, -2.5])"],
    ["poly( x , degree = 2 )", "poly(x, 2)"],
    ["C( Eth , 'N' )", 'C(Eth, "N")'],
    ["C(month, -3)", 'C(month, "-3")'],
    ["`a b`:c", "`a b`:c"],
  ])("writes %s as %s", (text, printed) => {
    expect(printFormula(term(text))).toBe(printed);
  });
});

describe("what cannot be read", () => {
  const cannot = (text: string, reason: string) =>
    `glm: cannot read the term '${text}' in 'terms': ${reason}`;
  it.each([
    ["", "glm: 'terms' holds an empty term"],
    ["  ", "glm: 'terms' holds an empty term"],
    ["log(x", cannot("log(x", "the end stands where ')' belongs")],
    ["log()", cannot("log()", "')' stands where a column name belongs")],
    [
      "lgo(x)",
      cannot(
        "lgo(x)",
        "there is no function 'lgo' (did you mean 'log'?); known are I, log, log1p, log10, sqrt, exp, abs, C, poly, bs, ns",
      ),
    ],
    ["y ~ x", cannot("y ~ x", "it holds '~'; name the outcome in 'outcome' and write only the terms here")],
    [
      "x - 1",
      cannot("x - 1", "terms cannot be taken away with '-'; leave the term out, or write arithmetic as I(…)"),
    ],
    ["-1", cannot("-1", "to leave the intercept out, set 'intercept' to false; write arithmetic as I(…)")],
    ["0", cannot("0", "to leave the intercept out, set 'intercept' to false")],
    ["2 * x", cannot("2 * x", "the number 2 is no term; write arithmetic as I(…)")],
    ["a / b", cannot("a / b", "'/' is no operation between terms; write arithmetic as I(…)")],
    [
      "x^0.5",
      cannot(
        "x^0.5",
        "'^' between terms needs a whole number from 1 to 9; write a power of a column as I(x^2)",
      ),
    ],
    [
      "two words",
      cannot(
        "two words",
        "'words' at character 5 is one too many; write a column name with spaces in backticks",
      ),
    ],
    [
      "KPIs >80%",
      cannot(
        "KPIs >80%",
        "'>' at character 6 has no meaning here; write a column name that holds it in backticks",
      ),
    ],
    ["`open", cannot("`open", "the quotation mark ` at character 1 is never closed")],
    ["poly(x)", cannot("poly(x)", "')' stands where ',' belongs, as in poly(x, 2)")],
    ["bs(x)", cannot("bs(x)", "bs(…) needs its number of columns, as in bs(x, 4)")],
    ["bs(x, 2)", cannot("bs(x, 2)", "bs(…) of degree 3 has at least 3 columns, not 2")],
    ["ns(x, 4, 3)", cannot("ns(x, 4, 3)", "ns(…) takes df or knots")],
    ["log(ns(x, 4))", cannot("log(ns(x, 4))", "ns(…) cannot stand inside arithmetic or another function")],
    [
      "C(x, y)",
      cannot("C(x, y)", 'the reference level in C(…) must be in quotation marks, as in C(x, "level")'),
    ],
    [`${"(".repeat(300)}x`, cannot(`${"(".repeat(77)}…`, "its parentheses are nested too deep")],
  ])("%s is refused in one clear sentence", (text, message) => {
    expect(() => term(text)).toThrow(new InputError(message));
  });
});

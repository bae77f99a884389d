import { didYouMean, InputError } from "../../contract/index.js";
import {
  type Expression,
  type Factor,
  type Formula,
  type FunctionName,
  functionNames,
  type Operator,
} from "./syntax.js";
import { type Token, tokenise } from "./tokens.js";

/** Where a text was written, for the sentence that refuses it: the function and its field. */
export interface Place {
  where: string;
  field: string;
}

const factorNames = ["C", "poly", "bs", "ns"] as const;
const callNames: readonly string[] = [...functionNames, ...factorNames];
const maxDepth = 200;
const maxLength = 4000;

/**
 * Reads one term: `x`, `a:b`, `a*b`, `(a + b)^2`, `log(x)`, `I(x / 2)`, `poly(x, 2)`, `bs(x, 4)`, `C(x, "level")`, `.`.
 * From loosest to tightest: `+`, `*` (main effects and interaction), `:` (interaction), `^`.
 * @throws InputError when it cannot.
 */
export function parseTerm(text: string, place: Place): Formula {
  return new Parser(text, place, "term").formula();
}

/**
 * Reads an expression over columns, such as `log(area)` or `(a + b) / 2`.
 * @throws InputError when it cannot.
 */
export function parseExpression(text: string, place: Place): Expression {
  return new Parser(text, place, "expression").wholeExpression();
}

class Parser {
  private readonly tokens: Token[];
  private next = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly place: Place,
    private readonly what: string,
  ) {
    if (text.length > maxLength) this.fail(`it is longer than ${maxLength} characters`);
    this.tokens = tokenise(text, (reason) => this.fail(reason));
  }

  formula(): Formula {
    const formula = this.sum();
    this.expectEnd();
    return formula;
  }

  wholeExpression(): Expression {
    const expression = this.additive();
    this.expectEnd();
    return expression;
  }

  private sum(): Formula {
    let left = this.cross();
    for (;;) {
      if (this.take("+")) left = { kind: "sum", left, right: this.cross() };
      else if (this.sees("-"))
        this.fail("terms cannot be taken away with '-'; leave the term out, or write arithmetic as I(…)");
      else return left;
    }
  }

  private cross(): Formula {
    let left = this.interaction();
    while (this.take("*")) left = { kind: "cross", left, right: this.interaction() };
    if (this.sees("/")) this.fail("'/' is no operation between terms; write arithmetic as I(…)");
    return left;
  }

  private interaction(): Formula {
    let left = this.power();
    while (this.take(":")) left = { kind: "interaction", left, right: this.power() };
    return left;
  }

  private power(): Formula {
    const base = this.nested(() => this.atom());
    if (!this.take("^")) return base;
    const token = this.token();
    if (token.kind !== "number" || !Number.isInteger(token.value) || token.value < 1 || token.value > 9) {
      this.fail("'^' between terms needs a whole number from 1 to 9; write a power of a column as I(x^2)");
    }
    this.next++;
    return { kind: "power", base, exponent: token.value };
  }

  private atom(): Formula {
    const token = this.token();
    if (token.kind === "number") {
      if (token.value === 1) return (this.next++, { kind: "intercept" });
      if (token.value === 0) this.fail("to leave the intercept out, set 'intercept' to false");
      this.fail(`the number ${token.value} is no term; write arithmetic as I(…)`);
    }
    if (this.sees("-"))
      this.fail("to leave the intercept out, set 'intercept' to false; write arithmetic as I(…)");
    if (this.take(".")) return { kind: "rest" };
    if (this.take("(")) {
      const inner = this.sum();
      this.expect(")");
      return inner;
    }
    return { kind: "factor", factor: this.factor() };
  }

  private factor(): Factor {
    const token = this.token();
    if (token.kind === "name" && !token.quoted && this.isSign(this.tokens[this.next + 1], "(")) {
      switch (token.value) {
        case "C":
          return this.category();
        case "poly":
          return this.poly();
        case "bs":
        case "ns":
          return this.spline(token.value);
      }
    }
    return { kind: "expression", expression: this.primary() };
  }

  private category(): Factor {
    this.next += 2;
    const column = this.token();
    if (column.kind !== "name") this.fail("C(…) needs the name of a column");
    this.next++;
    let reference: string | null = null;
    if (this.take(",")) {
      const token = this.token();
      this.next++;
      if (token.kind === "text") reference = token.value;
      else if (token.kind === "number") reference = String(token.value);
      else if (this.isSign(token, "-") && this.token().kind === "number") reference = String(-this.number());
      else this.fail('the reference level in C(…) must be in quotation marks, as in C(x, "level")');
    }
    this.expect(")");
    return { kind: "category", column: column.value, reference };
  }

  private poly(): Factor {
    this.next += 2;
    const argument = this.additive();
    this.expect(",", ", as in poly(x, 2)");
    this.takeLabel("degree");
    const degree = this.count("the degree of poly(…)");
    this.expect(")");
    return { kind: "poly", argument, degree };
  }

  private spline(basis: "bs" | "ns"): Factor {
    this.next += 2;
    const argument = this.additive();
    let df: number | null = null;
    let knots: number[] | null = null;
    let degree: number | null = null;
    while (this.take(",")) {
      if (df === null && knots === null && !this.seesLabel("degree")) {
        if (this.takeLabel("knots") || this.sees("[")) knots = this.list();
        else {
          this.takeLabel("df");
          df = this.count(`the number of columns of ${basis}(…)`);
        }
      } else if (degree === null && basis === "bs") {
        this.takeLabel("degree");
        degree = this.count("the degree of bs(…)");
      } else {
        this.fail(`${basis}(…) takes ${basis === "bs" ? "df or knots, and a degree" : "df or knots"}`);
      }
    }
    this.expect(")");
    const kind = "spline" as const;
    degree ??= 3;
    if (knots) return { kind, basis, argument, degree, df: null, knots };
    if (df === null) this.fail(`${basis}(…) needs its number of columns, as in ${basis}(x, 4)`);
    const least = basis === "bs" ? degree : 1;
    if (df < least) this.fail(`bs(…) of degree ${degree} has at least ${least} columns, not ${df}`);
    return { kind, basis, argument, degree, df, knots: null };
  }

  /** `[1, 2]`, or `c(1, 2)` as in R. */
  private list(): number[] {
    const close = this.take("[") ? "]" : ")";
    if (close === ")") {
      const token = this.token();
      if (token.kind !== "name" || token.value !== "c")
        this.fail("knots are a list of numbers, as in knots = [1, 2]");
      this.next++;
      this.expect("(");
    }
    const values: number[] = [];
    do values.push(this.take("-") ? -this.number() : this.number());
    while (this.take(","));
    this.expect(close);
    return values;
  }

  private additive(): Expression {
    let left = this.multiplicative();
    for (let sign: Operator | null; (sign = this.takeOne("+", "-"));) {
      left = { kind: "operation", operator: sign, left, right: this.multiplicative() };
    }
    return left;
  }

  private multiplicative(): Expression {
    let left = this.unary();
    for (let sign: Operator | null; (sign = this.takeOne("*", "/"));) {
      left = { kind: "operation", operator: sign, left, right: this.unary() };
    }
    return left;
  }

  private unary(): Expression {
    return this.nested(() => {
      if (this.take("-")) return { kind: "negative", argument: this.unary() };
      const left = this.primary();
      return this.take("^") ? { kind: "operation", operator: "^", left, right: this.unary() } : left;
    });
  }

  private primary(): Expression {
    const token = this.token();
    if (token.kind === "number") return { kind: "number", value: this.number() };
    if (this.take("(")) {
      const inner = this.nested(() => this.additive());
      this.expect(")");
      return inner;
    }
    if (token.kind !== "name") this.fail(`${this.describe(token)} stands where a column name belongs`);
    this.next++;
    if (token.quoted || !this.take("(")) return { kind: "column", name: token.value };
    const name = token.value;
    if (!(functionNames as readonly string[]).includes(name)) {
      this.fail(
        (factorNames as readonly string[]).includes(name)
          ? `${name}(…) cannot stand inside arithmetic or another function`
          : `there is no function '${name}'${didYouMean(name, callNames)}; known are ${callNames.join(", ")}`,
      );
    }
    const argument = this.nested(() => this.additive());
    this.expect(")");
    return { kind: "call", function: name as FunctionName, argument };
  }

  private number(): number {
    const token = this.token();
    if (token.kind !== "number") this.fail(`${this.describe(token)} stands where a number belongs`);
    if (token.value === Infinity) this.fail("a number in it is too large");
    this.next++;
    return token.value;
  }

  private count(what: string): number {
    const token = this.token();
    if (token.kind !== "number" || !Number.isInteger(token.value) || token.value < 1 || token.value > 1000) {
      this.fail(`${what} must be a whole number from 1 to 1000`);
    }
    this.next++;
    return token.value;
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > maxDepth) this.fail("its parentheses are nested too deep");
    const result = parse();
    this.depth--;
    return result;
  }

  private token(): Token {
    return this.tokens[this.next]!;
  }

  private isSign(token: Token | undefined, value: string): boolean {
    return token?.kind === "sign" && token.value === value;
  }

  private sees(sign: string): boolean {
    return this.isSign(this.token(), sign);
  }

  private take(sign: string): boolean {
    const found = this.sees(sign);
    if (found) this.next++;
    return found;
  }

  private takeOne<S extends string>(...signs: S[]): S | null {
    return signs.find((sign) => this.take(sign)) ?? null;
  }

  private seesLabel(label: string): boolean {
    const token = this.token();
    return token.kind === "name" && token.value === label && this.isSign(this.tokens[this.next + 1], "=");
  }

  private takeLabel(label: string): boolean {
    const found = this.seesLabel(label);
    if (found) this.next += 2;
    return found;
  }

  private expect(sign: string, hint = ""): void {
    if (!this.take(sign)) this.fail(`${this.describe(this.token())} stands where '${sign}' belongs${hint}`);
  }

  private expectEnd(): void {
    const token = this.token();
    if (token.kind === "end") return;
    const hint = token.kind === "name" ? "; write a column name with spaces in backticks" : "";
    this.fail(`${this.describe(token)} at character ${token.at + 1} is one too many${hint}`);
  }

  private describe(token: Token): string {
    return token.kind === "end" ? "the end" : `'${token.value}'`;
  }

  private fail(reason: string): never {
    const { where, field } = this.place;
    const shown = this.text.length > 80 ? `${this.text.slice(0, 77)}…` : this.text;
    throw new InputError(
      this.text.trim() === ""
        ? `${where}: '${field}' holds an empty ${this.what}`
        : `${where}: cannot read the ${this.what} '${shown}' in '${field}': ${reason}`,
    );
  }
}

/** Functions of one number that expressions may use. */
export const functionNames = ["I", "log", "log1p", "log10", "sqrt", "exp", "abs"] as const;
export type FunctionName = (typeof functionNames)[number];

/** Arithmetic over columns, row by row. `I(…)` is the identity: it marks arithmetic as such among terms. */
export type Expression =
  | { kind: "number"; value: number }
  | { kind: "column"; name: string }
  | { kind: "call"; function: FunctionName; argument: Expression }
  | { kind: "negative"; argument: Expression }
  | { kind: "operation"; operator: Operator; left: Expression; right: Expression };

export type Operator = "+" | "-" | "*" | "/" | "^";

/** What can stand in an interaction: numbers, categories, or a basis of several columns. */
export type Factor =
  | { kind: "expression"; expression: Expression }
  | { kind: "category"; column: string; reference: string | null }
  | { kind: "poly"; argument: Expression; degree: number }
  | ({ kind: "spline"; basis: "bs" | "ns"; argument: Expression; degree: number } & SplineSize);

/** A spline is given by its number of columns, which places knots at quantiles, or by its inner knots. */
export type SplineSize = { df: number; knots: null } | { df: null; knots: number[] };

/** A term as written, before `*`, `^` and `.` are spelled out. */
export type Formula =
  | { kind: "intercept" }
  | { kind: "rest" }
  | { kind: "factor"; factor: Factor }
  | { kind: "sum" | "cross" | "interaction"; left: Formula; right: Formula }
  | { kind: "power"; base: Formula; exponent: number };

/**
 * How a design was made from a table, as plain JSON: with it, new rows get exactly the same columns.
 * It holds the levels, knots and polynomial coefficients that were taken from the data.
 */
export interface DesignRecipe {
  intercept: boolean;
  factors: FactorRecipe[];
  terms: TermRecipe[];
}

export type FactorRecipe =
  | { kind: "expression"; label: string; expression: string }
  | { kind: "category"; label: string; column: string; levels: string[]; reference: number }
  | { kind: "poly"; label: string; expression: string; alpha: number[]; norm2: number[] }
  | SplineRecipe;

export interface SplineRecipe {
  kind: "spline";
  label: string;
  expression: string;
  basis: "bs" | "ns";
  degree: number;
  /** Inner knots, ascending. */
  knots: number[];
  /** Least and greatest value of the rows it was made from. */
  boundary: [number, number];
}

/** A term: one block of columns for each of its subterms, a product of factors. */
export interface TermRecipe {
  name: string;
  subterms: CodedFactor[][];
}

/** A factor by its place in the recipe; a category is coded in full or without its reference level. */
export interface CodedFactor {
  factor: number;
  full: boolean;
}

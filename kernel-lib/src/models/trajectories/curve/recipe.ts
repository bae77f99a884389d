import type { TrajectoryFamily } from "../../../contract/index.js";
import type { DesignRecipe } from "../../../data/design/recipe.js";

/** How a curve's rows and columns are made from a table, as plain JSON: with it, new rows get the same columns. */
export interface CurveRecipe {
  outcome: string;
  family: TrajectoryFamily;
  time: string;
  /** Time enters the curves as (time − centre)/half, which runs from −1 to 1 over the data. */
  timeScale: { centre: number; half: number };
  /** For each group, the order of the polynomial, or the degrees of freedom of the spline. */
  orders: number[];
  shape: CurveShape;
  /** For each group, the order of the zero inflation's polynomial; null for the other families. */
  zeroOrders: number[] | null;
  covariates: DesignRecipe | null;
  /** Covariates' columns enter as (value − centre)/scale. */
  covariateScale: ColumnScale[];
  exposure: string | null;
  offset: string | null;
  trials: string | null;
  lower: number | null;
  upper: number | null;
  /** Whether groups share σ, dispersion or precision. */
  shared: boolean;
  /** Middle and spread of the outcomes, for arithmetic only. */
  centre: number;
  unit: number;
}

export type CurveShape =
  | { kind: "polynomial" }
  /** Cubic splines; inner knots are each group's own, because their number follows from its order. */
  | { kind: "natural-spline" | "b-spline"; knots: number[][]; boundary: [number, number] };

export interface ColumnScale {
  name: string;
  centre: number;
  scale: number;
}

import type { ErrorsKind, GlmFamily, ResultWarning } from "../../contract/index.js";
import type { DesignRecipe } from "../../data/design/index.js";

/** A regression made ready: validated, missing rows gone, everything a number. */
export interface LinearProblem {
  where: "ols" | "glm";
  family: GlmFamily;
  /** Rows used. */
  rows: number;
  /** Each used row's place in the table; null when all rows are used. */
  kept: Int32Array | null;
  /** Columns of the design. */
  columns: number;
  names: string[];
  /** Row-major, on shared memory. */
  design: Float64Array;
  /** Whether column 0 is the constant 1. */
  intercept: boolean;
  recipe: DesignRecipe;
  outcome: string;
  response: Float64Array;
  /** The two values of a text outcome; the second counts as 1. */
  outcomeLevels: [string, string] | null;
  /** Offset and log exposure together. */
  offset: Float64Array | null;
  offsetExpression: string | null;
  exposureColumn: string | null;
  weights: Float64Array | null;
  errors: ErrorsKind;
  /** Cluster of each row as 0, 1, …; null unless errors are clustered. */
  clusters: Int32Array | null;
  clusterCount: number;
  warnings: ResultWarning[];
}

/** Coordinates in which the columns are centred and of unit size, so that units cost no digits. */
export interface Coordinates {
  centre: Float64Array;
  scale: Float64Array;
}

/** Coefficients of the original columns from those of the centred and scaled ones. */
export function toOriginal(scaled: ArrayLike<number>, { centre, scale }: Coordinates): Float64Array {
  const original = Float64Array.from(scaled, (value, j) => value * scale[j]!);
  for (let j = 1; j < original.length; j++) original[0]! -= centre[j]! * original[j]!;
  return original;
}

/** The inverse of `toOriginal`. */
export function toScaled(original: ArrayLike<number>, { centre, scale }: Coordinates): Float64Array {
  const scaled = Float64Array.from(original, (value, j) => value / scale[j]!);
  for (let j = 1; j < scaled.length; j++) scaled[0]! += (centre[j]! * original[j]!) / scale[0]!;
  return scaled;
}

/** The matrix of `toOriginal`, with `extra` parameters after the coefficients left as they are. */
export function originalMap({ centre, scale }: Coordinates, extra = 0): Float64Array {
  const p = scale.length;
  const size = p + extra;
  const map = new Float64Array(size * size);
  for (let j = 0; j < size; j++) map[j * size + j] = j < p ? scale[j]! : 1;
  for (let j = 1; j < p; j++) map[j]! -= centre[j]! * scale[j]!;
  return map;
}

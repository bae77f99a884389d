import { toOriginal, type Coordinates, type LinearProblem } from "./problem.js";

/** Leverage above this counts as 1: the row is fitted exactly, whatever its outcome. */
export const LEVERAGE_ONE = 1 - 1e-8;

export interface LeverageOne {
  /** The rows' places in the table, ascending. */
  rows: number[];
  /** Whether each coefficient would be undetermined without these rows. */
  terms: boolean[];
}

/**
 * Rows of leverage 1 and the coefficients that hang on them; null when there are none. Without row i the design
 * is flat along d = (XᵀWX)⁻¹xᵢ, so the coefficients that d moves are told by that row alone.
 */
export function leverageOne(
  { rows, columns, design, kept }: LinearProblem,
  {
    leverage,
    root,
    coordinates,
  }: {
    leverage: Float64Array;
    /** M with MMᵀ = (XᵀWX)⁻¹ in the scaled columns. */
    root: Float64Array;
    coordinates: Coordinates;
  },
): LeverageOne | null {
  const found: number[] = [];
  for (let i = 0; i < rows; i++) if (leverage[i]! > LEVERAGE_ONE) found.push(i);
  if (found.length === 0) return null;

  const largest = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) largest[j] = Math.max(largest[j]!, Math.abs(design[at++]!));
  }
  const terms = new Array<boolean>(columns).fill(false);
  const { centre, scale } = coordinates;
  for (const i of found) {
    const x = Float64Array.from(centre, (c, j) => (design[i * columns + j]! - c) * scale[j]!);
    const half = new Float64Array(columns); // Mᵀx
    const direction = new Float64Array(columns); // MMᵀx
    for (let k = 0; k < columns; k++) {
      for (let j = 0; j < columns; j++) half[j]! += root[k * columns + j]! * x[k]!;
    }
    let change = 0;
    for (let k = 0; k < columns; k++) {
      for (let j = 0; j < columns; j++) direction[k]! += root[k * columns + j]! * half[j]!;
      change += direction[k]! * x[k]!;
    }
    // How far each coefficient could move a linear predictor, where the row's own moves by 1.
    const original = toOriginal(direction, coordinates);
    for (let j = 0; j < columns; j++) {
      if (Math.abs(original[j]! * largest[j]!) > 1e-6 * change) terms[j] = true;
    }
  }
  return { rows: found.map((i) => (kept ? kept[i]! : i)), terms };
}

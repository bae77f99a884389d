import { randomKey, uniform } from "../../compute/random/index.js";
import type { LinearProblem } from "./problem.js";

/** Rows that the starting values, the scaling and the first look at the rank are taken from. */
const SAMPLE_ROWS = 32_768;

export type Sample = Pick<LinearProblem, "rows" | "design" | "response" | "offset" | "weights"> & {
  /** Whether it is all rows. */
  whole: boolean;
};

/**
 * Rows of a big problem, one drawn from each of as many equal stretches (evenly spaced rows would miss whole
 * months of a panel), or the whole of a small one.
 */
export function sampleOf(problem: LinearProblem): Sample {
  const { rows, columns, design, response, offset, weights } = problem;
  if (rows < 2 * SAMPLE_ROWS) return { rows, design, response, offset, weights, whole: true };
  // Always the same rows: they decide where a fit starts, not where it ends.
  const indices = Float64Array.from(uniform(randomKey(0), SAMPLE_ROWS), (u, i) =>
    Math.min(rows - 1, Math.floor(((i + u) * rows) / SAMPLE_ROWS)),
  );
  const picked = new Float64Array(SAMPLE_ROWS * columns);
  for (let i = 0, to = 0; i < SAMPLE_ROWS; i++) {
    for (let j = 0, from = indices[i]! * columns; j < columns; j++) picked[to++] = design[from++]!;
  }
  const pick = (values: Float64Array | null) => values && Float64Array.from(indices, (row) => values[row]!);
  return {
    rows: SAMPLE_ROWS,
    design: picked,
    response: pick(response)!,
    offset: pick(offset),
    weights: pick(weights),
    whole: false,
  };
}

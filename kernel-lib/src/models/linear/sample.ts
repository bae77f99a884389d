import type { LinearProblem } from "./problem.js";

/** Rows that the starting values, the scaling and the first look at the rank are taken from. */
const SAMPLE_ROWS = 32_768;

export type Sample = Pick<LinearProblem, "rows" | "design" | "response" | "offset" | "weights"> & {
  /** Whether it is all rows. */
  whole: boolean;
};

/** Evenly spaced rows of a big problem, or the whole of a small one. */
export function sampleOf(problem: LinearProblem): Sample {
  const { rows, columns, design, response, offset, weights } = problem;
  if (rows < 2 * SAMPLE_ROWS) return { rows, design, response, offset, weights, whole: true };
  const indices = Int32Array.from({ length: SAMPLE_ROWS }, (_, i) => Math.floor((i * rows) / SAMPLE_ROWS));
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

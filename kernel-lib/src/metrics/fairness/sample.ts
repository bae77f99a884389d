import { InputError } from "../../contract/index.js";
import type { Predictions } from "./measures.js";

export interface PredictionsInput {
  /** 1 (or true) where the row is predicted positive, else 0. */
  predictions: ArrayLike<number | boolean>;
  /** Probabilities of the positive class. */
  scores?: ArrayLike<number>;
}

/** Checks labels: 1 (or true) where the row is positive, else 0. */
export function binary(where: string, field: string, values: ArrayLike<number | boolean>): Uint8Array {
  return Uint8Array.from({ length: values.length }, (_, row) => {
    const value = values[row];
    if (value === 0 || value === false) return 0;
    if (value === 1 || value === true) return 1;
    throw new InputError(`${where}: '${field}' must be 0 or 1, got ${value} in row ${row + 1}`);
  });
}

/** Checks weights: numbers of at least 0, not all 0; all 1 when absent. */
export function checkedWeights(
  where: string,
  weights: ArrayLike<number> | undefined,
  rows: number,
): Float64Array {
  if (!weights) return new Float64Array(rows).fill(1);
  const values = finite(where, "weights", weights, rows);
  const negative = values.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw new InputError(
      `${where}: 'weights' must be at least 0, got ${values[negative]} in row ${negative + 1}`,
    );
  }
  if (values.every((value) => value === 0)) throw new InputError(`${where}: 'weights' are all 0`);
  return values;
}

/** Checks predictions and scores, and sorts the rows by score. */
export function checkedPredictions(where: string, input: PredictionsInput, rows: number): Predictions {
  checkLength(where, "predictions", input.predictions.length, rows);
  const predictions = binary(where, "predictions", input.predictions);
  if (!input.scores) return { predictions, scores: null, order: null };
  const scores = finite(where, "scores", input.scores, rows);
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  return { predictions, scores, order };
}

function finite(where: string, field: string, input: ArrayLike<number>, rows: number): Float64Array {
  checkLength(where, field, input.length, rows);
  const values = Float64Array.from(input);
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row >= 0)
    throw new InputError(`${where}: '${field}' must be finite, got ${values[row]} in row ${row + 1}`);
  return values;
}

function checkLength(where: string, field: string, length: number, rows: number): void {
  if (length !== rows) throw new InputError(`${where}: there are ${rows} labels but ${length} '${field}'`);
}

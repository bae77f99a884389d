import { InputError } from "../contract/index.js";

/**
 * (value − mean) / SD, with the SD of the population (dividing by n). Missing values (NaN) stay missing and count
 * for nothing.
 * @throws InputError when a value is infinite, none is there, or all are the same: they have no z-score.
 */
export function zScore(values: ArrayLike<number>): Float64Array {
  const where = "zScore";
  const scores = Float64Array.from(values);
  const infinite = scores.findIndex((value) => Math.abs(value) === Infinity);
  if (infinite >= 0) {
    throw new InputError(
      `${where}: the values must be finite, got ${scores[infinite]} in place ${infinite + 1}`,
    );
  }
  const present = scores.filter((value) => !Number.isNaN(value));
  if (present.length === 0) throw new InputError(`${where}: there are no values`);
  if (isConstant(present)) {
    throw new InputError(`${where}: all values are ${present[0]}, so that none stands out and the SD is 0`);
  }
  const mean = sum(present) / present.length;
  const sd = Math.sqrt(sum(present.map((value) => (value - mean) ** 2)) / present.length);
  return scores.map((value) => (value - mean) / sd);
}

export const isConstant = (values: Float64Array): boolean => values.every((value) => value === values[0]);

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

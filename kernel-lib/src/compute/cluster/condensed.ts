/** Distances between n points as one row after another of the upper triangle: n(n − 1)/2 numbers. */
export interface CondensedDistances {
  points: number;
  values: Float64Array;
}

export const condensedLength = (points: number): number => (points * (points - 1)) / 2;

/** Place of the distance between points i and j, i ≠ j. */
export function condensedIndex(points: number, i: number, j: number): number {
  return i < j ? i * points - (i * (i + 1)) / 2 + j - i - 1 : j * points - (j * (j + 1)) / 2 + i - j - 1;
}

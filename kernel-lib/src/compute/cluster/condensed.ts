/** Distances between n points as one row after another of the upper triangle: n(n − 1)/2 numbers. */
export interface CondensedDistances {
  points: number;
  values: Float64Array;
}

export const condensedLength = (points: number): number => (points * (points - 1)) / 2;

/** Place of the distance between points i and j, i ≠ j. */
export function condensedIndex(points: number, i: number, j: number): number {
  const [low, high] = i < j ? [i, j] : [j, i];
  return low * points - (low * (low + 1)) / 2 + high - low - 1;
}

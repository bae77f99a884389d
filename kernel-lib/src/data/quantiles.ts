/** Quantiles of sorted values at the given probabilities, by linear interpolation (R's type 7). */
export function quantiles(sorted: ArrayLike<number>, probabilities: readonly number[]): number[] {
  return probabilities.map((p) => {
    const place = p * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
  });
}

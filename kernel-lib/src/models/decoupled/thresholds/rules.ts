import type { Cuts } from "./cuts.js";

/**
 * The cut of the largest F1 score among those that accept a row; the lowest threshold of several, and the cut that
 * accepts no row where none accepts a positive one. A cut without true positives has F1 = 0, not NaN.
 */
export function largestF1({ truePositives, falsePositives, positives }: Cuts): number {
  const last = truePositives.length - 1;
  let best = last;
  let bestValue = 0;
  for (let cut = 0; cut < last; cut++) {
    const hits = truePositives[cut]!;
    const value = hits === 0 ? 0 : (2 * hits) / (hits + falsePositives[cut]! + positives);
    if (value > bestValue) [best, bestValue] = [cut, value];
  }
  return best;
}

/**
 * The cut where the ROC curve is highest above the diagonal (Youden 1950) among those that accept a row; the highest
 * threshold of several. With one class only the curve is not defined: all rows are accepted where all are positive,
 * none where none is.
 */
export function largestYouden({ truePositives, falsePositives, positives, negatives }: Cuts): number {
  const last = truePositives.length - 1;
  if (positives === 0) return last;
  if (negatives === 0) return 0;
  let best = 0;
  let bestValue = -Infinity;
  for (let cut = last - 1; cut >= 0; cut--) {
    const value = truePositives[cut]! / positives - falsePositives[cut]! / negatives;
    if (value > bestValue) [best, bestValue] = [cut, value];
  }
  return best;
}

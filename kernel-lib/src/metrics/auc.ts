/**
 * Area under the ROC curve: the chance that a positive row scores higher than a negative one, ties counting half
 * (Mann and Whitney 1947). NaN where a class is absent.
 * @param labels 1 where the row is positive, else 0.
 * @param weights Weights of the rows; all 1 by default.
 */
export function areaUnderCurve(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): number {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => scores[a]! - scores[b]!);
  let below = 0;
  let positives = 0;
  let wins = 0;
  for (let at = 0; at < order.length;) {
    let tiedPositives = 0;
    let tiedNegatives = 0;
    const score = scores[order[at]!]!;
    for (; at < order.length && scores[order[at]!]! === score; at++) {
      const weight = weights ? weights[order[at]!]! : 1;
      if (labels[order[at]!]) tiedPositives += weight;
      else tiedNegatives += weight;
    }
    wins += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    positives += tiedPositives;
  }
  return wins / (positives * below);
}

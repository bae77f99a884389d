/**
 * Points of a ROC curve from (0, 0) to (1, 1), thinned to `most`; null where one of the two classes is absent.
 * @param labels 1 where the row is positive.
 */
export function rocPoints(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  { weights = null, most = 200 }: { weights?: ArrayLike<number> | null; most?: number } = {},
): { fpr: number[]; tpr: number[] } | null {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row).sort(
    (a, b) => scores[b]! - scores[a]!,
  );
  const totals = [0, 0];
  for (const row of order) totals[labels[row]!]! += weights?.[row] ?? 1;
  if (totals[0] === 0 || totals[1] === 0) return null;
  const fpr = [0];
  const tpr = [0];
  const sums = [0, 0];
  order.forEach((row, i) => {
    sums[labels[row]!]! += weights?.[row] ?? 1;
    // Rows of equal score enter together.
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[row]) return;
    fpr.push(sums[0]! / totals[0]!);
    tpr.push(sums[1]! / totals[1]!);
  });
  if (fpr.length <= most) return { fpr, tpr };
  const step = (fpr.length - 1) / (most - 1);
  const keep = Array.from({ length: most }, (_, i) => Math.round(i * step));
  return { fpr: keep.map((i) => fpr[i]!), tpr: keep.map((i) => tpr[i]!) };
}

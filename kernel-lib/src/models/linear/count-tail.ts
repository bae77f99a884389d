export interface CountTail {
  /** Places k on the number line, ascending. */
  positions: Float32Array;
  /** Weight at each place. */
  weights: Float32Array;
}

/**
 * For counts y with weights w, the points (k, c_k) with Σ_i w_i Σ_{k<y_i} f(k) = Σ_k c_k f(k); c_k is the
 * share of the weight that lies on counts above k.
 *
 * From 1000 on, points are put together in bins of a thousandth of their position, each at its weighted mean.
 * Over such a bin log(1 + k/θ) is straight to 1e-7, which float32 cannot tell, so a count of a billion costs
 * fifteen thousand points and not a billion.
 */
export function countTail(counts: Float64Array, weights: Float64Array | null): CountTail {
  const weightOf = new Map<number, number>();
  let total = 0;
  counts.forEach((count, i) => {
    const weight = weights ? weights[i]! : 1;
    total += weight;
    if (count > 0 && weight > 0) weightOf.set(count, (weightOf.get(count) ?? 0) + weight);
  });
  const distinct = [...weightOf.keys()].sort((a, b) => a - b);
  const above = new Float64Array(distinct.length); // weight of this count and the larger ones
  for (let i = distinct.length - 1; i >= 0; i--) above[i] = weightOf.get(distinct[i]!)! + (above[i + 1] ?? 0);

  const positions: number[] = [];
  const shares: number[] = [];
  const largest = distinct.at(-1) ?? 0;
  let next = 0;
  for (let k = 0; k < largest;) {
    const end = Math.min(largest, k + Math.max(1, Math.floor(k / 1000)));
    let weight = 0;
    let moment = 0;
    while (k < end) {
      const until = Math.min(end, distinct[next]!);
      const length = until - k;
      weight += above[next]! * length;
      moment += above[next]! * length * ((k + until - 1) / 2);
      k = until;
      if (k === distinct[next]) next++;
    }
    positions.push(moment / weight);
    shares.push(weight / total);
  }
  return { positions: Float32Array.from(positions), weights: Float32Array.from(shares) };
}

import { foldIn, type Key, uniform } from "../../compute/random/index.js";

/**
 * Cluster of each point by k-means from k-means++ seeds (Arthur and Vassilvitskii, 2007).
 * @param points count × width, row-major.
 * @param options.rounds Rounds of reassignment; 0 leaves points with their nearest seed.
 */
export function kMeans(
  points: Float64Array,
  {
    count,
    width,
    clusters,
    key,
    rounds,
  }: { count: number; width: number; clusters: number; key: Key; rounds: number },
): Int32Array {
  const centres = seeds(points, { count, width, clusters, key });
  const cluster = new Int32Array(count);
  for (let round = 0; ; round++) {
    let changed = false;
    for (let i = 0; i < count; i++) {
      const nearest = nearestOf(points, i, centres, width, clusters).index;
      if (nearest !== cluster[i]) changed = true;
      cluster[i] = nearest;
    }
    if (round >= rounds || (!changed && round > 0)) return cluster;
    const sizes = new Float64Array(clusters);
    const sums = new Float64Array(clusters * width);
    for (let i = 0; i < count; i++) {
      sizes[cluster[i]!]!++;
      for (let k = 0; k < width; k++) sums[cluster[i]! * width + k]! += points[i * width + k]!;
    }
    for (let c = 0; c < clusters; c++) {
      if (sizes[c] === 0) continue;
      for (let k = 0; k < width; k++) centres[c * width + k] = sums[c * width + k]! / sizes[c]!;
    }
  }
}

function seeds(
  points: Float64Array,
  { count, width, clusters, key }: { count: number; width: number; clusters: number; key: Key },
): Float64Array {
  const centres = new Float64Array(clusters * width);
  const draws = uniform(foldIn(key, 0), clusters);
  const distance = new Float64Array(count).fill(1);
  for (let c = 0; c < clusters; c++) {
    if (c > 0) {
      for (let i = 0; i < count; i++) distance[i] = nearestOf(points, i, centres, width, c).distance;
    }
    let total = 0;
    for (let i = 0; i < count; i++) total += distance[i]!;
    let rest = draws[c]! * total;
    let chosen = 0;
    while (chosen < count - 1 && (rest -= distance[chosen]!) >= 0) chosen++;
    centres.set(points.subarray(chosen * width, (chosen + 1) * width), c * width);
  }
  return centres;
}

function nearestOf(
  points: Float64Array,
  i: number,
  centres: Float64Array,
  width: number,
  clusters: number,
): { index: number; distance: number } {
  let index = 0;
  let distance = Infinity;
  for (let c = 0; c < clusters; c++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (points[i * width + k]! - centres[c * width + k]!) ** 2;
    if (sum < distance) [index, distance] = [c, sum];
  }
  return { index, distance };
}

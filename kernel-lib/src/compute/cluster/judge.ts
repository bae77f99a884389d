import type { CondensedDistances } from "./condensed.js";
import { cutClusters } from "./cut.js";
import type { Merge } from "./linkage.js";

/** How well a number of clusters describes the points. */
export interface ClusterNumber {
  clusters: number;
  /** Σ over clusters of the weighted squared distances within, each pair once, over the cluster's weight. */
  within: number;
  /** Mean silhouette, −1 to 1 (Rousseeuw, 1987); a point alone in its cluster counts 0. Null for one cluster. */
  silhouette: number | null;
}

/**
 * Judges every number of clusters from 1 to `most`, in one pass over the distances. Weighted points count as that
 * many points in one place.
 */
export async function judgeClusters(
  { points, values }: CondensedDistances,
  merges: readonly Merge[],
  { weights, most, breathe }: { weights: ArrayLike<number>; most: number; breathe?: () => Promise<void> },
): Promise<ClusterNumber[]> {
  const largest = Math.min(most, points);
  const finest = cutClusters(points, merges, largest);
  // Weighted sums of distances (and of their squares) from each point to each of the finest clusters: coarser ones
  // are sums of these.
  const sums = new Float64Array(points * largest);
  const squares = new Float64Array(points * largest);
  for (let i = 0, place = 0; i < points; i++) {
    await breathe?.();
    for (let j = i + 1; j < points; j++, place++) {
      const distance = values[place]!;
      const toJ = i * largest + finest[j]!;
      const toI = j * largest + finest[i]!;
      sums[toJ]! += weights[j]! * distance;
      sums[toI]! += weights[i]! * distance;
      squares[toJ]! += weights[j]! * distance * distance;
      squares[toI]! += weights[i]! * distance * distance;
    }
  }
  return Array.from({ length: largest }, (_, index) =>
    judge(points, cutClusters(points, merges, index + 1), index + 1, finest, largest, weights, sums, squares),
  );
}

function judge(
  points: number,
  cluster: Int32Array,
  clusters: number,
  finest: Int32Array,
  finer: number,
  weights: ArrayLike<number>,
  sums: Float64Array,
  squares: Float64Array,
): ClusterNumber {
  const parent = new Int32Array(finer);
  const weight = new Float64Array(clusters);
  for (let i = 0; i < points; i++) {
    parent[finest[i]!] = cluster[i]!;
    weight[cluster[i]!]! += weights[i]!;
  }
  let within = 0;
  let total = 0;
  let all = 0;
  const to = new Float64Array(clusters);
  for (let i = 0; i < points; i++) {
    to.fill(0);
    const own = cluster[i]!;
    for (let fine = 0; fine < finer; fine++) {
      to[parent[fine]!]! += sums[i * finer + fine]!;
      if (parent[fine] === own) within += (weights[i]! * squares[i * finer + fine]!) / (2 * weight[own]!);
    }
    all += weights[i]!;
    if (weight[own]! <= 1) continue;
    let other = Infinity;
    for (let c = 0; c < clusters; c++) if (c !== own) other = Math.min(other, to[c]! / weight[c]!);
    const inside = to[own]! / (weight[own]! - 1);
    const wider = Math.max(inside, other);
    if (wider > 0 && other < Infinity) total += (weights[i]! * (other - inside)) / wider;
  }
  return { clusters, within, silhouette: clusters > 1 ? total / all : null };
}

/**
 * The elbow: the number of clusters whose within-cluster dispersion lies farthest below the straight line from the
 * first to the last.
 */
export function elbow(judged: readonly ClusterNumber[]): number {
  const first = judged[0]!;
  const last = judged.at(-1)!;
  if (judged.length < 3 || first.within <= last.within) return first.clusters;
  const drop = ({ clusters, within }: ClusterNumber) =>
    (first.within - within) / (first.within - last.within) -
    (clusters - first.clusters) / (last.clusters - first.clusters);
  return judged.reduce((best, next) => (drop(next) > drop(best) + 1e-12 ? next : best)).clusters;
}

/** The number of clusters, at least 2, with the largest mean silhouette. */
export function bestSilhouette(judged: readonly ClusterNumber[]): number {
  const several = judged.filter(({ silhouette }) => silhouette !== null);
  if (several.length === 0) return 1;
  return several.reduce((best, next) => (next.silhouette! > best.silhouette! ? next : best)).clusters;
}

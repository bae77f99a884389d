import type { Merge } from "./linkage.js";

/**
 * Cluster of every point when a clustering is cut into `clusters`. Clusters are numbered from 0 by the first of
 * their points.
 */
export function cutClusters(points: number, merges: readonly Merge[], clusters: number): Int32Array {
  const above = new Int32Array(2 * points - 1).fill(-1);
  for (let merge = 0; merge < points - clusters; merge++) {
    above[merges[merge]!.left] = above[merges[merge]!.right] = points + merge;
  }
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: points }, (_, point) => {
    let top = point;
    while (above[top]! >= 0) top = above[top]!;
    if (!numbers.has(top)) numbers.set(top, numbers.size);
    return numbers.get(top)!;
  });
}

import { type CondensedDistances, condensedIndex } from "./condensed.js";

export type Linkage = "single" | "complete" | "average" | "ward";

/** One step of a hierarchical clustering: two clusters become one. */
export interface Merge {
  /** Points are 0 to n − 1; the cluster that merge m makes is n + m. `left` < `right`. */
  left: number;
  right: number;
  /** Distance at which they join. */
  height: number;
  /** Weight of the cluster made: the points in it when all weigh 1. */
  size: number;
}

/**
 * Agglomerative hierarchical clustering of weighted points, from all apart to all together. A point of weight w
 * stands for w points in one place. Ward's criterion is that of the distances themselves (R's `ward.D2`).
 * Ties are decided by the points' order, so the result is always the same.
 *
 * Source: the nearest-neighbour chain, O(n²) in time (Murtagh, 1983); the updates of Lance and Williams (1967).
 * @param distances Overwritten; pass a copy to keep them.
 * @param weights Weight of each point, above 0; ones by default.
 * @returns n − 1 merges, heights ascending.
 */
export async function hierarchicalClusters(
  { points, values }: CondensedDistances,
  {
    linkage,
    weights = new Float64Array(points).fill(1),
    breathe,
  }: { linkage: Linkage; weights?: ArrayLike<number>; breathe?: () => Promise<void> },
): Promise<Merge[]> {
  const size = Float64Array.from(weights);
  if (linkage === "ward") weighWard(points, values, size);
  const active = new Uint8Array(points).fill(1);
  // A cluster may not stand below one that it holds, which rounding could make of it.
  const floor = new Float64Array(points);
  const chain: number[] = [];
  const found: Found[] = [];
  while (found.length < points - 1) {
    await breathe?.();
    if (chain.length === 0) chain.push(active.indexOf(1));
    for (;;) {
      const tip = chain.at(-1)!;
      const previous = chain.at(-2);
      const near = nearest(points, values, active, tip, previous);
      if (near !== previous) {
        chain.push(near);
        continue;
      }
      chain.length -= 2;
      // The cluster made takes the place of the lower of the two.
      const [keep, drop] = near < tip ? [near, tip] : [tip, near];
      const distance = values[condensedIndex(points, keep, drop)]!;
      const height = Math.max(distance, floor[keep]!, floor[drop]!);
      floor[keep] = height;
      found.push({ keep, drop, height, size: size[keep]! + size[drop]! });
      update(points, values, active, size, keep, drop, linkage);
      active[drop] = 0;
      size[keep]! += size[drop]!;
      break;
    }
  }
  return inOrder(points, found, linkage);
}

interface Found {
  keep: number;
  drop: number;
  height: number;
  size: number;
}

/** Squared distances, as far as Ward's criterion sees two clusters that each stand in one place. */
function weighWard(points: number, values: Float64Array, size: Float64Array): void {
  for (let i = 0, place = 0; i < points; i++) {
    for (let j = i + 1; j < points; j++, place++) {
      values[place] = ((2 * size[i]! * size[j]!) / (size[i]! + size[j]!)) * values[place]! ** 2;
    }
  }
}

/** The active cluster nearest to `tip`: the one it came from when none is nearer, else the first of the nearest. */
function nearest(
  points: number,
  values: Float64Array,
  active: Uint8Array,
  tip: number,
  previous: number | undefined,
): number {
  let best = previous ?? -1;
  let least = previous === undefined ? Infinity : values[condensedIndex(points, tip, previous)]!;
  let place = tip - 1;
  for (let i = 0; i < tip; i++) {
    if (active[i] === 1 && (values[place]! < least || best === -1)) {
      least = values[place]!;
      best = i;
    }
    place += points - i - 2;
  }
  place = tip * points - (tip * (tip + 1)) / 2;
  for (let i = tip + 1; i < points; i++, place++) {
    if (active[i] === 1 && (values[place]! < least || best === -1)) {
      least = values[place]!;
      best = i;
    }
  }
  return best;
}

/** Distances of every other cluster to the one made of `keep` and `drop`. */
function update(
  points: number,
  values: Float64Array,
  active: Uint8Array,
  size: Float64Array,
  keep: number,
  drop: number,
  linkage: Linkage,
): void {
  const between = values[condensedIndex(points, keep, drop)]!;
  const a = size[keep]!;
  const b = size[drop]!;
  for (let i = 0; i < points; i++) {
    if (active[i] === 0 || i === keep || i === drop) continue;
    const at = condensedIndex(points, i, keep);
    const toKeep = values[at]!;
    const toDrop = values[condensedIndex(points, i, drop)]!;
    const c = size[i]!;
    switch (linkage) {
      case "single":
        values[at] = Math.min(toKeep, toDrop);
        break;
      case "complete":
        values[at] = Math.max(toKeep, toDrop);
        break;
      case "average":
        values[at] = (a * toKeep + b * toDrop) / (a + b);
        break;
      case "ward":
        values[at] = ((a + c) * toKeep + (b + c) * toDrop - c * between) / (a + b + c);
    }
  }
}

/** The chain finds merges out of order: puts them by height and names the clusters by the merge that made them. */
function inOrder(points: number, found: Found[], linkage: Linkage): Merge[] {
  const made = Int32Array.from({ length: points }, (_, point) => point);
  const sorted = found.map((merge, order) => ({ ...merge, order }));
  sorted.sort((a, b) => a.height - b.height || a.order - b.order);
  return sorted.map(({ keep, drop, height, size }, index) => {
    const [left, right] = [made[keep]!, made[drop]!].sort((a, b) => a - b) as [number, number];
    made[keep] = points + index;
    return { left, right, height: linkage === "ward" ? Math.sqrt(Math.max(0, height)) : height, size };
  });
}

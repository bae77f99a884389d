import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bestSilhouette,
  condensedIndex,
  condensedLength,
  cutClusters,
  elbow,
  hierarchicalClusters,
  judgeClusters,
  type Linkage,
} from "../../../../kernel-lib/src/compute/cluster/index.js";

const linkages: Linkage[] = ["single", "complete", "average", "ward"];

function distancesOf(places: readonly (readonly number[])[]) {
  const points = places.length;
  const values = new Float64Array(condensedLength(points));
  for (let i = 0; i < points; i++)
    for (let j = i + 1; j < points; j++)
      values[condensedIndex(points, i, j)] = Math.hypot(...places[i]!.map((v, k) => v - places[j]![k]!));
  return { points, values };
}

/** The definition, by brute force: join the two nearest clusters until one is left. */
function heightsByDefinition(places: number[][], linkage: Linkage): number[] {
  let clusters = places.map((_, index) => [index]);
  const between = (i: number, j: number) => Math.hypot(...places[i]!.map((v, k) => v - places[j]![k]!));
  const centre = (of: number[]) =>
    places[0]!.map((_, k) => of.reduce((sum, i) => sum + places[i]![k]!, 0) / of.length);
  const distance = (a: number[], b: number[]): number => {
    const all = a.flatMap((i) => b.map((j) => between(i, j)));
    if (linkage === "single") return Math.min(...all);
    if (linkage === "complete") return Math.max(...all);
    if (linkage === "average") return all.reduce((sum, d) => sum + d, 0) / all.length;
    const [from, to] = [centre(a), centre(b)];
    const apart = Math.hypot(...from.map((v, k) => v - to[k]!));
    return Math.sqrt((2 * a.length * b.length) / (a.length + b.length)) * apart;
  };
  const heights: number[] = [];
  while (clusters.length > 1) {
    let best = { i: 0, j: 1, height: Infinity };
    clusters.forEach((a, i) =>
      clusters.slice(i + 1).forEach((b, k) => {
        const height = distance(a, b);
        if (height < best.height) best = { i, j: i + 1 + k, height };
      }),
    );
    heights.push(best.height);
    const joined = [...clusters[best.i]!, ...clusters[best.j]!];
    clusters = [...clusters.filter((_, index) => index !== best.i && index !== best.j), joined];
  }
  return heights;
}

const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
const places = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 });

describe("hierarchicalClusters", () => {
  it.each(linkages)("joins by the definition of %s linkage", async (linkage) => {
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        const merges = await hierarchicalClusters(distancesOf(at), { linkage });
        const expected = heightsByDefinition(at, linkage);
        merges.forEach(({ height }, index) => expect(height).toBeCloseTo(expected[index]!, 6));
        expect(merges.at(-1)!.size).toBe(at.length);
      }),
      { numRuns: 40 },
    );
  });

  it.each(linkages)("takes a weight as that many points in one place, by %s linkage", async (linkage) => {
    const at = [[0], [1], [5], [6.5], [20]];
    const weights = [3, 1, 2, 1, 4];
    const repeated = at.flatMap((place, index) => Array<number[]>(weights[index]!).fill(place));
    const weighted = await hierarchicalClusters(distancesOf(at), { linkage, weights });
    const all = await hierarchicalClusters(distancesOf(repeated), { linkage });
    const apart = all.filter(({ height }) => height > 1e-9);
    weighted.forEach(({ height, size }, index) => {
      expect(height).toBeCloseTo(apart[index]!.height, 9);
      expect(size).toBe(apart[index]!.size);
    });
  });

  it("cuts into as many clusters as asked, each within the coarser one", async () => {
    await fc.assert(
      fc.asyncProperty(places, fc.constantFrom(...linkages), async (at, linkage) => {
        const merges = await hierarchicalClusters(distancesOf(at), { linkage });
        let finer = cutClusters(at.length, merges, at.length);
        for (let count = at.length; count >= 1; count--) {
          const cut = cutClusters(at.length, merges, count);
          expect(new Set(cut).size).toBe(count);
          const parents = new Map<number, number>();
          finer.forEach((cluster, point) => {
            expect(parents.get(cluster) ?? cut[point]).toBe(cut[point]);
            parents.set(cluster, cut[point]!);
          });
          finer = cut;
        }
      }),
    );
  });
});

describe("judgeClusters", () => {
  it("gives the within dispersion and the silhouette by their definitions", async () => {
    const at = [[0], [1], [1.5], [10], [11], [30]];
    const weights = [1, 2, 1, 1, 3, 1];
    const distances = distancesOf(at);
    const merges = await hierarchicalClusters(distancesOf(at), { linkage: "average", weights });
    const judged = await judgeClusters(distances, merges, { weights, most: 6 });
    const repeated = at.flatMap((place, index) => Array<number>(weights[index]!).fill(place[0]!));
    for (const { clusters, within, silhouette } of judged) {
      const cut = [...cutClusters(at.length, merges, clusters)];
      const own = cut.flatMap((cluster, index) => Array<number>(weights[index]!).fill(cluster));
      const members = (cluster: number) => repeated.filter((_, index) => own[index] === cluster);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      const dispersion = [...new Set(own)].map((cluster) => {
        const group = members(cluster);
        return sum(group.flatMap((a) => group.map((b) => (a - b) ** 2))) / (2 * group.length);
      });
      expect(within).toBeCloseTo(sum(dispersion), 9);
      if (clusters === 1) {
        expect(silhouette).toBeNull();
        continue;
      }
      const widths = repeated.map((value, index) => {
        const group = members(own[index]!);
        if (group.length === 1) return 0;
        const inside = sum(group.map((other) => Math.abs(value - other))) / (group.length - 1);
        const others = [...new Set(own)].filter((cluster) => cluster !== own[index]);
        const outside = Math.min(
          ...others.map((c) => sum(members(c).map((o) => Math.abs(value - o))) / members(c).length),
        );
        return (outside - inside) / Math.max(inside, outside);
      });
      expect(silhouette).toBeCloseTo(sum(widths) / widths.length, 9);
    }
    expect(bestSilhouette(judged)).toBe(3);
    expect(elbow(judged)).toBe(3);
  });
});

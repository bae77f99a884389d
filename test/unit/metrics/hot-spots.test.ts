import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hotSpotAccuracy, hotSpotsAbove } from "../../../kernel-lib/src/metrics/index.js";

const of = (...values: number[]) => Float64Array.from(values);

describe("hotSpotAccuracy()", () => {
  test("gives the published values for three equal areas", () => {
    const rows = hotSpotAccuracy({
      predicted: of(3, 2, 1),
      observed: of(6, 3, 0),
      shares: [1 / 3, 2 / 3, 1],
    });
    const column = (name: "pai" | "pei" | "rri") => rows.map((row) => row[name]);
    [2, 1.5, 1].forEach((pai, k) => expect(column("pai")[k]).toBeCloseTo(pai, 12));
    [1, 1, 1].forEach((pei, k) => expect(column("pei")[k]).toBeCloseTo(pei, 12));
    [3 / 6, 5 / 9, 6 / 9].forEach((rri, k) => expect(column("rri")[k]).toBeCloseTo(rri, 12));
  });

  test("takes places by density, and counts the last in part", () => {
    // Densities 2 and 4: the second place, of a quarter of the area, comes first.
    const data = { predicted: of(6, 4), observed: of(1, 3), area: of(3, 1) };
    const [half] = hotSpotAccuracy({ ...data, shares: [0.5] });
    expect(half!.crimes).toBeCloseTo(3 + 1 / 3, 12);
    expect(half!.units).toBeCloseTo(1 + 1 / 3, 12);
  });

  test("is the mean over all orders of a tie, between the worst and the best of them", () => {
    const counts = fc
      .array(fc.nat(9), { minLength: 2, maxLength: 5 })
      .filter((each) => each.some((y) => y > 0));
    fc.assert(
      fc.property(counts, fc.nat(2), (observed, levels) => {
        const n = observed.length;
        const predicted = observed.map((_, i) => 1 + (i % (levels + 1)));
        const data = { predicted: Float64Array.from(predicted), observed: Float64Array.from(observed) };
        const total = observed.reduce((a, b) => a + b, 0);
        for (let k = 1; k <= n; k++) {
          const hits = ordersOf(n)
            .filter((order) =>
              order.every((i, at) => at === 0 || predicted[order[at - 1]!]! >= predicted[i]!),
            )
            .map((order) => order.slice(0, k).reduce((sum, i) => sum + observed[i]!, 0));
          const [row] = hotSpotAccuracy({ ...data, shares: [k / n] });
          const pai = (crimes: number) => crimes / total / (k / n);
          expect(row!.pai).toBeCloseTo(pai(hits.reduce((a, b) => a + b, 0) / hits.length), 9);
          expect(row!.paiLower).toBeCloseTo(pai(Math.min(...hits)), 9);
          expect(row!.paiUpper).toBeCloseTo(pai(Math.max(...hits)), 9);
          const best = [...observed].sort((a, b) => b - a).slice(0, k);
          expect(row!.paiOracle).toBeCloseTo(pai(best.reduce((a, b) => a + b, 0)), 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("does not depend on the order of the places", () => {
    const data = { predicted: of(1, 2, 2, 3), observed: of(0, 4, 1, 2), area: of(1, 2, 1, 2) };
    const turned = Object.fromEntries(
      Object.entries(data).map(([name, values]) => [name, values.slice().reverse()]),
    );
    const shares = [0.1, 0.4, 0.77];
    const there = hotSpotAccuracy({ ...data, shares });
    hotSpotAccuracy({ ...(turned as typeof data), shares }).forEach((row, k) => {
      for (const [name, value] of Object.entries(row)) {
        expect(value).toBeCloseTo(there[k]![name as keyof typeof row], 12);
      }
    });
  });

  test.for([
    ["a share of 0", { shares: [0] }, /'shares' must be above 0 and at most 1, got 0/],
    ["no crime", { observed: of(0, 0), shares: [1] }, /'observed' holds no crime/],
    ["an area of 0", { area: of(1, 0), shares: [1] }, /'area' must be above 0, but is 0 at place 2/],
    ["unequal lengths", { observed: of(1), shares: [1] }, /'predicted' has 2 places, 'observed' 1/],
  ] as const)("refuses %s", ([, change, message]) => {
    expect(() => hotSpotAccuracy({ predicted: of(1, 2), observed: of(1, 2), ...change })).toThrow(message);
  });
});

describe("hotSpotsAbove()", () => {
  test("takes what is predicted more than two population standard deviations above the mean", () => {
    const predicted = Float64Array.from({ length: 20 }, (_, i) => (i === 7 ? 10 : 1));
    const observed = Float64Array.from({ length: 20 }, (_, i) => (i === 7 ? 5 : i < 5 ? 1 : 0));
    const found = hotSpotsAbove({ predicted, observed })!;
    expect(found).toMatchObject({ units: 1, crimes: 5, share: 0.05, hitRate: 0.5, pai: 10, pei: 1, rri: 2 });
    expect(hotSpotsAbove({ predicted: new Float64Array(20).fill(1), observed })).toBeNull();
  });
});

function ordersOf(n: number): number[][] {
  if (n === 0) return [[]];
  return ordersOf(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

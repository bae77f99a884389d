import fc from "fast-check";
import { expect, test } from "vitest";
import { countTail } from "../../../../kernel-lib/src/models/linear/count-tail.js";

/** Σ_k c_k f(k) over the points of the tail. */
function overTail(counts: number[], weights: number[] | null, f: (k: number) => number): number {
  const tail = countTail(Float64Array.from(counts), weights && Float64Array.from(weights));
  return tail.positions.reduce((sum, k, i) => sum + tail.weights[i]! * f(k), 0);
}

test("stands for the double sum over rows and counts", () => {
  const rows = fc.array(fc.record({ count: fc.nat(300), weight: fc.constantFrom(0.5, 1, 3) }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(rows, fc.double({ min: 0.05, max: 50, noNaN: true }), (data, theta) => {
      const f = (k: number) => Math.log1p(k / theta);
      let direct = 0;
      let total = 0;
      for (const { count, weight } of data) {
        total += weight;
        for (let k = 0; k < count; k++) direct += weight * f(k);
      }
      const { counts, weights } = { counts: data.map((d) => d.count), weights: data.map((d) => d.weight) };
      // Positions are exact below 1000; each weight is rounded to float32.
      expect(Math.abs(overTail(counts, weights, f) - direct / total)).toBeLessThanOrEqual(
        (1e-7 * direct) / total,
      );
    }),
  );
});

test("bins of large counts cost no more than float32 itself", () => {
  const f = (k: number) => Math.log1p(k / 0.3);
  let direct = 0;
  for (let k = 0; k < 2_000_000; k++) direct += f(k) * (k < 40_000 ? 1 : 0.5);
  const summed = overTail([40_000, 2_000_000], null, f);
  expect(Math.abs(summed / direct - 1)).toBeLessThan(1.2e-7);
});

test("a count of a billion is a few thousand points, and no counts are none", () => {
  expect(countTail(Float64Array.of(1e9, 3), null).positions.length).toBeLessThan(20_000);
  expect(countTail(Float64Array.of(0, 0), null).positions.length).toBe(0);
});

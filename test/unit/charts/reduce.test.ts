import fc from "fast-check";
import { expect, test } from "vitest";
import { count, sampleIndices, sampleNote } from "../../../kernel-lib/src/charts/reduce.js";

test("a sample is as large as asked, ascending, without repeats, one from every stretch", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 500 }), (n, limit) => {
      const indices = sampleIndices(n, limit);
      expect(indices.length).toBe(Math.min(n, limit));
      for (let i = 0; i < indices.length; i++) {
        expect(indices[i]).toBeGreaterThanOrEqual(Math.floor((i * n) / indices.length));
        expect(indices[i]).toBeLessThan(Math.ceil(((i + 1) * n) / indices.length));
        if (i > 0) expect(indices[i]).toBeGreaterThan(indices[i - 1]!);
      }
    }),
    { numRuns: 50 },
  );
});

test("data with a period are sampled at every phase of it", () => {
  const phases = new Int32Array(10);
  for (const i of sampleIndices(10_000, 1000)) phases[i % 10]!++;
  expect(Math.min(...phases)).toBeGreaterThan(50);
});

test("a note says what was left out, and nothing when nothing was", () => {
  expect(sampleNote(600, 20_319)).toBe("600 of 20,319 rows drawn, sampled evenly");
  expect(sampleNote(5, 5)).toBeUndefined();
  expect(count(1_234_567)).toBe("1,234,567");
});

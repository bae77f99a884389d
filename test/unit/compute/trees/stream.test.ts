import { describe, expect, it } from "vitest";
import { createStream, drawSample } from "../../../../kernel-lib/src/compute/trees/stream.js";

const sample = (low: number, options: { rows: number; draws: number; replace: boolean }) => {
  const counts = new Uint16Array(options.rows);
  drawSample(createStream(7, low), { ...options, counts });
  return counts;
};

describe("drawSample", () => {
  it("draws as many as asked for, each once without replacement", () => {
    for (let low = 0; low < 50; low++) {
      const once = sample(low, { rows: 20, draws: 7, replace: false });
      expect(once.reduce((a, b) => a + b)).toBe(7);
      expect(Math.max(...once)).toBe(1);
      expect(sample(low, { rows: 20, draws: 33, replace: true }).reduce((a, b) => a + b)).toBe(33);
    }
    expect([...sample(1, { rows: 4, draws: 4, replace: false })]).toEqual([1, 1, 1, 1]);
  });

  it("draws every row equally often", () => {
    for (const replace of [true, false]) {
      const sums = new Float64Array(10);
      for (let low = 0; low < 4000; low++) {
        sample(low, { rows: 10, draws: 3, replace }).forEach((count, row) => (sums[row]! += count));
      }
      // 1,200 expected; the standard deviation of a count is under 33.
      for (const sum of sums) expect(Math.abs(sum - 1200)).toBeLessThan(5 * 33);
    }
  });
});

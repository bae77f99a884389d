import { describe, expect, test } from "vitest";
import { normalCdf } from "../../../../kernel-lib/src/compute/special/index.js";
import { simulateUnaware } from "../../../../kernel-lib/src/data/simulate/unaware.js";

const columns = (options: Parameters<typeof simulateUnaware>[0]) => {
  const { table, truth } = simulateUnaware(options);
  const [x1, x2, x3] = ["x1", "x2", "x3"].map((name) => table.array(name) as Float64Array);
  return { x1: x1!, x2: x2!, x3: x3!, y: table.array("y") as ArrayLike<number | string>, mean: truth.mean };
};
const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("x₃ lies between its proxies' shares, with 0.2 of its own", () => {
  const { x1, x2, x3 } = columns({ n: 1000 });
  x3.forEach((value, row) => {
    const own = (value - 0.4 * x1[row]! - 0.4 * x2[row]!) / 0.2;
    expect(own).toBeGreaterThan(-1e-9);
    expect(own).toBeLessThan(1 + 1e-9);
  });
});

describe("the outcome", () => {
  test("is the paper's linear one, with noise of the size asked for", () => {
    const { x1, x2, x3, y, mean } = columns({ n: 20_000, noise: 2 });
    expect(mean[7]).toBeCloseTo(3 * x1[7]! + 3 * x2[7]! + 2 * x3[7]!, 12);
    const noise = mean.map((value, row) => (y[row] as number) - value);
    expect(Math.abs(average(noise))).toBeLessThan((4 * 2) / Math.sqrt(20_000));
    expect(average(noise.map((value) => value ** 2))).toBeCloseTo(4, 0);
    // Var = (3.8² + 3.8² + 0.4²) / 12.
    const centre = average(mean);
    expect(average(mean.map((value) => (value - centre) ** 2))).toBeCloseTo(2.42, 1);
  });

  test("is the paper's non-linear one, flat where x₂ is below a quarter", () => {
    const { x1, x2, x3, mean } = columns({ scenario: "nonlinear", n: 500 });
    mean.forEach((value, row) => {
      const bump = 100 * (x1[row]! - 0.5) ** 2 * Math.max(0, x2[row]! - 0.25);
      expect(value).toBeCloseTo(bump + Math.cos(x3[row]!), 12);
    });
  });

  test("is 1 as often as its probability says", () => {
    const { y, mean } = columns({ scenario: "classification", n: 20_000, noise: 2 });
    const share = Array.from(y).filter((value) => value === "1").length / 20_000;
    const expected = average(mean.map((value) => normalCdf(value / 2)));
    expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt(0.25 / 20_000));
    expect(new Set(Array.from(y))).toEqual(new Set(["0", "1"]));
  });
});

test("repeats with its seed", () => {
  expect(columns({ seed: 4 })).toEqual(columns({ seed: 4 }));
  expect(columns({ seed: 4 }).x1[0]).not.toBe(columns({ seed: 5 }).x1[0]);
});

test.each([
  [
    { scenario: "liner" as never },
    "'scenario' must be one of 'linear', 'nonlinear', 'classification', got 'liner' (did you mean 'linear'?)",
  ],
  [{ n: 0 }, "'n' must be a whole number of at least 1, got 0"],
  [{ n: 2.5 }, "'n' must be a whole number of at least 1, got 2.5"],
  [{ noise: 0 }, "'noise' must be greater than 0, got 0"],
  [{ coefficient: NaN }, "'coefficient' must be a finite number, got NaN"],
])("%j is refused", (options, message) => {
  expect(() => simulateUnaware(options)).toThrow(`simulateUnaware: ${message}`);
});

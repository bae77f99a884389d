import { intervalExtent, ratioTicks } from "quetelet/contract";
import { expect, it } from "vitest";

const large = [
  { lower: 30_000, upper: 40_000 },
  { lower: -9000, upper: -900 },
];

it("holds large numbers, which prices and populations are", () => {
  const [low, high] = intervalExtent(large, false);
  expect(low).toBeLessThan(-9000);
  expect(high).toBeGreaterThan(40_000);
});

it("leaves out logarithms whose exponentials have no end", () => {
  const [low, high] = intervalExtent([...large, { lower: -1, upper: 1 }], true);
  expect([low, high].map(Math.round)).toEqual([-1, 1]);
});

it("puts a few round ratios on an axis, one of them 1", () => {
  for (const [low, high] of [
    [0.4, 1.3],
    [0.95, 1.06],
    [0.01, 300],
    [1e-5, 1e5],
  ] as const) {
    const ticks = ratioTicks(low, high);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(ticks).toContain(1);
  }
});

import { intervalExtent } from "quetelet/contract";
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

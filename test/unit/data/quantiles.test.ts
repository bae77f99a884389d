import { expect, test } from "vitest";
import { quantiles } from "../../../kernel-lib/src/data/quantiles.js";

test("are those of R's type 7, the ends being the least and the largest value", () => {
  // quantile(c(1, 2, 4, 8, 16, 32), c(0, .1, .25, .5, .9, 1))
  const found = quantiles([1, 2, 4, 8, 16, 32], [0, 0.1, 0.25, 0.5, 0.9, 1]);
  [1, 1.5, 2.5, 6, 24, 32].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
});

test("of one value are that value", () => {
  expect(quantiles([7], [0, 0.3, 1])).toEqual([7, 7, 7]);
});

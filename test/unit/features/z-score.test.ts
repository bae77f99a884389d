import fc from "fast-check";
import { expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { zScore } from "../../../kernel-lib/src/features/index.js";

it("has mean 0 and a population SD of 1", () => {
  expect([...zScore([1, 2, 3, 4, 5])]).toEqual([-2, -1, 0, 1, 2].map((step) => step / Math.SQRT2));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }), (values) => {
      fc.pre(new Set(values).size > 1);
      const scores = [...zScore(values)];
      const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      expect(mean).toBeCloseTo(0, 10);
      expect(scores.reduce((sum, score) => sum + score ** 2, 0) / scores.length).toBeCloseTo(1, 10);
    }),
  );
});

it("leaves missing values missing and counts them for nothing", () => {
  expect([...zScore([1, NaN, 3])]).toEqual([-1, NaN, 1]);
});

it.each<[number[], string]>([
  [[2, 2, NaN], "zScore: all values are 2, so that none stands out and the SD is 0"],
  [[], "zScore: there are no values"],
  [[1, Infinity], "zScore: the values must be finite, got Infinity in place 2"],
])("refuses %j", (values, message) => {
  expect(() => zScore(values)).toThrow(new InputError(message));
});

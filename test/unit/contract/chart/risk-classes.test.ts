import { expect, test } from "vitest";
import { riskClasses, riskColour } from "../../../../kernel-lib/src/contract/index.js";

test("classes hold about as many places each, equal values together, and say their range", () => {
  const { classOf, labels } = riskClasses(Float64Array.from([1, 1, 1, 1, 2, 3, 4, 5, 6, 7]));
  expect(labels[0]).toBe("1");
  expect(new Set(classOf.slice(0, 4))).toEqual(new Set([0]));
  expect(classOf.at(-1)).toBe(labels.length - 1);
});

test("the highest class is the darkest on a light page and the lightest on a dark one", () => {
  const highest = (onDark: boolean) => riskColour(5, 6, { onDark });
  expect(highest(false)).toBe(riskColour(1, 6, { onDark: true }));
  expect(highest(true)).toBe(riskColour(1, 6));
  expect(riskColour(0, 6, { onDark: true })).toBe(riskColour(0, 6));
  expect(riskColour(1, 2)).toBe(highest(false));
});

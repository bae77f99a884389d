import { expect, test } from "vitest";
import { columnSteps } from "../../../kernel-lib/src/charts/column-steps.js";

test("a step is a standard deviation to two digits, or one for zeros and ones and for constants", () => {
  const rows = [
    [1, 0, 10, 1e9],
    [1, 1, 20, 1e9],
    [1, 1, 30, 1e9],
    [1, 0, 41, 1e9],
  ];
  // The third column's standard deviation is 13.28.
  expect([...columnSteps(Float64Array.from(rows.flat()), 4)]).toEqual([1, 1, 13, 1]);
});

test("a single row has no deviation", () => {
  expect([...columnSteps(Float64Array.of(1, 5), 2)]).toEqual([1, 1]);
});

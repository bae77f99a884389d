import { expect, test } from "vitest";
import { smooth } from "../../../kernel-lib/src/charts/smooth.js";

const x = Array.from({ length: 200 }, (_, i) => i / 10);

test("a straight line is its own smooth", () => {
  const curve = smooth(x, x.map((at) => 3 - 2 * at)); // prettier-ignore
  expect(curve.x[0]).toBe(0);
  expect(curve.x.at(-1)).toBe(19.9);
  curve.x.forEach((at, k) => expect(curve.y[k]).toBeCloseTo(3 - 2 * at, 8));
});

test("the order of the pairs and missing values do not matter", () => {
  const y = x.map(Math.sin);
  const shuffled = x.map((_, i) => (i * 77) % x.length);
  const other = smooth([...shuffled.map((i) => x[i]!), NaN, 3], [...shuffled.map((i) => y[i]!), 1, NaN]);
  expect(other).toEqual(smooth(x, y));
});

test("ties, a constant x and too few pairs do no harm", () => {
  expect(smooth([1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6])).toEqual({ x: [], y: [] });
  expect(smooth([1, 2], [1, 2])).toEqual({ x: [], y: [] });
  const steps = smooth(
    [...new Array(50).fill(0), ...new Array(50).fill(1)],
    [...new Array(50).fill(2), ...new Array(50).fill(4)],
  );
  expect(steps).toEqual({ x: [0, 1], y: [expect.closeTo(2, 8), expect.closeTo(4, 8)] });
});

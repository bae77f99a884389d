import { expect, test } from "vitest";
import fc from "fast-check";
import { bands } from "../../../../kernel-lib/src/contract/chart/bands.js";
import { mapSquares } from "../../../../kernel-lib/src/charts/map-squares.js";

test("bands hold every index once, ascending, and never part equal values", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: 1, max: 12 }),
      (values, wanted) => {
        const found = bands(values, wanted).map((members) => Array.from(members));
        expect(found.length).toBeLessThanOrEqual(wanted);
        expect(found.flat().sort((a, b) => a - b)).toEqual(values.map((_, i) => i));
        for (let k = 1; k < found.length; k++) {
          const below = Math.max(...found[k - 1]!.map((i) => values[i]!));
          expect(Math.min(...found[k]!.map((i) => values[i]!))).toBeGreaterThan(below);
        }
      },
    ),
  );
});

test("a value that most share leaves the others the bands that remain", () => {
  const values = [...Array<number>(80).fill(1), ...Array.from({ length: 20 }, (_, i) => 2 + i)];
  expect(bands(values, 5).map(({ length }) => length)).toEqual([80, 5, 5, 5, 5]);
});

test("no band is smaller than the least there may be", () => {
  const values = [1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 4];
  expect(bands(values, 6, { least: 3 }).map((members) => members.map((i) => values[i]!))).toEqual(
    [
      [1, 1, 1, 1, 1],
      [2, 3, 3, 3, 3, 3, 3, 4],
    ].map((members) => Uint32Array.from(members)),
  );
  expect(bands([5, 6], 2, { least: 3 })).toEqual([Uint32Array.of(0, 1)]);
});

test("squares hold the mean of their places, and are of whole cells where there are cells", () => {
  const n = 100;
  const x = Float64Array.from({ length: n * n }, (_, i) => 50 + 100 * (i % n));
  const y = Float64Array.from({ length: n * n }, (_, i) => 50 + 100 * Math.floor(i / n));
  const drawn = mapSquares({ x, y, value: x }, { limit: 2500, cellSize: 100 });
  expect(drawn.side).toBe(200);
  expect(drawn.value).toHaveLength(2500);
  // Two cells side by side: their mean is the square's centre.
  expect(drawn.value).toEqual(drawn.x);
  expect(mapSquares({ x, y, value: x }, { limit: 2500 }).side).toBe(200);
});

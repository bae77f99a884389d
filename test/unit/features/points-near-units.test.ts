import fc from "fast-check";
import { from, table } from "arquero";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import {
  countWithin,
  distanceToNearest,
  inverseDistance,
  kernelDensity,
} from "../../../kernel-lib/src/features/index.js";
import { base, bruteForce, expectClose, lattice, moved, places } from "./points.js";

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const distance = fc.double({ min: 1, max: 30_000, noNaN: true });

describe("distance, count and density of points", () => {
  it("are those that every pair of unit and point makes", () => {
    fc.assert(
      fc.property(places(), places(), distance, (units, points, h) => {
        expect(distanceToNearest(units, points)).toEqual(bruteForce(units, points, (d) => Math.min(...d)));
        expect(countWithin(units, points, { distance: h })).toEqual(
          bruteForce(units, points, (d) => d.filter((each) => each ** 2 < h ** 2).length),
        );
        const gaussian = (d: number[]) => sum(d.map((each) => Math.exp((-each * each) / (2 * h * h))));
        expectClose(
          kernelDensity(units, points, { bandwidth: h, cutoff: Infinity }),
          bruteForce(units, points, (d) => gaussian(d) / (2 * Math.PI * h * h)),
        );
        expectClose(
          kernelDensity(units, points, { bandwidth: h, cutoff: 2.5 }),
          bruteForce(
            units,
            points,
            (d) => gaussian(d.filter((each) => each ** 2 <= (2.5 * h) ** 2)) / (2 * Math.PI * h * h),
          ),
        );
        expectClose(
          kernelDensity(units, points, { bandwidth: h, kernel: "quartic" }),
          bruteForce(
            units,
            points,
            (d) => sum(d.map((each) => Math.max(0, 1 - (each / h) ** 2) ** 2)) * (3 / (Math.PI * h * h)),
          ),
          1e-9, // (1 − d²/h²)² near d = h
        );
        for (const power of [1, 2, 1.5]) {
          expectClose(
            inverseDistance(units, points, { power, minimum: 5 }),
            bruteForce(units, points, (d) => sum(d.map((each) => 1 / Math.max(5, each) ** power))),
          );
        }
      }),
    );
  });

  it("do not change when the whole city is shifted or turned", () => {
    fc.assert(
      fc.property(places(), places(), fc.double({ min: 0, max: 6, noNaN: true }), (units, points, angle) => {
        const [units2, points2] = [units, points].map((each) => moved(each, angle, 7e6, -3e6)) as [
          typeof units,
          typeof units,
        ];
        const options = { bandwidth: 5000, cutoff: Infinity };
        // A few nanometres are lost in coordinates of millions of metres.
        const before = distanceToNearest(units, points);
        distanceToNearest(units2, points2).forEach((d, unit) => expect(d).toBeCloseTo(before[unit]!, 6));
        expectClose(kernelDensity(units2, points2, options), kernelDensity(units, points, options), 1e-6);
      }),
    );
  });

  it("count a point of weight 3 as three points, and one of weight 0 as none", () => {
    const units = lattice(6);
    const points = {
      x: [base + 50, base + 230, base + 410],
      y: [base + 10, base + 330, base + 90],
      w: [3, 0, 1],
    };
    const spelt = [0, 0, 0, 2].map((row) => ({ x: points.x[row]!, y: points.y[row]! }));
    for (const weights of ["w", [3, 0, 1]]) {
      expectClose(
        kernelDensity(units, points, { bandwidth: 150, weights }),
        kernelDensity(units, spelt, { bandwidth: 150 }),
      );
      expectClose(inverseDistance(units, points, { weights }), inverseDistance(units, spelt));
      expect(countWithin(units, points, { distance: 300, weights })).toEqual(
        countWithin(units, spelt, { distance: 300 }),
      );
    }
  });

  it("have a density that integrates to the number of points", () => {
    const units = lattice(60);
    const points = { x: [base + 3000, base + 2800], y: [base + 3000, base + 3100] };
    for (const kernel of ["gaussian", "quartic"] as const) {
      const density = kernelDensity(units, points, { bandwidth: 500, kernel, cutoff: Infinity });
      expect(sum([...density]) * 100 * 100).toBeCloseTo(2, 2);
    }
  });

  it("leave out a point exactly at the distance", () => {
    const [unit, point] = [[{ x: base, y: base }], [{ x: base + 300, y: base + 400 }]];
    expect(distanceToNearest(unit, point)[0]).toBe(500);
    expect(countWithin(unit, point, { distance: 500 })[0]).toBe(0);
    expect(countWithin(unit, point, { distance: 500.001 })[0]).toBe(1);
  });

  it("read any kind of table, by any column names, in the order that is seen", () => {
    const streets = table({ XMeters: [base + 2, base, base + 1], YMeters: [base, base, base] }).orderby(
      "XMeters",
    );
    const points = from([{ east: base - 10, north: base }]);
    const options = {
      coordinates: { x: "XMeters", y: "YMeters" },
      pointCoordinates: { x: "east", y: "north" },
    };
    expect([...distanceToNearest(streets, points, options)]).toEqual([10, 11, 12]);
    expect([...distanceToNearest(streets, streets, { coordinates: options.coordinates })]).toEqual([0, 0, 0]);
  });
});

describe("bad places", () => {
  const units = lattice(3);
  const washington = { x: [-77.02, -77.03], y: [38.9, 38.91] };
  const degrees = (what: string) =>
    `'x' and 'y' of the ${what} look like degrees (the first is -77.02, 38.9), but metres are needed: turn longitude and latitude into metres with 'project', or, if they are metres, add 1000 to both`;

  it.each<[string, () => unknown, string]>([
    [
      "units in degrees",
      () => distanceToNearest(washington, units),
      `distanceToNearest: ${degrees("units")}`,
    ],
    [
      "points in degrees",
      () => kernelDensity(units, washington, { bandwidth: 100 }),
      `kernelDensity: ${degrees("points")}`,
    ],
    [
      "no points",
      () =>
        countWithin(
          units,
          table({ x: [base], y: [base] }).filter(() => false),
          { distance: 5 },
        ),
      "countWithin: there are no points",
    ],
    ["no units", () => inverseDistance([], units), "inverseDistance: there are no units"],
    [
      "a place missing",
      () => distanceToNearest(units, { x: [base, base], y: [base, NaN] }),
      "distanceToNearest: the points have no coordinate 'y' in row 2; drop the rows without a place first",
    ],
    [
      "an infinite place",
      () => distanceToNearest({ x: [base, Infinity], y: [base, base] }, units),
      "distanceToNearest: 'coordinates' needs finite numbers, but column 'x' holds Infinity in row 2",
    ],
    [
      "no such column",
      () => distanceToNearest(units, units, { pointCoordinates: { x: "x_m", y: "y" } }),
      "distanceToNearest: 'pointCoordinates' names column 'x_m', which the table does not have (did you mean 'x'?)",
    ],
    [
      "a bandwidth of zero",
      () => kernelDensity(units, units, { bandwidth: 0 }),
      "kernelDensity: 'bandwidth' must be a number of metres greater than 0, got 0",
    ],
    [
      "a kernel that there is not",
      () => kernelDensity(units, units, { bandwidth: 9, kernel: "cosine" as "quartic" }),
      "kernelDensity: 'kernel' must be 'gaussian' or 'quartic', got 'cosine'",
    ],
    [
      "a cutoff of zero",
      () => kernelDensity(units, units, { bandwidth: 9, cutoff: 0 }),
      "kernelDensity: 'cutoff' must be a number of bandwidths greater than 0, got 0",
    ],
    [
      "a power of zero",
      () => inverseDistance(units, units, { power: 0 }),
      "inverseDistance: 'power' must be greater than 0, got 0",
    ],
    [
      "a negative weight",
      () => kernelDensity(units, { x: [base, base], y: [base, base] }, { bandwidth: 9, weights: [1, -1] }),
      "kernelDensity: 'weights' must be at least 0, got -1 for point 2",
    ],
    [
      "a weight too few",
      () => kernelDensity(units, units, { bandwidth: 9, weights: [1] }),
      "kernelDensity: 'weights' must hold one number for each of 9 points, got 1",
    ],
    [
      "no weight at all",
      () => countWithin(units, [{ x: base, y: base, w: 0 }], { distance: 9, weights: "w" }),
      "countWithin: 'weights' are all 0",
    ],
  ])("are refused: %s", (_, make, message) => {
    expect(make).toThrow(new InputError(message));
  });
});

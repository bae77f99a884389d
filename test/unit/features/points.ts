import fc from "fast-check";

export type Columns = {
  x: Float64Array;
  y: Float64Array;
};

/** Where the imaginary places lie: far enough from 0 that no one takes them for degrees. */
export const base = 10_000;

const coordinate = fc.oneof(
  fc.double({ min: 0, max: 1000, noNaN: true }),
  fc.integer({ min: 0, max: 5 }).map((step) => 100 * step), // ties, lines and heaps
  fc.double({ min: -50_000, max: 50_000, noNaN: true }),
);

/** Places with ties, heaps and outliers, among them units outside the points' extent. */
export const places = (least = 1): fc.Arbitrary<Columns> =>
  fc.array(fc.tuple(coordinate, coordinate), { minLength: least, maxLength: 60 }).map((pairs) => ({
    x: Float64Array.from(pairs, ([x]) => 100 * base + x),
    y: Float64Array.from(pairs, ([, y]) => 100 * base + y),
  }));

/** One number a unit from the distances to all the points, with no index in the way. */
export function bruteForce(
  units: Columns,
  points: Columns,
  of: (distances: number[]) => number,
): Float64Array {
  return units.x.map((x, unit) =>
    of(
      Array.from(points.x, (px, point) =>
        Math.sqrt((px - x) ** 2 + (points.y[point]! - units.y[unit]!) ** 2),
      ),
    ),
  );
}

/** Turns by an angle about the origin, then shifts. */
export function moved({ x, y }: Columns, angle: number, east: number, north: number): Columns {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    x: x.map((value, row) => cos * value - sin * y[row]! + east),
    y: y.map((value, row) => sin * x[row]! + cos * value + north),
  };
}

/** A grid of places in a block of a city, `side` × `side`, 100 metres apart. */
export function lattice(side: number): Columns {
  const at = Array.from({ length: side * side }, (_, index) => index);
  return {
    x: Float64Array.from(at, (index) => base + 100 * (index % side)),
    y: Float64Array.from(at, (index) => base + 100 * Math.floor(index / side)),
  };
}

/** Equal to within a share of the largest value. */
export function expectClose(actual: Float64Array, expected: Float64Array, relative = 1e-12): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  actual.forEach((value, row) => {
    const error = Math.abs(value - expected[row]!);
    if (!(error <= relative * largest)) throw new Error(`row ${row + 1}: ${value} is not ${expected[row]}`);
  });
}

import { InputError } from "../contract/index.js";
import type { TableLike } from "../data/as-table.js";
import { type PlaceOptions, requirePositive, unitsAndPoints, weightsOf } from "./places.js";

export interface InverseDistanceOptions extends PlaceOptions {
  /** Exponent of the distance. Default 1. */
  power?: number;
  /** Shorter distances count as this one, in metres, so that a unit on a point stays finite. Default 1. */
  minimum?: number;
  /** What each point counts for: a column of the points, or one number a point. Default 1 each. */
  weights?: string | ArrayLike<number>;
}

/**
 * Sum over the points of weight / distance^power at each unit: every point of the city counts, near ones most.
 * Work grows with units × points.
 * @param units Any table with planar coordinates in metres, one row a place.
 * @param points Any table with planar coordinates in metres, one row a point.
 * @returns One sum a unit, in metres^−power, in the order of the table.
 * @throws InputError for a power or minimum that is not above 0, bad weights, and as `distanceToNearest`.
 */
export function inverseDistance(
  units: TableLike,
  points: TableLike,
  options: InverseDistanceOptions = {},
): Float64Array {
  const where = "inverseDistance";
  const { power = 1, minimum = 1 } = options;
  if (!(power > 0 && power < Infinity)) {
    throw new InputError(`${where}: 'power' must be greater than 0, got ${power}`);
  }
  requirePositive(minimum, "minimum", where);
  const places = unitsAndPoints(units, points, options, where);
  const weights = weightsOf(options.weights, places.points, where);
  const { x, y } = places.points;
  const smallest = minimum ** 2;
  return places.units.x.map((east, unit) => {
    const north = places.units.y[unit]!;
    let sum = 0;
    for (let point = 0; point < x.length; point++) {
      const square = Math.max(smallest, (x[point]! - east) ** 2 + (y[point]! - north) ** 2);
      // x^y is slow; the two usual powers do not need it.
      const decay = power === 1 ? Math.sqrt(square) : power === 2 ? square : square ** (power / 2);
      sum += (weights ? weights[point]! : 1) / decay;
    }
    return sum;
  });
}

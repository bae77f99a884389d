import type { TableLike } from "../data/as-table.js";
import { type PlaceOptions, requirePositive, unitsAndPoints, weightsOf } from "./places.js";
import { pointGrid, runsNear } from "./point-grid.js";

export interface CountWithinOptions extends PlaceOptions {
  /** A point counts when it is nearer than this, in metres. */
  distance: number;
  /** What each point counts for: a column of the points, or one number a point. Default 1 each. */
  weights?: string | ArrayLike<number>;
}

/**
 * Number of points nearer to each unit than a distance (or the sum of their weights).
 * A point exactly at the distance does not count, as in the distance dummies of `riskDummies`.
 * @param units Any table with planar coordinates in metres, one row a place.
 * @param points Any table with planar coordinates in metres, one row a point.
 * @returns One count a unit, in the order of the table.
 * @throws InputError for a distance that is not above 0, bad weights, and as `distanceToNearest`.
 */
export function countWithin(units: TableLike, points: TableLike, options: CountWithinOptions): Float64Array {
  const where = "countWithin";
  requirePositive(options.distance, "distance", where);
  const places = unitsAndPoints(units, points, options, where);
  const weights = weightsOf(options.weights, places.points, where);
  const { x, y } = places.units;
  const grid = pointGrid(places.points.x, places.points.y);
  const limit = options.distance ** 2;
  const counts = new Float64Array(x.length);
  const runs = new Uint32Array(2 * grid.rows);
  for (let unit = 0; unit < x.length; unit++) {
    const entries = runsNear(grid, x[unit]!, y[unit]!, options.distance, runs);
    for (let run = 0; run < entries; run += 2) {
      for (let point = runs[run]!; point < runs[run + 1]!; point++) {
        const square = (grid.x[point]! - x[unit]!) ** 2 + (grid.y[point]! - y[unit]!) ** 2;
        if (square < limit) counts[unit]! += weights ? weights[grid.order[point]!]! : 1;
      }
    }
  }
  return counts;
}

import type { TableLike } from "../data/as-table.js";
import { type PlaceOptions, unitsAndPoints } from "./places.js";
import { cellAt, type PointGrid, pointGrid } from "./point-grid.js";

/**
 * Distance from each unit to the nearest point, in metres, as the crow flies.
 * @param units Any table with planar coordinates in metres, one row a place.
 * @param points Any table with planar coordinates in metres, one row a point; it may be the same table.
 * @returns One distance a unit, in the order of the table.
 * @throws InputError when a table is empty, a coordinate is missing or the coordinates are longitude and latitude.
 */
export function distanceToNearest(
  units: TableLike,
  points: TableLike,
  options: PlaceOptions = {},
): Float64Array {
  const places = unitsAndPoints(units, points, options, "distanceToNearest");
  return nearestDistances(places.units, pointGrid(places.points.x, places.points.y));
}

export function nearestDistances(
  { x, y }: { x: Float64Array; y: Float64Array },
  grid: PointGrid,
): Float64Array {
  const distances = new Float64Array(x.length);
  for (let unit = 0; unit < x.length; unit++)
    distances[unit] = Math.sqrt(nearestSquare(grid, x[unit]!, y[unit]!));
  return distances;
}

/** Squared distance to the nearest point: looks at square rings of cells until no cell farther out can win. */
function nearestSquare(grid: PointGrid, x: number, y: number): number {
  const { columns, rows, size, left, bottom } = grid;
  const column = cellAt(x, left, size, columns);
  const row = cellAt(y, bottom, size, rows);
  let best = Infinity;
  for (let ring = 0; ; ring++) {
    const [west, east, south, north] = [column - ring, column + ring, row - ring, row + ring];
    const [first, last] = [Math.max(west, 0), Math.min(east, columns - 1)];
    for (let line = Math.max(south, 0); line <= Math.min(north, rows - 1); line++) {
      if (line === south || line === north) {
        best = Math.min(best, nearestInRun(grid, line * columns + first, line * columns + last, x, y));
        continue;
      }
      if (west >= 0)
        best = Math.min(best, nearestInRun(grid, line * columns + west, line * columns + west, x, y));
      if (east < columns)
        best = Math.min(best, nearestInRun(grid, line * columns + east, line * columns + east, x, y));
    }
    // How far the nearest cell is that has not been looked at.
    const beyond = Math.min(
      west > 0 ? x - (left + west * size) : Infinity,
      east < columns - 1 ? left + (east + 1) * size - x : Infinity,
      south > 0 ? y - (bottom + south * size) : Infinity,
      north < rows - 1 ? bottom + (north + 1) * size - y : Infinity,
    );
    // A hair less, for a point that rounding has put into the next cell.
    if (beyond === Infinity || Math.sqrt(best) <= beyond - size * 1e-9) return best;
  }
}

function nearestInRun(grid: PointGrid, firstCell: number, lastCell: number, x: number, y: number): number {
  let best = Infinity;
  const end = grid.starts[lastCell + 1]!;
  for (let point = grid.starts[firstCell]!; point < end; point++) {
    const east = grid.x[point]! - x;
    const north = grid.y[point]! - y;
    const square = east * east + north * north;
    if (square < best) best = square;
  }
  return best;
}

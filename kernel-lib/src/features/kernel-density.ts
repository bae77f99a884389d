import { InputError } from "../contract/index.js";
import type { TableLike } from "../data/as-table.js";
import { type PlaceOptions, type Places, requirePositive, unitsAndPoints, weightsOf } from "./places.js";
import { type PointGrid, pointGrid, runsNear } from "./point-grid.js";

export interface Kernel {
  /** Bandwidth in metres: the standard deviation of the Gaussian, the radius of the quartic. */
  bandwidth: number;
  /** Default `gaussian`. */
  kernel?: "gaussian" | "quartic";
  /**
   * Bandwidths beyond which a point no longer counts, for the Gaussian; `Infinity` for never. Default 4, where the
   * kernel is 0.03 % of its height. The quartic ends at one bandwidth by itself.
   */
  cutoff?: number;
}

export interface KernelDensityOptions extends PlaceOptions, Kernel {
  /** What each point counts for: a column of the points, or one number a point. Default 1 each. */
  weights?: string | ArrayLike<number>;
}

/**
 * Kernel density of the points at each unit, in points (or weight) a square metre.
 *
 * Gaussian: Σ w exp(−d²/2h²) / (2πh²). Quartic (biweight): Σ w 3/(πh²) (1 − d²/h²)² for d < h.
 * Source: Silverman, "Density Estimation for Statistics and Data Analysis" (1986), equations 4.3 to 4.6. There is
 * no correction at the city's edge.
 * @param units Any table with planar coordinates in metres, one row a place.
 * @param points Any table with planar coordinates in metres, one row a point; it may be the same table.
 * @returns One density a unit, in the order of the table.
 * @throws InputError for a bandwidth or cutoff that is not above 0, bad weights, and as `distanceToNearest`.
 * @example
 * kernelDensity(streets, streets, { bandwidth: 400, weights: "CFS1" }); // 311 calls
 */
export function kernelDensity(
  units: TableLike,
  points: TableLike,
  options: KernelDensityOptions,
): Float64Array {
  const where = "kernelDensity";
  checkKernel(options, where);
  const places = unitsAndPoints(units, points, options, where);
  return densities(places.units, weightedGrid(places.points, options.weights, where), options);
}

/** A grid of the points that weigh anything, and their weights in its order; null for 1 each. */
export interface WeightedGrid {
  grid: PointGrid;
  weights: Float64Array | null;
}

export function weightedGrid(
  points: Places,
  weights: string | ArrayLike<number> | undefined,
  where: string,
): WeightedGrid {
  const all = weightsOf(weights, points, where);
  if (!all) return { grid: pointGrid(points.x, points.y), weights: null };
  const weighs = (_: number, row: number) => all[row]! > 0;
  const grid = pointGrid(points.x.filter(weighs), points.y.filter(weighs));
  const kept = all.filter((weight) => weight > 0);
  return { grid, weights: Float64Array.from(grid.order, (point) => kept[point]!) };
}

export function checkKernel({ bandwidth, kernel = "gaussian", cutoff = 4 }: Kernel, where: string): void {
  requirePositive(bandwidth, "bandwidth", where);
  if (kernel !== "gaussian" && kernel !== "quartic") {
    throw new InputError(`${where}: 'kernel' must be 'gaussian' or 'quartic', got '${String(kernel)}'`);
  }
  if (!(cutoff > 0)) {
    throw new InputError(`${where}: 'cutoff' must be a number of bandwidths greater than 0, got ${cutoff}`);
  }
}

export function densities(
  { x, y }: { x: Float64Array; y: Float64Array },
  { grid, weights }: WeightedGrid,
  { bandwidth, kernel = "gaussian", cutoff = 4 }: Kernel,
): Float64Array {
  const isGaussian = kernel === "gaussian";
  const radius = isGaussian ? cutoff * bandwidth : bandwidth;
  const sum = isGaussian ? gaussianSum : quarticSum;
  const area = bandwidth ** 2 * Math.PI;
  const height = isGaussian ? 1 / (2 * area) : 3 / area;
  const result = new Float64Array(x.length);
  const runs = new Uint32Array(2 * grid.rows);
  for (let unit = 0; unit < x.length; unit++) {
    const near = runs.subarray(0, runsNear(grid, x[unit]!, y[unit]!, radius, runs));
    result[unit] = height * sum({ grid, weights }, near, x[unit]!, y[unit]!, bandwidth, radius);
  }
  return result;
}

function gaussianSum(
  { grid: { x, y }, weights }: WeightedGrid,
  runs: Uint32Array,
  east: number,
  north: number,
  bandwidth: number,
  radius: number,
): number {
  const limit = radius * radius;
  const scale = -0.5 / (bandwidth * bandwidth);
  let total = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const end = runs[run + 1]!;
    for (let point = runs[run]!; point < end; point++) {
      const dx = x[point]! - east;
      const dy = y[point]! - north;
      const square = dx * dx + dy * dy;
      if (square <= limit) total += (weights === null ? 1 : weights[point]!) * Math.exp(scale * square);
    }
  }
  return total;
}

function quarticSum(
  { grid: { x, y }, weights }: WeightedGrid,
  runs: Uint32Array,
  east: number,
  north: number,
  bandwidth: number,
): number {
  const scale = 1 / (bandwidth * bandwidth);
  let total = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const end = runs[run + 1]!;
    for (let point = runs[run]!; point < end; point++) {
      const dx = x[point]! - east;
      const dy = y[point]! - north;
      const left = 1 - scale * (dx * dx + dy * dy);
      if (left > 0) total += (weights === null ? 1 : weights[point]!) * left * left;
    }
  }
  return total;
}

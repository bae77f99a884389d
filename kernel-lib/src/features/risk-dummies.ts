import { type ColumnTable, table } from "arquero";
import { didYouMean, InputError, show } from "../contract/index.js";
import type { TableLike } from "../data/as-table.js";
import { nearestDistances } from "./distance-to-nearest.js";
import { checkKernel, densities, type Kernel, weightedGrid } from "./kernel-density.js";
import { type Coordinates, type PlaceOptions, unitsAndPoints, requirePositive } from "./places.js";
import { isConstant, zScore } from "./z-score.js";

/** The ladder of dummies that is made of one kind of crime generator. */
export interface Ladder {
  /** Name of the set, and what its columns' names begin with: `alc` makes `alc_dis_100` and `alc_kde_400`. */
  name: string;
  /** Distances in metres: the dummy is 1 where the nearest point is nearer. Default none. */
  distances?: readonly number[];
  /** Bandwidths in metres: the dummy is 1 where the density's z-score is above `threshold`. Default none. */
  densities?: readonly number[];
  /** z-score, by the population SD, above which a density is high. Default 2. */
  threshold?: number;
  /** Kernel of the density. Default `gaussian`. */
  kernel?: Kernel["kernel"];
  /** Bandwidths beyond which a point no longer counts in the Gaussian density. Default 4. */
  cutoff?: number;
  /** What each point counts for in the density: a column of the points, or one number a point. Default 1 each. */
  weights?: string | ArrayLike<number>;
}

export interface RiskDummiesOptions extends PlaceOptions, Ladder {}

export interface RiskDummies {
  /** The columns of 0 and 1. From `riskFactors`: after the units' own columns. */
  table: ColumnTable;
  /** The columns by set, ready for `sets` of `riskTerrain`: those of `constant` are left out. */
  sets: { [name: string]: string[] };
  /** Columns that are the same in every unit, such as a distance that no unit is within: no model can use them. */
  constant: string[];
}

/**
 * Dummies of one kind of crime generator, at a ladder of distances and bandwidths, for a risk terrain model to pick
 * from. `alc_dis_100` is 1 where the nearest point is less than 100 metres away; `alc_kde_400` where the density at
 * a bandwidth of 400 metres has a z-score above 2. A density that is the same everywhere makes zeros.
 *
 * Source: A. Wheeler, "RTM Deep Learning Style".
 * @param units Any table with planar coordinates in metres, one row a place.
 * @param points Any table with planar coordinates in metres, one row a point of the generator.
 * @returns A table of the dummies alone, in the order of the units. See `riskFactors` for several generators at once.
 * @throws InputError for no distances and no densities, one that is not above 0 or is there twice, bad weights, no
 *   points, missing coordinates, and longitude and latitude in place of metres.
 * @example
 * const alc = riskDummies(streets, outlets, { name: "alc", distances: [50, 100, 200], densities: [200, 400] });
 */
export function riskDummies(units: TableLike, points: TableLike, options: RiskDummiesOptions): RiskDummies {
  const columns = dummiesOf(units, points, options, "riskDummies");
  return { table: table([...columns], [...columns.keys()]), ...setsOf([[options.name, columns]]) };
}

/** One kind of crime generator: its points, and the dummies to make of them. */
export interface CrimeGenerator extends Ladder {
  /** Any table with planar coordinates in metres, one row a point. */
  points: TableLike;
  /** Columns of the points' planar coordinates, in metres. Default those of the units. */
  coordinates?: Coordinates;
}

/**
 * The units with the dummies of several kinds of crime generators beside their own columns: see `riskDummies`.
 * @param units An Arquero table, such as `readTable` gives, with planar coordinates in metres.
 * @throws InputError as `riskDummies`; when two generators have one name; when the units have such a column already.
 * @example
 * const { table, sets } = riskFactors(streets, [
 *   { name: "alc", points: outlets, distances: [50, 100, 200], densities: [200, 400] },
 *   { name: "c31", points: streets, weights: "calls", densities: [200, 400] },
 * ]);
 * const fit = await riskTerrain(table, { outcome: "crimes", sets });
 */
export function riskFactors(
  units: ColumnTable,
  generators: readonly CrimeGenerator[],
  { coordinates }: { coordinates?: Coordinates } = {},
): RiskDummies {
  const where = "riskFactors";
  if (typeof (units as { assign?: unknown } | null)?.assign !== "function") {
    throw new InputError(`${where}: the units must be an Arquero table, such as readTable gives`);
  }
  if (generators.length === 0) throw new InputError(`${where}: there are no generators`);
  const all: [string, Map<string, Float64Array>][] = [];
  for (const { points, coordinates: pointCoordinates, ...ladder } of generators) {
    if (all.some(([name]) => name === ladder.name)) {
      throw new InputError(`${where}: two generators are named '${ladder.name}'`);
    }
    const places = { ...(coordinates && { coordinates }), ...(pointCoordinates && { pointCoordinates }) };
    all.push([ladder.name, dummiesOf(units, points, { ...ladder, ...places }, where)]);
  }
  const dummies = new Map(all.flatMap(([, columns]) => [...columns]));
  const taken = units.columnNames().find((name) => dummies.has(name));
  if (taken !== undefined) throw new InputError(`${where}: the units have a column '${taken}' already`);
  // A filtered or ordered table is put in order first: the dummies follow the rows that are seen.
  return { table: units.reify().assign(table([...dummies], [...dummies.keys()])), ...setsOf(all) };
}

const optionNames = [
  ...["name", "distances", "densities", "threshold", "kernel", "cutoff", "weights"],
  ...["coordinates", "pointCoordinates"],
];

function setsOf(all: readonly [string, Map<string, Float64Array>][]): Pick<RiskDummies, "sets" | "constant"> {
  const sets: [string, string[]][] = [];
  const constant: string[] = [];
  for (const [set, columns] of all) {
    const names = [...columns.keys()];
    const varies = names.filter((name) => !isConstant(columns.get(name)!));
    constant.push(...names.filter((name) => !varies.includes(name)));
    if (varies.length > 0) sets.push([set, varies]);
  }
  return { sets: Object.fromEntries(sets), constant };
}

function dummiesOf(
  units: TableLike,
  points: TableLike,
  options: RiskDummiesOptions,
  where: string,
): Map<string, Float64Array> {
  const { name, distances = [], densities: bandwidths = [], threshold = 2, weights } = options;
  if (typeof name !== "string" || name === "") {
    throw new InputError(
      `${where}: 'name' must say what the generator is called, got ${JSON.stringify(name)}`,
    );
  }
  const unknown = Object.keys(options).find((option) => !optionNames.includes(option));
  if (unknown !== undefined) {
    throw new InputError(
      `${where}: generator '${name}' has an unknown option '${unknown}'${didYouMean(unknown, optionNames)}`,
    );
  }
  checkLadder(distances, "distances", where);
  checkLadder(bandwidths, "densities", where);
  if (distances.length + bandwidths.length === 0) {
    throw new InputError(`${where}: generator '${name}' has neither 'distances' nor 'densities'`);
  }
  if (!Number.isFinite(threshold)) {
    throw new InputError(`${where}: 'threshold' must be a number, got ${threshold}`);
  }
  for (const bandwidth of bandwidths) checkKernel({ ...options, bandwidth }, where);
  // Several generators each have `coordinates` of their own; one alone has `pointCoordinates`.
  const field = where === "riskFactors" ? `${name}.coordinates` : "pointCoordinates";
  const places = unitsAndPoints(units, points, options, where, { what: `points of '${name}'`, field });
  const columns = new Map<string, Float64Array>();
  const unweighted = weightedGrid(places.points, undefined, where);
  if (distances.length > 0) {
    const nearest = nearestDistances(places.units, unweighted.grid);
    for (const distance of distances) {
      columns.set(
        `${name}_dis_${distance}`,
        nearest.map((d) => Number(d < distance)),
      );
    }
  }
  const weighted = weights === undefined ? unweighted : weightedGrid(places.points, weights, where);
  for (const bandwidth of bandwidths) {
    const density = densities(places.units, weighted, { ...options, bandwidth });
    const high = isConstant(density) ? new Float64Array(density.length) : zScore(density);
    columns.set(
      `${name}_kde_${bandwidth}`,
      high.map((z) => Number(z > threshold)),
    );
  }
  return columns;
}

function checkLadder(steps: readonly number[], field: string, where: string): void {
  if (!Array.isArray(steps)) {
    throw new InputError(
      `${where}: '${field}' must be a list of metres such as [100, 200, 400], got ${show(steps)}`,
    );
  }
  steps.forEach((step, index) => {
    requirePositive(step, field, where);
    if (steps.indexOf(step) < index) throw new InputError(`${where}: '${field}' has ${step} twice`);
  });
}

import { type ColumnTable, table } from "arquero";
import {
  choice,
  foldIn,
  gamma,
  type Key,
  negativeBinomial,
  normal,
  permutation,
  poisson,
  randomKey,
  split,
} from "../compute/random/index.js";
import { didYouMean, InputError } from "../contract/index.js";
import type { Feature, FeatureCollection, LineString, Point } from "./geojson.js";
import { type CrimeGenerator, riskFactors } from "./risk-dummies.js";
import { streetUnits } from "./street-units.js";

/** One kind of crime generator of a simulated city, and its true effect. */
export interface SimulatedGenerator {
  /** Name of its set of dummies. */
  name: string;
  /**
   * How many points there are; or `units` for a kind that is counted at the street units themselves, such as calls:
   * each unit gets a count, in a column of this name, that weighs it in the densities.
   */
  points: number | "units";
  /** Where there is more of it: towards the centre, nowhere, or around five places by chance. Default `central`. */
  spread?: "central" | "even" | "clustered";
  /** Distances of its dummies, in metres; default 100, 200 … 600, and none for kind `units`. */
  distances?: readonly number[];
  /** Bandwidths of its dummies, in metres; default 100, 200 … 600. */
  densities?: readonly number[];
  /** The one dummy that acts on crime, such as `dis_200` or `kde_400`; null for a kind without effect. */
  variable: string | null;
  /** Logarithm of that dummy's rate ratio. Default 0.8, a rate ratio of 2.2. */
  coefficient?: number;
}

export interface RiskTerrainSimulationOptions {
  /** Street units in the city, segments and intersections, at least 100. Default 2000, on about 16 square km. */
  units?: number;
  /** Makes the simulation repeatable. Default 1. */
  seed?: number;
  /** The kinds of generators. Default bars, metro stations, 311 calls, petrol stations, and schools without effect. */
  generators?: readonly SimulatedGenerator[];
  /** Logarithms of the expected crimes of a street segment without risk, and of an intersection's rate ratio to it. */
  coefficients?: { Intercept: number; intersection: number };
  /** Default `poisson`. */
  family?: "poisson" | "negative-binomial";
  /** Shape of the negative binomial: variance = mean + mean²/theta. Default 2. */
  theta?: number;
}

/** A simulated city, and what its crimes were drawn from. */
export interface RiskTerrainSimulation {
  /**
   * One row a street unit: `unit` (number), `x`, `y` (planar metres), `length` (metres; 0 for an intersection),
   * `intersection` (0 or 1), the counts of generators of kind `units`, `crimes` and `next_crimes` (two years).
   */
  streets: ColumnTable;
  /** One row a generator point: `type` (the generator's name), `x`, `y` (planar metres). */
  points: ColumnTable;
  /** The streets as GeoJSON, in the order of the rows, with `unit` as the id of each. */
  shapes: FeatureCollection<LineString | Point>;
  /** What `riskFactors(streets, generators)` makes the dummies of. */
  generators: CrimeGenerator[];
  /** The streets with the dummies, and their sets: what `riskTerrain` takes. */
  table: ColumnTable;
  sets: { [name: string]: string[] };
  truth: {
    outcome: "crimes";
    nextOutcome: "next_crimes";
    always: ["intersection"];
    /** The column of each set that acts on crime, or null. */
    chosen: { [set: string]: string | null };
    /** Coefficients on the log scale: `Intercept`, `intersection` and the chosen columns. */
    coefficients: Record<string, number>;
    /** Expected crimes of each unit in a year. */
    mean: Float64Array;
    /** Shape of the negative binomial, or null for Poisson. */
    theta: number | null;
  };
}

const where = "simulateRiskTerrain";
const ladder = [100, 200, 300, 400, 500, 600];

const defaultGenerators: readonly SimulatedGenerator[] = [
  { name: "bars", points: 60, variable: "kde_300", coefficient: 0.9 },
  { name: "metro", points: 8, spread: "even", variable: "dis_300", coefficient: 0.8 },
  { name: "calls", points: "units", spread: "clustered", variable: "kde_200", coefficient: 0.7 },
  { name: "petrol", points: 25, spread: "even", variable: "dis_100", coefficient: 0.6 },
  { name: "schools", points: 40, spread: "even", variable: null },
];

/**
 * A year's crimes, and the next year's, in the street units of an imaginary city, from a risk terrain model that is
 * known: crimes are counts with a log link, and at most one dummy of each kind of generator acts on them. The city
 * is a network of blocks about 160 metres wide, in planar metres.
 * @throws InputError for fewer than 100 units, a `variable` that the ladder does not make or that is the same in
 *   every unit of this city, and parameters out of range.
 * @example
 * const city = simulateRiskTerrain({ seed: 3 });
 * const fit = await riskTerrain(city.table, { outcome: "crimes", always: ["intersection"], sets: city.sets });
 * city.truth.chosen; // what the fit should find
 */
export function simulateRiskTerrain({
  units = 2000,
  seed = 1,
  generators = defaultGenerators,
  coefficients = { Intercept: -0.5, intersection: 0.3 },
  family = "poisson",
  theta = 2,
}: RiskTerrainSimulationOptions = {}): RiskTerrainSimulation {
  if (!(Number.isSafeInteger(units) && units >= 100)) {
    throw new InputError(`${where}: 'units' must be a whole number of at least 100, got ${units}`);
  }
  const [cityKey, generatorKey, crimeKey, nextKey] = split(randomKey(seed), 4) as [Key, Key, Key, Key];
  if (!(theta > 0 && theta < Infinity)) {
    throw new InputError(`${where}: 'theta' must be greater than 0, got ${theta}`);
  }
  const city = layOut(cityKey, units);
  const taken = generators.find(({ name }) =>
    [...city.table.columnNames(), "crimes", "next_crimes"].includes(name),
  );
  if (taken) throw new InputError(`${where}: a generator cannot be named '${taken.name}', as a column is`);
  const made = generators.map((generator, index) =>
    place(foldIn(generatorKey, index), generator, city.table),
  );
  const counts = made.flatMap(({ name, counts }) => (counts ? [[name, counts] as const] : []));
  const covariates = withColumns(city.table, counts);
  const definitions = made.map(({ name, x, y, counts }, index): CrimeGenerator => {
    const { distances = counts ? [] : ladder, densities = ladder } = generators[index]!;
    return counts
      ? { name, points: covariates, weights: name, distances, densities }
      : { name, points: table({ x, y }), distances, densities };
  });
  const { table: features, sets } = riskFactors(covariates, definitions);
  const { chosen, all } = truthOf(generators, coefficients, features, sets);
  const mean = expected(features, all);
  const draw = (key: Key) =>
    family === "poisson" ? poisson(key, mean, units) : negativeBinomial(key, mean, theta, units);
  const outcomes = [
    ["crimes", draw(crimeKey)],
    ["next_crimes", draw(nextKey)],
  ] as const;
  const streets = withColumns(covariates, outcomes);
  const points = made.filter(({ counts }) => !counts);
  return {
    streets,
    points: table({
      type: points.flatMap(({ name, x }) => Array.from(x, () => name)),
      x: Float64Array.from(points.flatMap(({ x }) => [...x])),
      y: Float64Array.from(points.flatMap(({ y }) => [...y])),
    }),
    shapes: city.shapes,
    generators: definitions,
    table: withColumns(features, outcomes),
    sets,
    truth: {
      outcome: "crimes",
      nextOutcome: "next_crimes",
      always: ["intersection"],
      chosen,
      coefficients: all,
      mean,
      theta: family === "poisson" ? null : theta,
    },
  };
}

/** South-west corner of the city and the width of its blocks, in metres. */
const origin = 10_000;
const block = 160;

interface City {
  table: ColumnTable;
  shapes: FeatureCollection<LineString | Point>;
}

/** A square network of crooked streets, of which as many units are kept as are wanted. */
function layOut(key: Key, units: number): City {
  let side = 2;
  while (2 * side * (side - 1) + side ** 2 - 4 < units) side++;
  const shake = normal(foldIn(key, 0), 2 * side * side).map((z) => 10 * Math.max(-3, Math.min(3, z)));
  const node = (column: number, row: number) => {
    const index = 2 * (row * side + column);
    return [origin + column * block + shake[index]!, origin + row * block + shake[index + 1]!];
  };
  const along = Array.from({ length: side }, (_, index) => index);
  const network = streetUnits([
    ...along.map((row) => along.map((column) => node(column, row))),
    ...along.map((column) => along.map((row) => node(column, row))),
  ]);
  const kept = permutation(foldIn(key, 1), network.table.numRows()).slice(0, units).sort();
  const pick = (name: string) => {
    const values = network.table.array(name, Float64Array) as Float64Array;
    return Float64Array.from(kept, (row) => values[row]!);
  };
  const number = Float64Array.from(kept, (_, index) => index + 1);
  return {
    table: table({
      unit: number,
      ...Object.fromEntries(["x", "y", "length", "intersection"].map((name) => [name, pick(name)])),
    }),
    shapes: {
      type: "FeatureCollection",
      features: Array.from(kept, (row, index): Feature<LineString | Point> => {
        const { geometry } = network.shapes.features[row]!;
        return { type: "Feature", id: index + 1, properties: { unit: index + 1 }, geometry };
      }),
    },
  };
}

interface Placed {
  name: string;
  x: Float64Array;
  y: Float64Array;
  /** Counts at the units, for the kind `units`. */
  counts: Float64Array | null;
}

/** Puts a generator's points near units, by chance; or counts at the units. */
function place(
  key: Key,
  { name, points, spread = "central" }: SimulatedGenerator,
  city: ColumnTable,
): Placed {
  const [x, y] = [
    city.array("x", Float64Array) as Float64Array,
    city.array("y", Float64Array) as Float64Array,
  ];
  const [which, sideways, crowd, spots] = split(key, 4) as [Key, Key, Key, Key];
  const attraction = attractionOf({ x, y }, spread, spots);
  if (points === "units") {
    // Neighbours differ: some corners make most of the calls.
    const rate = gamma(crowd, 0.5, x.length);
    const mean = rate.map((value, unit) => 12 * value * attraction[unit]!);
    return { name, x, y, counts: poisson(which, mean, x.length) };
  }
  if (!(Number.isSafeInteger(points) && points >= 1)) {
    throw new InputError(
      `${where}: 'points' of '${name}' must be 'units' or a whole number of at least 1, got ${points}`,
    );
  }
  const at = choice(which, x.length, points, { weights: attraction });
  const off = normal(sideways, 2 * points);
  return {
    name,
    x: Float64Array.from(at, (unit, index) => x[unit]! + 15 * off[2 * index]!),
    y: Float64Array.from(at, (unit, index) => y[unit]! + 15 * off[2 * index + 1]!),
    counts: null,
  };
}

/** How much each unit attracts a generator: 1 at most. */
function attractionOf(
  { x, y }: { x: Float64Array; y: Float64Array },
  spread: "central" | "even" | "clustered",
  key: Key,
): Float64Array {
  if (spread === "even") return new Float64Array(x.length).fill(1);
  const [low, high] = [x.reduce((a, b) => Math.min(a, b)), x.reduce((a, b) => Math.max(a, b))];
  const middle = (low + high) / 2;
  const [spots, scale, floor] =
    spread === "central"
      ? [[[middle, middle] as const], (high - low) / 6, 0]
      : [Array.from(choice(key, x.length, 5), (unit) => [x[unit]!, y[unit]!] as const), 200, 0.1];
  return x.map((east, unit) => {
    const away = Math.min(...spots.map(([x0, y0]) => Math.hypot(east - x0, y[unit]! - y0)));
    return floor + (1 - floor) * Math.exp(-away / scale);
  });
}

function truthOf(
  generators: readonly SimulatedGenerator[],
  coefficients: { Intercept: number; intersection: number },
  features: ColumnTable,
  sets: { [name: string]: string[] },
) {
  const chosen: { [set: string]: string | null } = {};
  const all: Record<string, number> = { ...coefficients };
  for (const { name, variable, coefficient = 0.8 } of generators) {
    chosen[name] = variable === null ? null : `${name}_${variable}`;
    if (variable === null) continue;
    const column = chosen[name]!;
    const made = features.columnNames().filter((other) => other.startsWith(`${name}_`));
    if (!made.includes(column)) {
      throw new InputError(
        `${where}: 'variable' of '${name}' is '${variable}', which its ladder does not make${didYouMean(column, made)}`,
      );
    }
    if (!sets[name]?.includes(column)) {
      throw new InputError(
        `${where}: '${column}' is the same in every unit of this city; change the seed, the units or the points`,
      );
    }
    all[column] = coefficient;
  }
  for (const [name, value] of Object.entries(all)) {
    if (!Number.isFinite(value)) {
      throw new InputError(`${where}: coefficient '${name}' must be a number, got ${value}`);
    }
  }
  return { chosen, all };
}

function expected(features: ColumnTable, { Intercept = 0, ...others }: Record<string, number>): Float64Array {
  const eta = new Float64Array(features.numRows()).fill(Intercept);
  for (const [name, coefficient] of Object.entries(others)) {
    const values = features.array(name, Float64Array) as Float64Array;
    for (let unit = 0; unit < eta.length; unit++) eta[unit]! += coefficient * values[unit]!;
  }
  return eta.map(Math.exp);
}

function withColumns(base: ColumnTable, columns: readonly (readonly [string, Float64Array])[]): ColumnTable {
  return columns.length === 0 ? base : base.assign(Object.fromEntries(columns) as never);
}

import { type ColumnTable, table } from "arquero";
import { type Key, normal, randomKey, split, uniform } from "../../compute/random/index.js";
import { didYouMean, InputError, trajectoryFamilies, type TrajectoryFamily } from "../../contract/index.js";
import { drawOutcomes } from "./trajectory-outcome.js";

/** One group of a simulation, and its true curve. */
export interface SimulatedGroup {
  /**
   * Coefficients of the curve in powers of scaled time, the constant first, on the family's own scale: the outcome
   * itself, or the log or logit of its mean.
   */
  coefficients: readonly number[];
  /** Share of the people, relative to the other groups. Default 1. */
  share?: number;
  /** Change in the log odds of this group, against the first, for a unit of the column `x`. Default 0. */
  slope?: number;
  /** Standard deviation about the curve (`gaussian`, `censored-normal`). Default 1. */
  sigma?: number;
  /** Coefficients of the logit of an excess zero, in powers of scaled time (`zip`). Default (−1). */
  zero?: readonly number[];
  /** Strength of the zero inflation, logit(zero) = −tau × log rate (`zip-tau`). Default 0.5. */
  tau?: number;
  /** Shape: variance = mean + mean²/theta (`negative-binomial`). Default 2. */
  theta?: number;
  /** Precision: variance = mean (1 − mean) / (1 + precision) (`beta`). Default 20. */
  precision?: number;
}

export interface TrajectorySimulationOptions {
  /** Default `gaussian`. */
  family?: TrajectoryFamily;
  /**
   * People, assigned to groups at random by `share`; or exactly so many of each group, the groups one after another.
   * Default 500.
   */
  people?: number | readonly number[];
  /** Group of each person, from 1, where it is known already, in place of `people`. */
  memberOf?: ArrayLike<number>;
  /** Times at which each person is seen. Default 0, 1 … 10. */
  times?: readonly number[];
  /** Coefficients are of powers of (time − centre) / scale. Default centre 5, scale 5. */
  scaling?: { centre: number; scale: number };
  /** Chance that a wave was observed; a person's first always is. Default 1. */
  observed?: number;
  /** Default: two groups that cross, rising and falling. */
  groups?: readonly SimulatedGroup[];
  /** Half-width of noise that is uniform about the curve in place of normal (`gaussian`). */
  uniformNoise?: number;
  /** Limits at which outcomes are censored (`censored-normal`). Default none. */
  lower?: number;
  upper?: number;
  /** Trials of each row (`binomial`), in the column `trials`. Default 10. */
  trials?: number;
  /** Exposures, uniform between two numbers, in the column `exposure` (counts). Default none. */
  exposure?: readonly [from: number, to: number];
  /** Name of the column that the outcome goes to. Default `y`. */
  outcome?: string;
  /** Makes the simulation repeatable. Default 1. */
  seed?: number;
}

/** What a simulation of trajectories knows and a fit has to find. */
export interface TrajectoryTruth {
  outcome: string;
  family: TrajectoryFamily;
  groups: SimulatedGroup[];
  scaling: { centre: number; scale: number };
  /** Group of each person, from 1, by the order of their ids. */
  memberOf: Int32Array;
  /** Group of each row, from 1. */
  group: Int32Array;
  /** Curve at each row: the mean of the uncensored outcome, the rate of the counts, the chance of a 1. */
  mean: Float64Array;
}

const where = "simulateTrajectories";
const optionNames =
  "family people memberOf times scaling observed groups uniformNoise lower upper trials exposure outcome seed".split(
    " ",
  );

/**
 * A long table of people in latent groups, each with a curve of its own over time: `id` (from 1), `time`, the
 * outcome `y`, `x` where groups have a `slope` (a standard normal covariate of the person), and `trials` or
 * `exposure` where the family has them.
 *
 * @throws InputError for options that are unknown or out of range, and for curves that the family cannot have.
 * @example
 * // The simulated check of Wheeler's trajectories in PyTorch.
 * const { table, truth } = simulateTrajectories({
 *   people: [50, 50], times: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], scaling: { centre: 5.5, scale: 5.5 },
 *   groups: [{ coefficients: [1, 0.5, 0] }, { coefficients: [0, 0, 1.5] }], uniformNoise: 0.05,
 * });
 */
export function simulateTrajectories(options: TrajectorySimulationOptions = {}): {
  table: ColumnTable;
  truth: TrajectoryTruth;
} {
  const unknown = Object.keys(options).find((name) => !optionNames.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `${where}: unknown option '${unknown}'${didYouMean(unknown, optionNames)}; known options are ${optionNames.join(", ")}`,
    );
  }
  const {
    family = "gaussian",
    times = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    outcome = "y",
    seed = 1,
  } = options;
  const { scaling = { centre: 5, scale: 5 }, observed = 1, groups = defaultGroups(family) } = options;
  if (!trajectoryFamilies.includes(family)) {
    throw new InputError(
      `${where}: 'family' must be one of ${trajectoryFamilies.map((name) => `'${name}'`).join(", ")}, got '${family as string}'${didYouMean(family, trajectoryFamilies)}`,
    );
  }
  checkGroups(groups);
  if (times.length === 0 || !times.every(Number.isFinite) || new Set(times).size < times.length) {
    throw new InputError(
      `${where}: 'times' must be different finite numbers, got ${times.join(", ") || "none"}`,
    );
  }
  if (!(Number.isFinite(scaling.centre) && scaling.scale > 0 && scaling.scale < Infinity)) {
    throw new InputError(`${where}: 'scaling' must be a finite centre and a scale above 0`);
  }
  if (!(observed > 0 && observed <= 1)) {
    throw new InputError(`${where}: 'observed' must be above 0 and at most 1, got ${observed}`);
  }
  const [membersKey, covariateKey, wavesKey, outcomeKey] = split(randomKey(seed), 4) as [Key, Key, Key, Key];
  const persons = countPeople(options, groups.length);
  const sloped = groups.some(({ slope = 0 }) => slope !== 0);
  const x = normal(covariateKey, persons);
  const memberOf = drawMembers(options, { groups, persons, x, key: membersKey });

  const ordered = [...times].sort((a, b) => a - b);
  const seen = uniform(wavesKey, persons * ordered.length);
  const person: number[] = [];
  const time: number[] = [];
  for (let i = 0; i < persons; i++) {
    ordered.forEach((value, wave) => {
      if (wave > 0 && seen[i * ordered.length + wave]! >= observed) return;
      person.push(i);
      time.push(value);
    });
  }
  const group = Int32Array.from(person, (i) => memberOf[i]!);
  const drawn = drawOutcomes(options, {
    family,
    groups,
    group,
    scaled: Float64Array.from(time, (t) => (t - scaling.centre) / scaling.scale),
    key: outcomeKey,
  });
  return {
    table: table({
      id: Float64Array.from(person, (i) => i + 1),
      time: Float64Array.from(time),
      [outcome]: drawn.values,
      ...(sloped && { x: Float64Array.from(person, (i) => x[i]!) }),
      ...(drawn.trials && { trials: drawn.trials }),
      ...(drawn.exposure && { exposure: drawn.exposure }),
    }),
    truth: { outcome, family, groups: [...groups], scaling, memberOf, group, mean: drawn.mean },
  };
}

/** Two groups that cross, apart enough to be told from ten waves. */
function defaultGroups(family: TrajectoryFamily): SimulatedGroup[] {
  switch (family) {
    case "gaussian":
    case "censored-normal":
      return [{ coefficients: [2, 3, 0] }, { coefficients: [4, -2, 1] }];
    default:
      return [{ coefficients: [0.5, 1, -0.5] }, { coefficients: [0.5, -1, -0.5] }];
  }
}

function checkGroups(groups: readonly SimulatedGroup[]): void {
  if (groups.length === 0) throw new InputError(`${where}: 'groups' is empty; give at least one`);
  groups.forEach(({ coefficients, share = 1, slope = 0, zero = [-1], ...positive }, index) => {
    const refuse = (what: string) => new InputError(`${where}: 'groups[${index}]' ${what}`);
    if (
      coefficients.length === 0 ||
      ![...coefficients, ...zero].every(Number.isFinite) ||
      zero.length === 0
    ) {
      throw refuse("must have coefficients that are finite numbers, at least one");
    }
    if (!(share > 0 && share < Infinity)) throw refuse(`must have a share above 0, got ${share}`);
    if (!Number.isFinite(slope)) throw refuse(`must have a finite slope, got ${slope}`);
    for (const name of ["sigma", "tau", "theta", "precision"] as const) {
      const value = positive[name] ?? 1;
      if (!(value > 0 && value < Infinity)) throw refuse(`must have a ${name} above 0, got ${value}`);
    }
  });
}

function countPeople({ people = 500, memberOf }: TrajectorySimulationOptions, groups: number): number {
  if (memberOf) {
    const wrong = Array.from(memberOf).find(
      (group) => !(Number.isInteger(group) && group >= 1 && group <= groups),
    );
    if (wrong === undefined && memberOf.length > 0) return memberOf.length;
    throw new InputError(`${where}: 'memberOf' must hold groups from 1 to ${groups}, got ${wrong ?? "none"}`);
  }
  const counts = typeof people === "number" ? [people] : people;
  if (typeof people !== "number" && people.length !== groups) {
    throw new InputError(`${where}: 'people' must be a number, or one for each of ${groups} groups`);
  }
  const wrong = counts.find((count) => !(Number.isSafeInteger(count) && count >= 1));
  if (wrong === undefined) return counts.reduce((sum, count) => sum + count, 0);
  throw new InputError(`${where}: 'people' must be whole numbers of at least 1, got ${wrong}`);
}

function drawMembers(
  { people, memberOf }: TrajectorySimulationOptions,
  {
    groups,
    persons,
    x,
    key,
  }: { groups: readonly SimulatedGroup[]; persons: number; x: Float64Array; key: Key },
): Int32Array {
  if (memberOf) return Int32Array.from(memberOf);
  if (typeof people === "object") {
    return Int32Array.from(people.flatMap((count, group) => Array<number>(count).fill(group + 1)));
  }
  const draws = uniform(key, persons);
  return Int32Array.from({ length: persons }, (_, i) => {
    const odds = groups.map(({ share = 1, slope = 0 }, g) => share * Math.exp((g === 0 ? 0 : slope) * x[i]!));
    let left = draws[i]! * odds.reduce((sum, each) => sum + each, 0);
    const found = odds.findIndex((each) => (left -= each) < 0);
    return (found < 0 ? odds.length - 1 : found) + 1;
  });
}

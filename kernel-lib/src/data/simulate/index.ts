import type { ColumnTable } from "arquero";
import { bernoulli, negativeBinomial, normal, poisson } from "../../compute/random/index.js";
import { didYouMean, InputError } from "../../contract/index.js";
import { positiveColumn, predictorOf, type SimulationOptions, type Truth } from "./outcome.js";

export type { SimulationOptions, Truth } from "./outcome.js";
export {
  type SimulatedGroup,
  simulateTrajectories,
  type TrajectorySimulationOptions,
  type TrajectoryTruth,
} from "./trajectories.js";

/** Simulated data, and what they were simulated from. */
export interface Simulation<T extends Truth = Truth> {
  table: ColumnTable;
  truth: T;
}

export interface LinearSimulationOptions extends SimulationOptions {
  /** Standard deviation of the outcome about its mean. Default 8. */
  sigma?: number;
}

/**
 * A continuous outcome, normal about a linear predictor. By default: how much residents of each street unit of an
 * imaginary city worry about crime (`worry`, points, about 0 to 100).
 * The table's columns are those of the city (see `simulateCounts`) and the outcome.
 */
export function simulateLinear({
  sigma = 8,
  terms = ["alcohol_outlets", "calls_311", "lit", "zone"],
  coefficients = {
    Intercept: 45,
    alcohol_outlets: 2.5,
    calls_311: 0.6,
    lit: -6,
    "zone[T.inner]": -4,
    "zone[T.outer]": -9,
  },
  outcome = "worry",
  ...options
}: LinearSimulationOptions = {}): Simulation<Truth & { sigma: number }> {
  const where = "simulateLinear";
  requirePositive(sigma, "sigma", where);
  const {
    covariates,
    eta: mean,
    truth,
    key,
  } = predictorOf({ ...options, terms, coefficients, outcome }, { where, own: ["sigma"] });
  const noise = normal(key, mean.length);
  const values = mean.map((value, row) => value + sigma * noise[row]!);
  return { table: withColumn(covariates, outcome, values), truth: { ...truth, mean, sigma } };
}

export interface CountSimulationOptions extends SimulationOptions {
  /** Default `negative-binomial`. */
  family?: "poisson" | "negative-binomial";
  /** Shape of the negative binomial: variance = mean + mean²/theta. Default 1.5. */
  theta?: number;
  /** Column that the expected count is proportional to, or null for none. Default `length`. */
  exposure?: string | null;
}

/**
 * Counts with a log link. By default: the `crimes` of a year in each street unit of an imaginary city six
 * kilometres square. There are more where there are alcohol outlets and 311 calls, fewer far from the metro, in the
 * outer zones and where the street lighting works, and all in proportion to the street's length.
 *
 * The city's columns: `unit` (number), `x`, `y` (metres), `length` (metres), `zone` (centre, inner, outer),
 * `ward` (ward 01 … ward 16), `alcohol_outlets`, `calls_311` (counts), `lit` (boolean), `distance_metro` (metres).
 *
 * @example
 * const { table, truth } = simulateCounts({ rows: 5000, seed: 3 });
 * const fit = await glm(table, { outcome: "crimes", terms: truth.terms, family: "negative-binomial", exposure: "length" });
 */
export function simulateCounts({
  family = "negative-binomial",
  theta = 1.5,
  exposure,
  terms = ["alcohol_outlets", "calls_311", "log(distance_metro)", "lit", "zone"],
  coefficients = {
    Intercept: -2.9,
    alcohol_outlets: 0.25,
    calls_311: 0.03,
    "log(distance_metro)": -0.2,
    lit: -0.3,
    "zone[T.inner]": -0.3,
    "zone[T.outer]": -0.7,
  },
  outcome = "crimes",
  ...options
}: CountSimulationOptions = {}): Simulation<Truth & { theta: number | null; exposure: string | null }> {
  const where = "simulateCounts";
  requirePositive(theta, "theta", where);
  if (!families.includes(family)) {
    throw new InputError(
      `${where}: 'family' must be one of ${families.map((name) => `'${name}'`).join(", ")}, got '${family as string}'${didYouMean(family, families)}`,
    );
  }
  const { covariates, eta, truth, key } = predictorOf(
    { ...options, terms, coefficients, outcome },
    { where, own: ["family", "theta", "exposure"] },
  );
  const exposed = exposure === undefined ? (options.table ? null : "length") : exposure;
  const scale = exposed === null ? null : positiveColumn(covariates, exposed, where);
  const mean = eta.map((value, row) => Math.exp(value) * (scale?.[row] ?? 1));
  const isPoisson = family === "poisson";
  const counts = isPoisson
    ? poisson(key, mean, mean.length)
    : negativeBinomial(key, mean, theta, mean.length);
  return {
    table: withColumn(covariates, outcome, counts),
    truth: { ...truth, mean, theta: isPoisson ? null : theta, exposure: exposed },
  };
}

/**
 * A 0/1 outcome with a logit link. By default: whether any burglary was recorded in each street unit of an
 * imaginary city (`burgled`). The table's columns are those of the city (see `simulateCounts`) and the outcome.
 */
export function simulateBinary({
  terms = ["alcohol_outlets", "log(length)", "lit", "zone"],
  coefficients = {
    Intercept: -4.5,
    alcohol_outlets: 0.3,
    "log(length)": 0.8,
    lit: -0.5,
    "zone[T.inner]": -0.2,
    "zone[T.outer]": -0.6,
  },
  outcome = "burgled",
  ...options
}: SimulationOptions = {}): Simulation {
  const { covariates, eta, truth, key } = predictorOf(
    { ...options, terms, coefficients, outcome },
    { where: "simulateBinary" },
  );
  const mean = eta.map((value) => 1 / (1 + Math.exp(-value)));
  return {
    table: withColumn(covariates, outcome, bernoulli(key, mean, mean.length)),
    truth: { ...truth, mean },
  };
}

const families = ["poisson", "negative-binomial"] as const;

function withColumn(covariates: ColumnTable, name: string, values: Float64Array): ColumnTable {
  return covariates.assign({ [name]: values } as never);
}

function requirePositive(value: number, name: string, where: string): void {
  if (!(value > 0 && value < Infinity)) {
    throw new InputError(`${where}: '${name}' must be greater than 0, got ${value}`);
  }
}

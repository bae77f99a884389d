import {
  bernoulli,
  foldIn,
  gamma,
  type Key,
  negativeBinomial,
  normal,
  poisson,
  uniform,
} from "../../compute/random/index.js";
import { InputError, type TrajectoryFamily } from "../../contract/index.js";
import type { SimulatedGroup, TrajectorySimulationOptions } from "./trajectories.js";

const where = "simulateTrajectories";
const expit = (eta: number) => 1 / (1 + Math.exp(-eta));

/** Outcomes about the groups' curves, row by row, and the columns that go with them. */
export function drawOutcomes(
  { uniformNoise, lower = -Infinity, upper = Infinity, trials = 10, exposure }: TrajectorySimulationOptions,
  {
    family,
    groups,
    group,
    scaled,
    key,
  }: {
    family: TrajectoryFamily;
    groups: readonly SimulatedGroup[];
    /** Group of each row, from 1. */
    group: Int32Array;
    /** Scaled time of each row. */
    scaled: Float64Array;
    key: Key;
  },
): { values: Float64Array; mean: Float64Array; trials?: Float64Array; exposure?: Float64Array } {
  const rows = group.length;
  const of = (row: number) => groups[group[row]! - 1]!;
  const each = (value: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => value(row));
  const eta = each((row) => polynomial(of(row).coefficients, scaled[row]!));
  const counts = ["poisson", "negative-binomial", "zip", "zip-tau"].includes(family);
  if (exposure && !counts)
    throw new InputError(`${where}: 'exposure' is of counts, not of family '${family}'`);
  const exposed = exposure && drawExposure(exposure, rows, foldIn(key, 9));
  const rate = each((row) => Math.exp(eta[row]!) * (exposed?.[row] ?? 1));
  if (counts && rate.some((value) => !(value < 1e9))) {
    throw new InputError(
      `${where}: a curve goes beyond a mean of a billion; coefficients of counts are logs`,
    );
  }
  const extra = exposed && { exposure: exposed };
  const noise = () => normal(key, rows);
  switch (family) {
    case "gaussian": {
      if (uniformNoise !== undefined && !(uniformNoise > 0 && uniformNoise < Infinity)) {
        throw new InputError(`${where}: 'uniformNoise' must be greater than 0, got ${uniformNoise}`);
      }
      const drawn = uniformNoise === undefined ? noise() : uniform(key, rows);
      return {
        values: each((row) =>
          uniformNoise === undefined
            ? eta[row]! + (of(row).sigma ?? 1) * drawn[row]!
            : eta[row]! + uniformNoise * (2 * drawn[row]! - 1),
        ),
        mean: eta,
      };
    }
    case "censored-normal": {
      if (!(lower < upper)) throw new InputError(`${where}: 'lower' must be below 'upper'`);
      const drawn = noise();
      const latent = each((row) => eta[row]! + (of(row).sigma ?? 1) * drawn[row]!);
      return { values: latent.map((value) => Math.min(Math.max(value, lower), upper)), mean: eta };
    }
    case "poisson":
      return { values: poisson(key, rate, rows), mean: rate, ...extra };
    case "negative-binomial": {
      const theta = each((row) => of(row).theta ?? 2);
      return { values: negativeBinomial(key, rate, theta, rows), mean: rate, ...extra };
    }
    case "zip":
    case "zip-tau": {
      const chance = each((row) =>
        family === "zip"
          ? expit(polynomial(of(row).zero ?? [-1], scaled[row]!))
          : expit(-(of(row).tau ?? 0.5) * eta[row]!),
      );
      const zero = bernoulli(foldIn(key, 1), chance, rows);
      const drawn = poisson(foldIn(key, 2), rate, rows);
      return { values: each((row) => (zero[row] ? 0 : drawn[row]!)), mean: rate, ...extra };
    }
    case "logit": {
      const mean = eta.map(expit);
      return { values: bernoulli(key, mean, rows), mean };
    }
    case "binomial": {
      if (!(Number.isSafeInteger(trials) && trials >= 1)) {
        throw new InputError(`${where}: 'trials' must be a whole number of at least 1, got ${trials}`);
      }
      const mean = eta.map(expit);
      const values = new Float64Array(rows);
      for (let trial = 0; trial < trials; trial++) {
        bernoulli(foldIn(key, trial), mean, rows).forEach((hit, row) => (values[row]! += hit));
      }
      return { values, mean, trials: new Float64Array(rows).fill(trials) };
    }
    case "beta": {
      const mean = eta.map(expit);
      const precision = (row: number) => of(row).precision ?? 20;
      const a = gamma(
        foldIn(key, 1),
        each((row) => mean[row]! * precision(row)),
        rows,
      );
      const b = gamma(
        foldIn(key, 2),
        each((row) => (1 - mean[row]!) * precision(row)),
        rows,
      );
      // A draw next to 0 or 1 may round to it, and the beta density has neither.
      return {
        values: each((row) => Math.min(Math.max(a[row]! / (a[row]! + b[row]!), 1e-12), 1 - 1e-12)),
        mean,
      };
    }
  }
}

function drawExposure([from, to]: readonly [number, number], rows: number, key: Key): Float64Array {
  if (!(from > 0 && to >= from && to < Infinity)) {
    throw new InputError(
      `${where}: 'exposure' must be two numbers above 0 in ascending order, got ${from}, ${to}`,
    );
  }
  return uniform(key, rows).map((u) => from + (to - from) * u);
}

function polynomial(coefficients: readonly number[], t: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
}

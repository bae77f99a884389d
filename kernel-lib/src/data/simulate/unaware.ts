import { type ColumnTable, table as makeTable } from "arquero";
import { foldIn, normal, randomKey, uniform } from "../../compute/random/index.js";
import { checkOptionNames, didYouMean, InputError } from "../../contract/index.js";

export type UnawareScenario = "linear" | "nonlinear" | "classification";

export interface UnawareSimulationOptions {
  /** Default `linear`. */
  scenario?: UnawareScenario;
  /** Rows. Default 500. */
  n?: number;
  /**
   * Standard deviation of the noise ε; of the classification, of the normal variable whose sign is the class. Default 1.
   */
  noise?: number;
  /** The 100 of the non-linear scenario. */
  coefficient?: number;
  /** Makes the simulation repeatable. Default 1. */
  seed?: number;
}

export interface UnawareSimulation {
  /** `x1` and `x2`, the proxies; `x3`, which plays the protected class; `y`, a number, or `0` and `1` as text. */
  table: ColumnTable;
  truth: {
    scenario: UnawareScenario;
    /**
     * Expected outcome of each row; of the classification, the mean of the normal variable whose sign is the class, so
     * that P(Y = 1) = Φ(mean / noise).
     */
    mean: Float64Array;
    noise: number;
  };
}

/** Names of the options of a simulation. */
export const simulationOptions = ["scenario", "n", "noise", "coefficient", "seed"] as const;

const scenarios: Record<
  UnawareScenario,
  (x1: number, x2: number, x3: number, coefficient: number) => number
> = {
  linear: (x1, x2, x3) => 3 * x1 + 3 * x2 + 2 * x3,
  nonlinear: (x1, x2, x3, coefficient) =>
    coefficient * (x1 - 0.5) ** 2 * Math.max(0, x2 - 0.25) + Math.cos(x3),
  classification: (x1, x2, x3) => 10 * (x1 - 1) + 10 * Math.abs(x2 - 0.5) + 10 * x3,
};

/**
 * The simulations of X. Li, "Unaware Fairness: Hierarchical Random Forest for Protected Classes". The proxies x₁ and x₂
 * are uniform on (0, 1) and x₃ = 0.4x₁ + 0.4x₂ + 0.2u, with u uniform too, plays the protected class. The outcome is
 * - `linear`: 3x₁ + 3x₂ + 2x₃ + ε
 * - `nonlinear`: 100(x₁ − 0.5)²(x₂ − 0.25)₊ + cos(x₃) + ε
 * - `classification`: 1 with probability Φ(10(x₁ − 1) + 10|x₂ − 0.5| + 10x₃)
 * @throws InputError when the scenario is unknown or a number is out of range.
 * @example
 * const { table, truth } = simulateUnaware({ scenario: "nonlinear", n: 500, seed: 3 });
 */
export function simulateUnaware(options: UnawareSimulationOptions = {}): UnawareSimulation {
  const where = "simulateUnaware";
  checkOptionNames(options, { where, known: simulationOptions });
  const { scenario = "linear", n = 500, noise = 1, coefficient = 100, seed = 1 } = options;
  const names = Object.keys(scenarios);
  if (!names.includes(scenario)) {
    throw new InputError(
      `${where}: 'scenario' must be one of ${names.map((name) => `'${name}'`).join(", ")}, got '${String(scenario)}'${didYouMean(String(scenario), names)}`,
    );
  }
  if (!Number.isInteger(n) || n < 1)
    throw new InputError(`${where}: 'n' must be a whole number of at least 1, got ${n}`);
  if (!(noise > 0 && noise < Infinity))
    throw new InputError(`${where}: 'noise' must be greater than 0, got ${noise}`);
  if (!Number.isFinite(coefficient))
    throw new InputError(`${where}: 'coefficient' must be a finite number, got ${coefficient}`);

  const key = randomKey(seed);
  const [x1, x2, u] = [0, 1, 2].map((column) => uniform(foldIn(key, column), n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const x3 = x1.map((value, row) => 0.4 * value + 0.4 * x2[row]! + 0.2 * u[row]!);
  const mean = x1.map((value, row) => scenarios[scenario](value, x2[row]!, x3[row]!, coefficient));
  const shock = normal(foldIn(key, 3), n);
  const values = mean.map((value, row) => value + noise * shock[row]!);
  const y = scenario === "classification" ? Array.from(values, (value) => (value > 0 ? "1" : "0")) : values;
  return { table: makeTable({ x1, x2, x3, y }), truth: { scenario, mean, noise } };
}

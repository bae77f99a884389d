import type { ColumnTable } from "arquero";
import { type Key, randomKey, split } from "../../compute/random/index.js";
import { checkOptionNames, didYouMean, InputError } from "../../contract/index.js";
import { asTable, type TableLike } from "../as-table.js";
import { buildDesign, evaluate } from "../design/index.js";
import { simulateCity } from "./city.js";

/** What all simulators take. */
export interface SimulationOptions {
  /** Street units in the city, at least 100. Default 2000. Of no meaning with `table`. */
  rows?: number;
  /** Makes the simulation repeatable. Default 1. */
  seed?: number;
  /** An Arquero table to draw outcomes for, instead of a simulated city. */
  table?: ColumnTable;
  /** Terms of the linear predictor, as for `glm`. */
  terms?: readonly string[];
  /** Coefficients by column name of the design, e.g. `{ Intercept: -3, "zone[T.inner]": -0.3 }`; others are 0. */
  coefficients?: Readonly<Record<string, number>>;
  /** Name of the column that the outcome goes to. */
  outcome?: string;
}

/** What a simulation knows and a fit has to find. */
export interface Truth {
  /** Column of the outcome. */
  outcome: string;
  terms: string[];
  /** Coefficients by the names that a fit gives its own. */
  coefficients: Record<string, number>;
  /** Expected outcome of each row. */
  mean: Float64Array;
}

const optionNames = ["rows", "seed", "table", "terms", "coefficients", "outcome"];

/** A linear predictor with what it was made of. */
interface Predictor {
  covariates: ColumnTable;
  eta: Float64Array;
  truth: Omit<Truth, "mean">;
  key: Key;
}

/**
 * The covariates, their linear predictor, and a key for the outcome's own randomness.
 * @param own Names of the options that the simulator takes beside those of all.
 */
export function predictorOf(
  { rows = 2000, seed = 1, table, terms = [], coefficients = {}, outcome = "", ...others }: SimulationOptions,
  { where, own = [] }: { where: string; own?: readonly string[] },
): Predictor {
  checkOptionNames(others, { where, known: [...optionNames, ...own] });
  if (!table && !(Number.isSafeInteger(rows) && rows >= 100)) {
    throw new InputError(`${where}: 'rows' must be a whole number of at least 100, got ${rows}`);
  }
  const [cityKey, outcomeKey] = split(randomKey(seed), 2) as [Key, Key];
  const covariates = table ?? simulateCity(cityKey, rows);
  if (covariates.columnNames().includes(outcome)) {
    throw new InputError(`${where}: 'outcome' names column '${outcome}', which the table has already`);
  }
  const design = buildDesign(asTable(covariates as TableLike, where), { terms, where });
  if (design.missing) throw new InputError(`${where}: a column that 'terms' use has missing values`);
  for (const [name, value] of Object.entries(coefficients)) {
    if (!design.names.includes(name)) {
      throw new InputError(
        `${where}: 'coefficients' names '${name}', which the terms do not make${didYouMean(name, design.names)}; they make ${design.names.join(", ")}`,
      );
    }
    if (!Number.isFinite(value))
      throw new InputError(`${where}: coefficient '${name}' must be a number, got ${value}`);
  }
  const beta = design.names.map((name) => coefficients[name] ?? 0);
  const eta: Float64Array = new Float64Array(design.rows);
  for (let row = 0; row < design.rows; row++) {
    for (let column = 0; column < beta.length; column++) {
      eta[row]! += design.values[row * beta.length + column]! * beta[column]!;
    }
  }
  const truth = {
    outcome,
    terms: [...terms],
    coefficients: Object.fromEntries(design.names.map((name, index) => [name, beta[index]!])),
  };
  return { covariates, eta, truth, key: outcomeKey };
}

/** A positive column, such as an exposure. */
export function positiveColumn(covariates: ColumnTable, name: string, where: string): Float64Array {
  const values = evaluate(asTable(covariates as TableLike, where), name, { where, field: "exposure" });
  const row = values.findIndex((value) => !(value > 0));
  if (row < 0) return values;
  throw new InputError(
    `${where}: 'exposure' must be greater than 0, but column '${name}' is ${values[row]} in row ${row + 1}`,
  );
}

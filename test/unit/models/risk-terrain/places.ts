import {
  bernoulli,
  negativeBinomial,
  poisson,
  randomKey,
  split,
  uniform,
} from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import { estimateRiskTerrain } from "../../../../kernel-lib/src/models/risk-terrain/index.js";

export type Options = Parameters<typeof estimateRiskTerrain>[1];

export const estimate = (table: TableLike, options: Options) =>
  startRun("test", (run) => estimateRiskTerrain(asTable(table, "test"), options, run));

/** Ladders of nested dummies of three generators, two of which raise the rate, an exposure and a free column. */
export function simulatePlaces(seed: number, { rows = 600, theta = 0 } = {}) {
  const keys = split(randomKey(seed), 8);
  const ladder = (k: number) => uniform(keys[k]!, rows);
  const [a, b, c] = [ladder(0), ladder(1), ladder(2)];
  const below = (values: Float64Array, limit: number) => values.map((value) => (value < limit ? 1 : 0));
  const share = bernoulli(keys[3]!, 0.3, rows);
  const length = uniform(keys[4]!, rows).map((u) => 1 + Math.floor(3 * u));
  const columns = {
    a1: below(a, 0.1),
    a2: below(a, 0.2),
    a3: below(a, 0.4),
    b1: below(b, 0.15),
    b2: below(b, 0.3),
    b3: below(b, 0.5),
    c1: below(c, 0.2),
    c2: below(c, 0.4),
    share,
    length,
  };
  const mean = length.map(
    (l, i) => l * Math.exp(-0.6 + 0.8 * columns.a2[i]! + 0.6 * columns.b1[i]! - 0.5 * share[i]!),
  );
  const y = theta ? negativeBinomial(keys[5]!, mean, theta, rows) : poisson(keys[5]!, mean, rows);
  const next = poisson(keys[6]!, mean, rows);
  return { ...columns, y, next };
}

export const sets = { a: ["a1", "a2", "a3"], b: ["b1", "b2", "b3"], c: ["c1", "c2"] };
export const whole: Options = { outcome: "y", always: ["share"], exposure: "length", sets };

export const chosenOf = (document: { tables: Record<string, { rows: Record<string, unknown>[] }> }) =>
  document.tables.coefficients!.rows.flatMap(({ set, term }) => (set === null ? [] : [term as string]));

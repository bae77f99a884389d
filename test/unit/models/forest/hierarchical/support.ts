import { foldIn, normal, randomKey, uniform } from "../../../../../kernel-lib/src/compute/random/index.js";
import { asTable, type TableLike } from "../../../../../kernel-lib/src/data/as-table.js";
import {
  estimateHierarchicalForest,
  type HierarchicalForestOptions,
} from "../../../../../kernel-lib/src/models/forest/hierarchical/index.js";
import { inRun } from "../support.js";

export const estimate = (table: TableLike, options: HierarchicalForestOptions) =>
  inRun((run) => estimateHierarchicalForest(asTable(table, "test"), options, run));

/** Options of a small forest, quick to grow, without what takes long. */
export const small = {
  trees: 40,
  minLeaf: 5,
  permutations: 0,
  impurityImportance: false,
  partialDependence: [],
} satisfies Partial<HierarchicalForestOptions>;

/**
 * Rows with a class of three that depends on a street and a number, a covariate, and outcomes that depend on class and
 * covariate: a number (noisier in class "c"), two classes and three.
 */
export function people(rows: number, seed = 1) {
  const key = randomKey(seed);
  const [s, d, c, v, t, w] = [0, 1, 2, 3, 4, 5].map((j) => uniform(foldIn(key, j), rows)) as Float64Array[];
  const noise = normal(foldIn(key, 10), rows);
  const place = Array.from(s!, (u) => Math.floor(12 * u));
  const street = place.map((each) => `street ${each}`);
  const shares = (row: number) => {
    const odds = [
      place[row]! < 4 ? 6 : 1,
      place[row]! >= 4 && place[row]! < 8 ? 6 : 1,
      d![row]! > 0.7 ? 3 : 0.5,
    ];
    const sum = odds[0]! + odds[1]! + odds[2]!;
    return odds.map((each) => each / sum);
  };
  const kind = Array.from(c!, (u, row) => {
    const [a, b] = shares(row);
    return u < a! ? "a" : u < a! + b! ? "b" : "c";
  });
  const effect = { a: 0, b: 1, c: 3 } as Record<string, number>;
  const y = kind.map((each, row) => 4 * v![row]! + effect[each]! + (each === "c" ? 1.5 : 0.5) * noise[row]!);
  return {
    street,
    dark: Array.from(d!),
    kind,
    value: Array.from(v!),
    weight: Array.from(w!, (u) => 0.5 + u),
    y,
    two: y.map((each, row) => (each > 3 !== t![row]! < 0.05 ? "yes" : "no")),
    three: y.map((each) => (each > 4 ? "much" : each > 2 ? "some" : "little")),
  };
}

/** Columns that every fit of `people` names. */
export const layers = { protected: "kind", proxies: ["street", "dark"], covariates: ["value"] };

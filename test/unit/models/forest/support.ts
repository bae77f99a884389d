import { foldIn, normal, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import { type RunContext, startRun } from "../../../../kernel-lib/src/compute/run.js";
import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import {
  estimateRandomForest,
  type Features,
  type RandomForestOptions,
} from "../../../../kernel-lib/src/models/forest/index.js";

/** Runs what needs a run. */
export const inRun = <T>(body: (run: RunContext) => Promise<T>): Promise<T> =>
  Promise.resolve(startRun("test", body));

export const estimate = (table: TableLike, options: RandomForestOptions) =>
  inRun((run) => estimateRandomForest(asTable(table, "test"), options, run));

/** Numbers as features, named x0, x1, … */
export const features = (...columns: ArrayLike<number>[]): Features => ({
  rows: columns[0]!.length,
  recipe: columns.map((_, j) => ({ name: `x${j}`, kind: "number" as const })),
  columns: columns.map((values) => ({ kind: "number" as const, values: Float64Array.from(values) })),
});

/**
 * Rows with numbers a, b, c (c says nothing), a text with gaps, a group, a numeric outcome y whose noise is larger in
 * group "B", and classes of two and three.
 */
export function simulate(rows: number, seed = 1) {
  const key = randomKey(seed);
  const draw = (j: number) => uniform(foldIn(key, j), rows);
  const noise = normal(foldIn(key, 20), rows);
  const [a, b, c, g, t, gap, chance] = [0, 1, 2, 3, 4, 5, 6].map(draw) as Float64Array[];
  const kinds = ["low", "middle", "high"];
  const group = Array.from(g!, (u) => (u < 0.3 ? "B" : "A"));
  const text = Array.from(t!, (u, i) => (gap![i]! < 0.05 ? null : kinds[Math.floor(3 * u)]!));
  const signal = (i: number) => 6 * a![i]! + 4 * (b![i]! > 0.5 ? 1 : 0) + (text[i] === "high" ? 3 : 0);
  const y = Array.from({ length: rows }, (_, i) => signal(i) + (group[i] === "B" ? 3 : 1) * noise[i]!);
  return {
    a: Array.from(a!),
    b: Array.from(b!, (value, i) => (gap![i]! > 0.9 ? NaN : value)),
    c: Array.from(c!),
    text,
    group,
    y,
    two: y.map((value, i) => (value > 6 !== chance![i]! < 0.05 ? "yes" : "no")),
    three: y.map((value) => (value > 8 ? "much" : value > 4 ? "some" : "little")),
  };
}

/** Whether two typed arrays hold the same bits; on long ones `toEqual` takes seconds. */
export const sameBits = (a: ArrayBufferView, b: ArrayBufferView): boolean =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

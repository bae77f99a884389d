import { foldIn, integers, type Key } from "../../compute/random/index.js";
import { quietly, type RunContext } from "../../compute/run.js";
import type { Backend } from "../../compute/backends/index.js";
import {
  canCheckOften,
  dropoutTask,
  dropoutTrainer,
  exactOf,
  lassoFitsOf,
  lassoOf,
  resampleKey,
  type Sample,
  sampleOf,
  seedKey,
  type Terrain,
} from "./choose.js";
import { polish } from "./polish.js";

export interface Resampled {
  /** Candidate chosen in each set, with a coefficient above 0. */
  choice: Int32Array;
  /** Coefficients of the always columns. */
  always: Float64Array;
  /** Coefficient of each set's variable; 0 for none. */
  slopes: Float64Array;
  /** Whether the choice is the optimum of its resample; null where that was not searched for. */
  optimal: boolean | null;
}

export interface Replicates {
  /** Choices by seed on the data as they are; none for `exact`, which has no seed. */
  seeds: { choice: Int32Array; optimal: boolean | null }[];
  resamples: Resampled[];
  complete: boolean;
}

/** Tensor elements (patterns × replicates) that the tfjs engine trains at once. */
const BATCH = 4e6;

/**
 * The selection over again: with other seeds on the same units, and on bootstrap resamples of the units, each
 * refitted. A replicate depends on its number and the seed alone.
 */
export async function replicate(
  terrain: Terrain,
  {
    method,
    count,
    key,
    whole,
    optimum,
    backend,
    run,
  }: {
    method: "exact" | "lasso" | "dropout";
    count: number;
    key: Key;
    whole: Sample;
    /** The exact choice on all units, where known. */
    optimum: Int32Array | null;
    /** Trains `dropout` there; null for the fused engine. */
    backend: Backend | null;
    run: RunContext;
  },
): Promise<Replicates> {
  const quiet: RunContext = quietly(run);
  const { problem, patterns, cellsOf } = terrain;
  const small = canCheckOften(terrain);
  const fit = (choice: Int32Array, { sums, family }: Sample) =>
    polish({
      choice,
      sums,
      family,
      cellsOf,
      alwaysCount: patterns.alwaysCount,
      intercept: problem.intercept,
    });
  const out: Replicates = { seeds: [], resamples: [], complete: true };
  const tell = async (phase: "seeds" | "resamples", step: number) => {
    run.report({ phase, step, steps: count, parts: { name: phase, done: step, total: count } });
    await run.breathe();
    if (run.cancelled) out.complete = false;
    return run.cancelled;
  };

  const choose = async (sample: Sample, each: Key): Promise<Int32Array> => {
    if (method === "exact") return (await exactOf(terrain, sample, quiet)).choice;
    if (method === "lasso") {
      const fits = sample === whole ? (wholeFits ??= lassoFitsOf(terrain, whole)) : undefined;
      return (await lassoOf(terrain, sample, each, quiet, fits)).choice;
    }
    return (sample === whole ? wholeTrainer() : dropoutTrainer(terrain, sample))(each, quiet).then(
      ({ choice }) => choice,
    );
  };
  let wholeFits: ReturnType<typeof lassoFitsOf> | null = null;
  let trainer: ReturnType<typeof dropoutTrainer> | null = null;
  const wholeTrainer = () => (trainer ??= dropoutTrainer(terrain, whole));
  const drawSample = (r: number) =>
    sampleOf(terrain, integers(foldIn(resampleKey(key, r), 0), 0, problem.rows, problem.rows));

  let batched: { seeds: Int32Array[]; resamples: Int32Array[] } | null = null;
  if (backend && method === "dropout") {
    const { trainDropoutTfjs } = await import("./dropout-tfjs.js");
    const task = dropoutTask(terrain, whole);
    const train = async (make: (r: number) => { key: Key; sums: Sample["sums"] }, phase: string) => {
      const choices: Int32Array[] = [];
      const size = Math.max(1, Math.floor(BATCH / patterns.count));
      while (choices.length < count && !run.cancelled) {
        const from = choices.length;
        const batch = Array.from({ length: Math.min(size, count - from) }, (_, i) => make(from + i));
        const results = await trainDropoutTfjs(task, batch, { backend, run, phase });
        if (!run.cancelled) choices.push(...results.map(({ choice }) => choice));
      }
      return choices;
    };
    batched = {
      seeds: await train((r) => ({ key: seedKey(key, r), sums: whole.sums }), "seeds"),
      resamples: await train((r) => ({ key: resampleKey(key, r), sums: drawSample(r).sums }), "resamples"),
    };
  }

  for (let r = 0; method !== "exact" && r < count; r++) {
    if (batched && r >= batched.seeds.length) break;
    const chosen = batched ? batched.seeds[r]! : await choose(whole, seedKey(key, r));
    if (await tell("seeds", r + 1)) break;
    const { choice } = fit(chosen, whole);
    out.seeds.push({ choice, optimal: optimum && same(choice, optimum) });
  }
  for (let r = 0; r < count && out.complete; r++) {
    if (batched && r >= batched.resamples.length) break;
    const sample = drawSample(r);
    const chosen = batched ? batched.resamples[r]! : await choose(sample, resampleKey(key, r));
    const polished = fit(chosen, sample);
    let optimal: boolean | null = method === "exact" ? true : null;
    if (method !== "exact" && small)
      optimal = same((await exactOf(terrain, sample, quiet)).choice, polished.choice);
    if (await tell("resamples", r + 1)) break;
    let next = patterns.alwaysCount;
    const { coefficients } = polished.fit;
    out.resamples.push({
      choice: polished.choice,
      always: coefficients.slice(0, patterns.alwaysCount),
      slopes: Float64Array.from(polished.choice, (candidate) => (candidate < 0 ? 0 : coefficients[next++]!)),
      optimal,
    });
  }
  return out;
}

export const same = (a: Int32Array, b: Int32Array): boolean => a.every((value, i) => value === b[i]);

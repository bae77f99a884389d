import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { createAdamUpdate } from "../../compute/adam-update.js";
import type { Backend } from "../../compute/backends/index.js";
import type { Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import type { PatternSums } from "./patterns.js";
import { recordLosses } from "./dropout-losses.js";
import {
  createChoices,
  type DropoutResult,
  type DropoutTask,
  prune,
  REPORT_EVERY,
  startValues,
  tailOf,
} from "./dropout-plan.js";

/** One training: its own seed, and its own sample of the units. */
export interface Replicate {
  key: Key;
  sums: PatternSums;
}

/**
 * The same training as `createDropoutTrainer` as tensor operations in float32, all replicates in every step:
 * each starts from its key and draws its candidates by it, as it would alone.
 */
export async function trainDropoutTfjs(
  task: DropoutTask,
  replicates: Replicate[],
  { backend, run, phase = "training" }: { backend: Backend; run: RunContext; phase?: string },
): Promise<DropoutResult[]> {
  const { patterns, sets, burnIn, pruned, learningRate, cancel } = task;
  const keys = replicates.map(({ key }) => key);
  const { count, alwaysCount, candidates } = patterns;
  const { tf } = backend;
  const R = keys.length;
  const V = candidates.length;
  const starts = replicates.map(({ key, sums }) => startValues({ ...task, sums }, key));
  const choices = keys.map((key) => createChoices(task, key));
  const setOf = new Int32Array(V);
  sets.forEach(({ members }, set) => members.forEach((member) => (setOf[member] = set)));
  const tail = tailsOf(task, replicates);

  backend.activate();
  const rowsOf = (columns: number, value: (row: number, column: number) => number) =>
    tf.tensor2d(
      Float32Array.from({ length: count * columns }, (_, i) => value(Math.floor(i / columns), i % columns)),
      [count, columns],
    );
  const data = tf.tidy(() => ({
    always: rowsOf(alwaysCount, (p, j) => patterns.always[p * alwaysCount + j]!),
    candidates: rowsOf(V, (p, v) => candidates[v]!.values[p]!),
    weight: rowsOf(R, (p, r) => replicates[r]!.sums.weight[p]! / replicates[r]!.sums.rows),
    crimes: rowsOf(R, (p, r) => replicates[r]!.sums.crimes[p]! / replicates[r]!.sums.rows),
    offset: rowsOf(1, (p) => patterns.offset?.[p] ?? 0),
    // Which set each candidate is of: gates[R, S] · expand[S, V]
    expand: tf.tensor2d(
      Float32Array.from({ length: sets.length * V }, (_, i) => (setOf[i % V] === Math.floor(i / V) ? 1 : 0)),
      [sets.length, V],
    ),
    positions: tf.tensor2d(tail?.positions ?? new Float32Array(1), [tail?.positions.length ?? 1, 1]),
    shares: tf.tensor2d(tail?.shares ?? new Float32Array(R), [tail?.positions.length ?? 1, R]),
  }));
  const flat = (rows: ArrayLike<number>[]) => Float32Array.from(rows.flatMap((row) => Array.from(row)));
  const variables: Variable[] = tf.tidy(() => [
    tf.variable(tf.tensor2d(flat(starts.map(({ always }) => always)), [R, alwaysCount])),
    tf.variable(tf.tensor2d(flat(starts.map(({ weights }) => weights)), [R, V])),
    ...(cancel ? [tf.variable(tf.ones([R, sets.length]))] : []),
    ...(tail
      ? [
          tf.variable(
            tf.tensor2d(
              Float32Array.from(starts, ({ logTheta }) => logTheta),
              [1, R],
            ),
          ),
        ]
      : []),
  ]);
  const [always, weights] = variables as [Variable, Variable];
  const gates = cancel ? variables[2]! : null;
  const logTheta = tail ? variables[variables.length - 1]! : null;

  /** Which variables this step trains, [R, V]. */
  let mask: Tensor;
  /** Mean loss of each replicate, [R]. */
  const lossOf = (): Tensor => {
    let used = tf.mul(tf.relu(weights), mask);
    if (gates) used = tf.mul(used, tf.matMul(tf.relu(gates), data.expand));
    const own = tf.matMul(data.always, always, false, true);
    const eta = tf.add(tf.add(own, tf.matMul(data.candidates, used, false, true)), data.offset);
    if (!logTheta) return tf.sum(tf.sub(tf.mul(data.weight, tf.exp(eta)), tf.mul(data.crimes, eta)), 0);
    const size = tf.add(data.crimes, tf.mul(data.weight, tf.exp(logTheta)));
    const rows = tf.sub(tf.mul(size, tf.softplus(tf.sub(eta, logTheta))), tf.mul(data.crimes, eta));
    const counts = tf.mul(data.shares, tf.log1p(tf.mul(data.positions, tf.exp(tf.neg(logTheta)))));
    return tf.sub(tf.sum(rows, 0), tf.sum(counts, 0));
  };

  const update = createAdamUpdate(tf, variables, lossOf);

  const losses = keys.map(() => recordLosses());
  async function train(name: "burn-in" | "pruned", length: number, maskOf: (step: number) => Float32Array) {
    const from = name === "burn-in" ? 0 : burnIn;
    const fixed = name === "pruned" ? tf.tensor2d(maskOf(0), [R, V]) : null;
    try {
      for (let at = 0; at < length; at++) {
        backend.activate();
        mask = fixed ?? tf.tensor2d(maskOf(at), [R, V]);
        const wanted = at % REPORT_EVERY === 0 || at === length - 1;
        const value = update.step(learningRate, wanted);
        if (!fixed) mask.dispose();
        if (value) {
          const now = (await value.data()) as Float32Array;
          value.dispose();
          now.forEach((loss, r) =>
            losses[r]!.add({ phase: name, step: from + at, loss }, { isLast: at === length - 1 }),
          );
          const loss = now.reduce((sum, each) => sum + each, 0) / R;
          run.report({ phase: `${phase}: ${name} (${backend.name})`, step: at + 1, steps: length, loss });
          if (run.cancelled) return false;
        }
        await run.breathe();
      }
      return true;
    } finally {
      backend.activate();
      fixed?.dispose();
    }
  }

  async function read(variable: Variable | null, width: number): Promise<Float64Array[]> {
    if (!variable) return keys.map(() => new Float64Array(width).fill(1));
    const values = await variable.data();
    return keys.map((_, r) => Float64Array.from(values.slice(r * width, (r + 1) * width)));
  }
  async function coefficients(): Promise<Float64Array[]> {
    const [w, g] = [await read(weights, V), await read(gates, sets.length)];
    return w.map((row, r) => row.map((value, v) => Math.max(0, value) * Math.max(0, g[r]![setOf[v]!]!)));
  }

  try {
    const first = await train("burn-in", burnIn, (at) => {
      const drawn = new Float32Array(R * V);
      choices.forEach((choose, r) => {
        for (const candidate of choose(at)) drawn[r * V + candidate] = 1;
      });
      return drawn;
    });
    const burnedIn = await coefficients();
    const kept = burnedIn.map((row) => prune(task, row));
    const last = new Float32Array(R * V);
    kept.forEach((choice, r) => {
      for (const candidate of choice) if (candidate >= 0) last[r * V + candidate] = 1;
    });
    const finished = first && (await train("pruned", pruned, () => last));
    const end = await coefficients();
    const [b, w, g] = [
      await read(always, alwaysCount),
      await read(weights, V),
      await read(gates, sets.length),
    ];
    const t = logTheta ? Float64Array.from(await logTheta.data()) : new Float64Array(R);
    return keys.map((_, r) => ({
      status: finished ? "converged" : "interrupted",
      always: b[r]!,
      weights: w[r]!,
      gates: g[r]!,
      logTheta: t[r]!,
      burnedIn: burnedIn[r]!,
      choice: kept[r]!.map((candidate) => (candidate >= 0 && end[r]![candidate]! > 0 ? candidate : -1)),
      losses: losses[r]!.points,
    }));
  } finally {
    backend.activate();
    update.dispose();
    tf.dispose([data, variables]);
  }
}

/** The counts' tails of all replicates on one line of positions: shares are positions × replicates. */
function tailsOf(task: DropoutTask, replicates: Replicate[]) {
  if (task.family === "poisson") return null;
  const tails = replicates.map(({ sums }) => tailOf({ ...task, sums })!);
  const positions = Float32Array.from(new Set(tails.flatMap((tail) => Array.from(tail.positions)))).sort();
  const rowOf = new Map(Array.from(positions, (position, row) => [position, row]));
  const shares = new Float32Array(positions.length * tails.length);
  tails.forEach((tail, r) =>
    tail.positions.forEach(
      (position, k) => (shares[rowOf.get(position)! * tails.length + r] = tail.weights[k]!),
    ),
  );
  return { positions, shares };
}

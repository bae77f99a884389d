import type { Variable } from "@tensorflow/tfjs-core";
import { createAdamUpdate } from "../../../compute/adam-update.js";
import type { Backend } from "../../../compute/backends/index.js";
import type { Key } from "../../../compute/random/index.js";
import type { RunContext } from "../../../compute/run.js";
import { finish, REPORT_EVERY, type SoftFit, type SoftTask, startOf } from "./task.js";

/**
 * The same training as `trainSoft` as tensor operations in float32, from several starts at once: each start depends
 * on its key alone and comes out as it would by itself.
 */
export async function trainSoftTfjs(
  task: SoftTask,
  keys: readonly Key[],
  { backend, run, phase = "training" }: { backend: Backend; run: RunContext; phase?: string },
): Promise<SoftFit[]> {
  const { groups: G, persons: N, columns: p, steps, learningRate } = task;
  const { tf } = backend;
  const R = keys.length;
  const starts = keys.map((key) => startOf(task, key));
  const { design, response, seen, waves: T } = padded(task);

  backend.activate();
  const data = tf.tidy(() => ({
    design: tf.tensor2d(design, [N * T, p]),
    response: tf.tensor3d(response, [N, T, 1]),
    seen: tf.tensor3d(seen, [N, T, 1]),
    // Which columns each group's curve has, start by start.
    own: tf.tensor2d(ownColumns(task, R), [p, R * G]),
  }));
  // Curves are p × (R·G), weights N × 1 × R × G.
  const curves0 = new Float32Array(p * R * G);
  const weights0 = new Float32Array(N * R * G);
  starts.forEach(({ coefficients, weights }, r) => {
    for (let g = 0; g < G; g++) {
      for (let j = 0; j < p; j++) curves0[j * R * G + r * G + g] = coefficients[g * p + j]!;
      for (let i = 0; i < N; i++) weights0[(i * R + r) * G + g] = weights[i * G + g]!;
    }
  });
  const [curves, weights] = tf.tidy((): [Variable, Variable] => [
    tf.variable(tf.tensor2d(curves0, [p, R * G])),
    tf.variable(tf.tensor4d(weights0, [N, 1, R, G])),
  ]);
  const update = createAdamUpdate(tf, [curves, weights], () => {
    const each = tf.reshape(tf.matMul(data.design, tf.mul(curves, data.own)), [N, T, R, G]);
    const blend = tf.sum(tf.mul(each, tf.softmax(weights)), 3);
    const errors = tf.square(tf.mul(tf.sub(data.response, blend), data.seen));
    return tf.sum(tf.sum(errors, 1), 0);
  });

  const losses: SoftFit["losses"][] = keys.map(() => []);
  try {
    let step = 0;
    for (; step < steps && !run.cancelled; step++) {
      backend.activate();
      const value = update.step(learningRate, step % REPORT_EVERY === 0);
      if (value) {
        const now = (await value.data()) as Float32Array;
        value.dispose();
        now.forEach((loss, r) => losses[r]!.push({ step, loss }));
        run.report({
          phase: `${phase} (${backend.name})`,
          step,
          steps,
          loss: now.reduce((a, b) => Math.min(a, b)),
        });
      }
      await run.breathe();
    }
    const [c, w] = [await curves.data(), await weights.data()];
    return keys.map((_, r) => {
      const coefficients = new Float64Array(G * p);
      const rows = new Float64Array(N * G);
      for (let g = 0; g < G; g++) {
        for (const j of task.groupColumns[g]!) coefficients[g * p + j] = c[j * R * G + r * G + g]!;
        for (let i = 0; i < N; i++) rows[i * G + g] = w[(i * R + r) * G + g]!;
      }
      const fit = finish(
        task,
        { coefficients, weights: rows },
        { losses: losses[r]!, interrupted: step < steps },
      );
      fit.losses.push({ step, loss: fit.sse });
      return fit;
    });
  } finally {
    backend.activate();
    update.dispose();
    tf.dispose([data, curves, weights]);
  }
}

/** Every person with as many waves as the one with most; `seen` is 0 at those that are made up. */
function padded({ persons, columns, design, response, personRows }: SoftTask) {
  let waves = 0;
  for (let i = 0; i < persons; i++) waves = Math.max(waves, personRows[i + 1]! - personRows[i]!);
  const filled = {
    design: new Float32Array(persons * waves * columns),
    response: new Float32Array(persons * waves),
    seen: new Float32Array(persons * waves),
    waves,
  };
  for (let i = 0; i < persons; i++) {
    for (let row = personRows[i]!; row < personRows[i + 1]!; row++) {
      const to = i * waves + row - personRows[i]!;
      filled.design.set(design.subarray(row * columns, (row + 1) * columns), to * columns);
      filled.response[to] = response[row]!;
      filled.seen[to] = 1;
    }
  }
  return filled;
}

function ownColumns({ groups, columns, groupColumns }: SoftTask, starts: number): Float32Array {
  const own = new Float32Array(columns * starts * groups);
  for (let r = 0; r < starts; r++) {
    groupColumns.forEach((indices, g) => {
      for (const j of indices) own[j * starts * groups + r * groups + g] = 1;
    });
  }
  return own;
}

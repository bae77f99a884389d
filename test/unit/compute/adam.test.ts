import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AdamOptions, trainAdam } from "../../../kernel-lib/src/compute/adam.js";
import { type Backend, loadBackend } from "../../../kernel-lib/src/compute/backends/index.js";
import { startRun } from "../../../kernel-lib/src/compute/run.js";
import type { Progress } from "../../../kernel-lib/src/contract/index.js";

let backend: Backend;
beforeAll(async () => {
  backend = await loadBackend("cpu");
});
afterAll(() => backend.dispose());

/** Trains with what the options name on top of a run and the plain JavaScript backend. */
const train = (options: Omit<AdamOptions, "backend" | "run">) =>
  startRun("adam", (run) => trainAdam({ backend, run, ...options }));

/** Σ_j scale_j (x_j − target_j)², one loss for each column of x. */
function bowls(start: number[][], targets: number[][], scale: number[]) {
  const { tf } = backend;
  const x = tf.tidy(() => tf.variable(tf.tensor2d(start)));
  const target = tf.tensor2d(targets);
  const weight = tf.tensor2d(scale, [scale.length, 1]);
  return {
    x,
    loss: () => tf.add(1, tf.sum(tf.mul(weight, tf.squaredDifference(x, target)), 0)),
    dispose: () => tf.dispose([x, target, weight]),
  };
}

describe("trainAdam()", () => {
  test("finds the minimum of many replicates at once, badly scaled ones too", async () => {
    const targets = [
      [1, -2, 0.5],
      [0.25, 3, -1],
    ];
    const problem = bowls([[0, 0, 0], [0, 0, 0]], targets, [1, 50]); // prettier-ignore
    const { status, losses } = await train({ variables: [problem.x], loss: problem.loss });
    expect(status).toBe("converged");
    expect(losses.at(-1)).toBeCloseTo(1, 6);
    // A loss near 1 is known to 1.2e-7, so its minimiser to the square root of that.
    const found = problem.x.arraySync() as number[][];
    targets.flat().forEach((target, i) => expect(found.flat()[i]!).toBeCloseTo(target, 3));
    problem.dispose();
  });

  test("does the same every time", async () => {
    const answers = [];
    for (let i = 0; i < 2; i++) {
      const problem = bowls([[3], [2]], [[1], [-1]], [1, 4]);
      const { losses } = await train({ variables: [problem.x], loss: problem.loss, maxSteps: 60 });
      answers.push([...losses, ...problem.x.dataSync()]);
      problem.dispose();
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("keeps no tensors, whether it ends, stops or fails", async () => {
    const { tf } = backend;
    const problem = bowls([[3]], [[1]], [1]);
    const before = tf.memory().numTensors;
    await train({ variables: [problem.x], loss: problem.loss });
    expect((await train({ variables: [problem.x], loss: problem.loss, maxSteps: 3 })).status).toBe("stopped");
    await expect(
      train({ variables: [problem.x], loss: () => tf.mul(tf.sum(problem.x), NaN) }),
    ).rejects.toThrow("Adam: the loss is NaN at step 0.");
    expect(tf.memory().numTensors).toBe(before);
    problem.dispose();
  });

  test("reports progress, lets other work through, and stops when it is cancelled", async () => {
    const problem = bowls([[3]], [[1]], [1]);
    const reports: Progress[] = [];
    const run = startRun("adam", (context) =>
      trainAdam({
        backend,
        run: context,
        variables: [problem.x],
        loss: problem.loss,
        maxSteps: 1e9,
        lastRate: 0, // never converges by itself
        phase: "a test",
      }),
    );
    run.onProgress((progress) => reports.push(progress));
    setTimeout(() => run.cancel(), 200);
    const { status, steps } = await run;
    expect(status).toBe("interrupted");
    expect(steps).toBeGreaterThan(1);
    expect(reports[0]).toEqual({ phase: "a test", step: 0, steps: 1e9, loss: 5 });
    expect(reports.at(-1)!.step).toBeLessThanOrEqual(steps);
    problem.dispose();
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Backend, loadBackend } from "../../../../kernel-lib/src/compute/backends/index.js";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { trainSoft } from "../../../../kernel-lib/src/models/trajectories/adam/fused.js";
import { searchSoft } from "../../../../kernel-lib/src/models/trajectories/adam/index.js";
import { trainSoftTfjs } from "../../../../kernel-lib/src/models/trajectories/adam/tfjs.js";
import { everyBackend } from "../../compute/backends/machine.js";
import { seedTask, unevenTask } from "./adam-tasks.js";
import { unwatched } from "../../unwatched.js";

const quiet = { ...unwatched, cancelled: false };

for (const report of await everyBackend()) {
  describe(`soft-assignment least squares on ${report.name}`, () => {
    if (!report.available || report.hardware === "software") {
      test("agrees with the fused engine", (context) =>
        context.skip(report.reason ?? "a program imitates this GPU"));
      return;
    }
    let backend: Backend;
    beforeAll(async () => {
      backend = await loadBackend(report.name);
    });
    afterAll(() => backend.dispose());

    test.each([
      ["the seed's own data", seedTask(1, { steps: 101, learningRate: 0.01 }).task],
      ["people seen at times of their own", unevenTask({ steps: 101 })],
    ])("agrees with the fused engine from the same keys, all starts at once (%s)", async (_, task) => {
      const keys = [randomKey(1), randomKey(2)];
      const before = backend.tf.memory().numTensors;
      const fits = await trainSoftTfjs(task, keys, { backend, run: quiet });
      expect(backend.tf.memory().numTensors).toBe(before);
      for (const [r, key] of keys.entries()) {
        const fused = await trainSoft(task, key, quiet);
        const tfjs = fits[r]!;
        expect(tfjs.losses.map(({ step }) => step)).toEqual([0, 100, 101]);
        tfjs.losses.forEach(({ loss }, k) => expect(loss / fused.losses[k]!.loss).toBeCloseTo(1, 4));
        fused.coefficients.forEach((value, k) =>
          expect(Math.abs(tfjs.coefficients[k]! - value)).toBeLessThan(1e-4),
        );
        fused.memberships.forEach((value, k) =>
          expect(Math.abs(tfjs.memberships[k]! - value)).toBeLessThan(1e-4),
        );
      }
    });

    test("keeps what it has when it is cancelled", async () => {
      const { task } = seedTask(1, { steps: 1_000_000, learningRate: 0.01 });
      const run = startRun("adam", (context) =>
        searchSoft(task, { starts: 2, key: randomKey(1), backend, run: context }),
      );
      run.onProgress(({ step }) => step! >= 100 && run.cancel());
      const { best, starts } = await run;
      expect(best.status).toBe("interrupted");
      expect(starts.length).toBe(2);
      expect(best.sse).toBeLessThan(best.losses[0]!.loss);
    });
  });
}

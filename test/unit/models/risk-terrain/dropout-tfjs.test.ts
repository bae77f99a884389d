import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Backend, loadBackend } from "../../../../kernel-lib/src/compute/backends/index.js";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { createCellMaker } from "../../../../kernel-lib/src/models/risk-terrain/cells.js";
import { createDropoutTrainer } from "../../../../kernel-lib/src/models/risk-terrain/dropout.js";
import type { DropoutTask } from "../../../../kernel-lib/src/models/risk-terrain/dropout-plan.js";
import { trainDropoutTfjs } from "../../../../kernel-lib/src/models/risk-terrain/dropout-tfjs.js";
import { findPatterns, sumPatterns } from "../../../../kernel-lib/src/models/risk-terrain/patterns.js";
import { prepare } from "../../../../kernel-lib/src/models/risk-terrain/prepare.js";
import { everyBackend } from "../../compute/backends/machine.js";
import { estimate, simulatePlaces, whole } from "./places.js";
import { unwatched } from "../../unwatched.js";

const quiet = { ...unwatched, cancelled: false };

for (const report of await everyBackend()) {
  describe(`dropout on ${report.name}`, () => {
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

    test.for([
      ["poisson", false],
      ["poisson", true],
      ["negative-binomial", false],
    ] as const)(
      "agrees with the fused engine to 1e-4 from the same keys (%s, cancel layer: %s)",
      async ([family, cancel]) => {
        const problem = prepare(asTable(simulatePlaces(1, { rows: 300, theta: 2 }), "test"), {
          ...whole,
          family,
        });
        const patterns = findPatterns(problem);
        const other = sumPatterns(
          problem,
          patterns,
          Array.from({ length: 300 }, (_, i) => (i * i) % 300),
        );
        const task: DropoutTask = {
          patterns,
          cellsOf: createCellMaker(patterns),
          sums: sumPatterns(problem, patterns),
          family,
          sets: problem.sets,
          intercept: problem.intercept,
          burnIn: 300,
          pruned: 300,
          learningRate: 0.01,
          cancel,
        };
        const replicates = [
          { key: randomKey(1), sums: task.sums },
          { key: randomKey(2), sums: other },
        ];
        const tensors = backend.tf.memory().numTensors;
        const trained = await trainDropoutTfjs(task, replicates, { backend, run: quiet });
        backend.activate();
        expect(backend.tf.memory().numTensors).toBe(tensors);
        for (const [r, { key, sums }] of replicates.entries()) {
          const fused = await createDropoutTrainer({ ...task, sums })(key, quiet);
          const own = trained[r]!;
          expect(own.choice).toEqual(fused.choice);
          for (const name of ["always", "weights", "gates", "burnedIn"] as const) {
            fused[name].forEach((value, i) =>
              expect(Math.abs(own[name][i]! - value), `${name} ${i}`).toBeLessThan(1e-4),
            );
          }
          expect(Math.abs(own.logTheta - fused.logTheta)).toBeLessThan(1e-4);
          expect(own.losses.map(({ step }) => step)).toEqual(fused.losses.map(({ step }) => step));
        }
      },
    );
  });
}

test("a fit on the tfjs engine, replicates and all, is the fused engine's", async () => {
  const options = {
    ...whole,
    method: "dropout",
    replicates: 3,
    iterations: { burnIn: 200, pruned: 200 },
    learningRate: 0.01,
  } as const;
  const table = simulatePlaces(2, { rows: 200 });
  const { document: fused } = await estimate(table, options);
  const { document: tfjs } = await estimate(table, { ...options, engine: "tfjs", backend: "wasm" });
  expect(tfjs.provenance.backend).toBe("wasm");
  for (const name of ["coefficients", "stability", "agreement"])
    expect(tfjs.tables[name]).toEqual(fused.tables[name]);
});

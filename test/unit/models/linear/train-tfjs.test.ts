import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Backend, loadBackend } from "../../../../kernel-lib/src/compute/backends/index.js";
import {
  bernoulli,
  negativeBinomial,
  normal,
  poisson,
  randomKey,
  split,
  uniform,
} from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import type { GlmFamily } from "../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { estimateGlm } from "../../../../kernel-lib/src/models/linear/index.js";
import { type TrainGlmOptions, trainGlmTfjs } from "../../../../kernel-lib/src/models/linear/train-tfjs.js";
import { everyBackend } from "../../compute/backends/machine.js";

const families: GlmFamily[] = ["gaussian", "poisson", "negative-binomial", "binomial"];

/** A GLM of an intercept, a column of scale 100 far from zero and a column of scale 0.01, offset and weights. */
function simulate(family: GlmFamily, rows: number) {
  const [a, b, c, d, e] = split(randomKey(12), 5);
  const large = normal(a!, rows).map((x) => 500 + 100 * x);
  const small = normal(b!, rows).map((x) => 0.01 * x);
  const offset = uniform(c!, rows).map((x) => x - 0.5);
  const weights = uniform(d!, rows).map((x) => 0.5 + x);
  const eta = offset.map((o, i) => o - 2 + 0.005 * large[i]! + 30 * small[i]!);
  const mean = eta.map(Math.exp);
  const response = {
    gaussian: () => normal(e!, rows).map((x, i) => eta[i]! + 0.5 * x),
    poisson: () => poisson(e!, mean, rows),
    "negative-binomial": () => negativeBinomial(e!, mean, 2, rows),
    binomial: () => bernoulli(e!, eta.map((x) => 1 / (1 + Math.exp(-x))), rows), // prettier-ignore
  }[family]();
  const design = new Float64Array(rows * 3);
  for (let i = 0; i < rows; i++) design.set([1, large[i]!, small[i]!], i * 3);
  const columns = { y: response, large, small, offset, weights };
  return { design, rows, columns: 3, response, offset, weights, family, table: columns };
}

const train = (backend: Backend, options: Omit<TrainGlmOptions, "backend" | "run">) =>
  startRun("train", (run) => trainGlmTfjs({ ...options, backend, run }));

for (const report of await everyBackend()) {
  describe(`a GLM on ${report.name}`, () => {
    if (!report.available) {
      test("agrees with the fused engine", (context) => context.skip(report.reason ?? ""));
      return;
    }
    let backend: Backend;
    beforeAll(async () => {
      backend = await loadBackend(report.name);
    });
    afterAll(() => backend.dispose());

    // Software takes some 40 ms a step to imitate a GPU, so that it trains fewer rows, and of the losses only the two
    // that hold what the others are made of.
    const isSoftware = report.hardware === "software";
    const rows = isSoftware ? 60 : 400;
    const tried: GlmFamily[] = isSoftware ? ["negative-binomial", "binomial"] : families;

    test.for(tried)("%s agrees with the fused engine", { timeout: 180_000 }, async (family) => {
      const { table, ...data } = simulate(family, rows);
      const before = backend.tf.memory().numTensors;
      const trained = await train(backend, data);
      backend.activate();
      expect(backend.tf.memory().numTensors).toBe(before);
      expect(trained.status).toBe("converged");

      const options = {
        outcome: "y",
        terms: ["large", "small"],
        family,
        offset: "offset",
        weights: "weights",
      };
      const { document } = await startRun("fit", (run) => estimateGlm(asTable(table, "test"), options, run));
      const exact = document.tables["coefficients"]!.rows;

      // A loss L is known in float32 to 1.2e-7 L, so its minimum to √(2 · 1.2e-7 L) in units of a standard error
      // times √rows. With L near 2 and 400 rows that is 0.014 standard errors.
      trained.coefficients.forEach((estimate, j) => {
        const { estimate: value, stdError } = exact[j] as { estimate: number; stdError: number };
        expect(Math.abs(estimate - value) / stdError, `coefficient ${j}`).toBeLessThan(0.02);
      });
      if (family === "negative-binomial") {
        // By the same reckoning: the standard error of theta is about a fifth of it here.
        expect(trained.theta! / document.fit.theta!).toBeGreaterThan(0.99);
        expect(trained.theta! / document.fit.theta!).toBeLessThan(1.01);
      } else {
        expect(trained).not.toHaveProperty("theta");
      }
    });
  });
}

describe("trainGlmTfjs()", () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await loadBackend("wasm");
  });
  afterAll(() => backend.dispose());

  test("adds long data up without losing digits", async () => {
    // Two groups: the intercept and the sum of both coefficients are the logarithms of their means.
    const rows = 70_001; // no whole number of blocks
    const half = 35_000;
    const design = new Float64Array(rows * 2);
    const response = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const group = i < half ? 0 : 1;
      design.set([1, group], i * 2);
      response[i] = group ? 2 + (i % 5) : i % 3;
    }
    let total = 0;
    for (let i = half; i < rows; i++) total += response[i]!;
    const means = [response.subarray(0, half).reduce((a, b) => a + b) / half, total / (rows - half)];
    const { coefficients, losses } = await train(backend, {
      design,
      rows,
      columns: 2,
      response,
      family: "poisson",
    });
    expect(coefficients[0]).toBeCloseTo(Math.log(means[0]!), 3);
    expect(coefficients[0]! + coefficients[1]!).toBeCloseTo(Math.log(means[1]!), 3);
    const least = means.map((mean, g) => ((g ? rows - half : half) / rows) * (mean - mean * Math.log(mean)));
    expect(losses.at(-1)! / (least[0]! + least[1]!)).toBeCloseTo(1, 4);
  });

  test("needs no intercept", async () => {
    // Group means 2 and 6: without a constant column each coefficient is the logarithm of its group's mean.
    const { coefficients } = await train(backend, {
      design: Float64Array.of(1, 0, 1, 0, 0, 1, 0, 1),
      rows: 4,
      columns: 2,
      response: Float64Array.of(1, 3, 4, 8),
      family: "poisson",
    });
    expect(coefficients[0]).toBeCloseTo(Math.log(2), 3);
    expect(coefficients[1]).toBeCloseTo(Math.log(6), 3);
  });

  test("an intercept alone is the logarithm of the rate, however large the counts", async () => {
    const { coefficients } = await train(backend, {
      design: Float64Array.of(2, 2, 2),
      rows: 3,
      columns: 1,
      response: Float64Array.of(1e6, 2e6, 3e6),
      offset: Float64Array.of(Math.log(10), Math.log(20), Math.log(30)),
      family: "poisson",
    });
    expect(2 * coefficients[0]!).toBeCloseTo(Math.log(1e5), 3);
  });

  test("survives a row far from the others, where exp(eta) would overflow on the way", async () => {
    const rows = 200;
    const x = normal(randomKey(3), rows);
    x[0] = 120; // standardised, about 14
    const design = new Float64Array(rows * 2);
    for (let i = 0; i < rows; i++) design.set([1, x[i]!], i * 2);
    const response = poisson(randomKey(4), 3, rows);
    const { losses, coefficients, status } = await train(backend, {
      design,
      rows,
      columns: 2,
      response,
      family: "poisson", // prettier-ignore
    });
    expect(status).toBe("converged");
    expect(losses.every(Number.isFinite)).toBe(true);
    // The score, in Float64: zero at the maximum, up to what float32 can see of n times the scale of the column.
    let score = 0;
    for (let i = 0; i < rows; i++) {
      score += x[i]! * (response[i]! - Math.exp(coefficients[0]! + coefficients[1]! * x[i]!));
    }
    expect(Math.abs(score)).toBeLessThan(0.01 * rows);
  });

  test("finds a large theta where there is no overdispersion, and keeps the coefficients", async () => {
    const { table: _, ...data } = simulate("poisson", 400);
    const [counts, plain] = [
      await train(backend, { ...data, family: "negative-binomial" }),
      await train(backend, data),
    ];
    expect(counts.theta!).toBeGreaterThan(20);
    counts.coefficients.forEach((b, j) => expect(b / plain.coefficients[j]!).toBeCloseTo(1, 1));
  });

  test("keeps what it has when it is cancelled", async () => {
    const { table: _, ...data } = simulate("poisson", 4000);
    const run = startRun("train", (context) =>
      trainGlmTfjs({ ...data, backend, run: context, maxSteps: 1e6 }),
    );
    run.onProgress(() => run.cancel());
    const { status, coefficients } = await run;
    expect(status).toBe("interrupted");
    expect([...coefficients].every(Number.isFinite)).toBe(true);
  });
});

import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openFusedEngine, type FusedFamily } from "../../../../kernel-lib/src/compute/fused/index.js";
import {
  normal,
  poisson,
  randomKey,
  split,
  uniform,
} from "../../../../kernel-lib/src/compute/random/index.js";

interface Data {
  rows: number;
  columns: number;
  design: Float64Array;
  response: Float64Array;
  offset: Float64Array | null;
  weights: Float64Array | null;
}

function dataOf(rows: number, columns: number, { seed = 1, plain = false } = {}): Data {
  const [x, y, o, w] = split(randomKey(seed), 4);
  return {
    rows,
    columns,
    design: normal(x!, rows * columns),
    response: poisson(y!, 2, rows),
    offset: plain ? null : normal(o!, rows).map((z) => 0.3 * z),
    weights: plain ? null : uniform(w!, rows).map((u) => 0.5 + u),
  };
}

/** The definition, row by row: the loss, and by it everything else through differences. */
function slowLoss(
  { rows, columns, design, response, offset, weights }: Data,
  family: FusedFamily,
  b: Float64Array,
  alpha: number,
) {
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    let eta = offset ? offset[i]! : 0;
    for (let j = 0; j < columns; j++) eta += design[i * columns + j]! * b[j]!;
    const y = response[i]!;
    const mu = Math.exp(eta);
    const w = weights ? weights[i]! : 1;
    loss +=
      w *
      {
        gaussian: 0.5 * (y - eta) ** 2,
        poisson: mu - y * eta,
        binomial: Math.log(1 + mu) - y * eta,
        "negative-binomial": (y + 1 / alpha) * Math.log(1 + alpha * mu) - y * eta,
      }[family];
  }
  return loss;
}

const families: FusedFamily[] = ["gaussian", "poisson", "binomial", "negative-binomial"];

describe("openFusedEngine", () => {
  // Sizes around the block (256), the panel (4) and the chunk (4096).
  it.each([
    [1, 1],
    [3, 4],
    [255, 5],
    [257, 8],
    [4097, 3],
    [8500, 9],
  ])("gives the loss and its derivatives on %i × %i", async (rows, columns) => {
    for (const plain of [true, false]) {
      const data = dataOf(rows, columns, { plain });
      const engine = openFusedEngine({ ...data, threads: 1 });
      const b = Float64Array.from({ length: columns }, (_, j) => 0.2 * Math.sin(j + 1));
      for (const family of families) {
        const alpha = 0.7;
        const { loss, score, information, cross, sums } = await engine.evaluate(family, b, alpha);
        const want = slowLoss(data, family, b, alpha);
        expect(Math.abs(loss - want)).toBeLessThan(1e-12 * (Math.abs(want) + rows));
        expect(await engine.loss(family, b, alpha)).toBe(loss);
        const h = 1e-5;
        const moved = (j: number, by: number) => b.map((v, k) => (k === j ? v + by : v));
        for (let j = 0; j < columns; j++) {
          const slope =
            (slowLoss(data, family, moved(j, h), alpha) - slowLoss(data, family, moved(j, -h), alpha)) /
            (2 * h);
          expect(Math.abs(slope + score[j]!)).toBeLessThan(1e-5 * Math.max(10, rows));
          const [up, down] = [
            await engine.evaluate(family, moved(j, h), alpha),
            await engine.evaluate(family, moved(j, -h), alpha),
          ];
          for (let k = 0; k < columns; k++) {
            const second = (down.score[k]! - up.score[k]!) / (2 * h);
            expect(Math.abs(second - information[j * columns + k]!)).toBeLessThan(1e-6 * Math.max(10, rows));
          }
        }
        if (family !== "negative-binomial") continue;
        const at = (a: number) => slowLoss(data, family, b, a);
        expect(Math.abs(sums[0] + (at(alpha + h) - at(alpha - h)) / (2 * h))).toBeLessThan(1e-4 * rows);
        const [up, down] = [
          await engine.evaluate(family, b, alpha + h),
          await engine.evaluate(family, b, alpha - h),
        ];
        expect(Math.abs(sums[1] - (up.sums[0] - down.sums[0]) / (2 * h))).toBeLessThan(
          1e-6 * Math.max(10, rows),
        );
        for (let k = 0; k < columns; k++) {
          expect(Math.abs(cross[k]! - (up.score[k]! - down.score[k]!) / (2 * h))).toBeLessThan(
            1e-6 * Math.max(10, rows),
          );
        }
      }
    }
  });

  it("keeps its digits where the negative binomial nears the Poisson", async () => {
    const data = dataOf(500, 3);
    const engine = openFusedEngine({ ...data, threads: 1 });
    const b = Float64Array.of(0.1, -0.2, 0.3);
    const poisson = await engine.evaluate("poisson", b);
    const near = await engine.evaluate("negative-binomial", b, 1e-12);
    expect(near.loss).toBeCloseTo(poisson.loss, 8);
    expect(near.score[1]).toBeCloseTo(poisson.score[1]!, 8);
    // At α = 0 the part that holds η has derivative Σ w(μ²/2 − yμ).
    const eta = await engine.linearPredictor(b);
    const want = eta.reduce((sum, e, i) => {
      const mu = Math.exp(e);
      return sum + data.weights![i]! * (mu * (mu / 2 - data.response[i]!));
    }, 0);
    expect(near.sums[0]).toBeCloseTo(want, 7);
    const [left, right] = [0.0199 / 7, 0.0201 / 7]; // both sides of the series' limit for a mean of 7
    const a = await engine.evaluate("negative-binomial", b, left);
    const c = await engine.evaluate("negative-binomial", b, right);
    expect((c.sums[0] - a.sums[0]) / (right - left)).toBeCloseTo((a.sums[1] + c.sums[1]) / 2, 2);
  });

  it("centres and scales columns as it reads them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 7 }),
        async (rows, columns) => {
          const data = dataOf(rows, columns, { seed: rows });
          const centre = Float64Array.from({ length: columns }, (_, j) => j - 1.5);
          const scale = Float64Array.from({ length: columns }, (_, j) => 0.5 + j);
          const changed = data.design.map((v, k) => (v - centre[k % columns]!) * scale[k % columns]!);
          const b = Float64Array.from({ length: columns }, (_, j) => 0.1 * (j % 3));
          const one = await openFusedEngine({ ...data, centre, scale, threads: 1 }).evaluate("poisson", b);
          const two = await openFusedEngine({ ...data, design: changed, threads: 1 }).evaluate("poisson", b);
          expect(one).toEqual(two);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("gives Gram matrices and quadratic forms", async () => {
    const data = dataOf(777, 6);
    const { design, rows, columns } = data;
    const engine = openFusedEngine({ ...data, threads: 1 });
    const root = data.weights!;
    const gram = await engine.gram(root);
    const at = (i: number, j: number) => design[i * columns + j]!;
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < columns; k++) {
        let want = 0;
        for (let i = 0; i < rows; i++) want += at(i, j) * at(i, k) * root[i]! ** 2;
        expect(gram[j * columns + k]).toBeCloseTo(want, 9);
      }
    }
    const full = normal(randomKey(3), columns * columns);
    const triangular = full.map((v, k) => (Math.floor(k / columns) <= k % columns ? v : 0));
    for (const m of [full, triangular]) {
      const quadratic = await engine.quadratic(m);
      for (let i = 0; i < rows; i++) {
        let want = 0;
        for (let k = 0; k < columns; k++) {
          let sum = 0;
          for (let j = 0; j < columns; j++) sum += at(i, j) * m[j * columns + k]!;
          want += sum * sum;
        }
        expect(Math.abs(quadratic[i]! - want)).toBeLessThan(1e-10 * (1 + want));
      }
    }
  });
});

describe("worker threads", () => {
  const data = dataOf(100_000, 11);
  const b = Float64Array.from({ length: 11 }, (_, j) => 0.05 * j);
  const engines = [1, 2, 8].map((threads) => openFusedEngine({ ...data, threads }));
  afterAll(() => engines.forEach((engine) => engine.close()));

  it("give the same numbers bit for bit on 1, 2 and 8 threads", async () => {
    expect(engines.map((engine) => engine.threads)).toEqual([1, 2, 8]);
    for (const family of families) {
      const [one, ...others] = await Promise.all(engines.map((engine) => engine.evaluate(family, b, 0.4)));
      for (const other of others) expect(other).toEqual(one);
    }
    const [one, ...others] = await Promise.all(engines.map((engine) => engine.linearPredictor(b)));
    for (const other of others) expect(other).toEqual(one);
  });

  it("do not keep Node alive", () => {
    // The built library, as a script that ends without closing anything.
    const script = `
      const { openFusedEngine } = await import("./kernel-lib/dist/compute/fused/index.js");
      const rows = 200000, columns = 8;
      const engine = openFusedEngine({ rows, columns, design: new Float64Array(rows * columns).fill(0.1),
        response: new Float64Array(rows).fill(1), threads: 2 });
      const { loss } = await engine.evaluate("poisson", new Float64Array(columns));
      console.log(engine.threads, Math.round(loss));`;
    const root = new URL("../../../../", import.meta.url);
    const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(stdout.trim()).toBe("2 200000");
    expect(status).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { randomKey } from "../../../../../kernel-lib/src/compute/random/index.js";
import {
  bootstrapTest,
  drawFrom,
} from "../../../../../kernel-lib/src/models/trajectories/comparison/bootstrap-test.js";
import { drawPersons, fitFlat, flatModel, quietRun } from "../simple-mixtures.js";

async function pair(means: number[], shares: number[], [fewer, more]: [number, number], seed = 1) {
  const { values } = drawPersons(80, { means, shares, waves: 2, seed });
  return {
    fewer: await fitFlat(flatModel(values, fewer)),
    more: await fitFlat(flatModel(values, more), { starts: 8 }),
  };
}
const options = (samples: number) => ({ samples, key: randomKey(1), run: quietRun(), starts: 3 });

describe("bootstrapTest", () => {
  it("finds a second group that is there", async () => {
    const { fewer, more } = await pair([0, 4], [0.5, 0.5], [1, 2]);
    const test = await bootstrapTest(fewer, more, options(39));
    expect(test.statistic).toBeCloseTo(2 * (more.logLik - fewer.logLik), 9);
    expect(test.replicates).toHaveLength(39);
    expect(test.pValue).toBe(1 / 40);
    expect(test).toMatchObject({ failed: 0, complete: true });
  });

  it("has p-values that are about uniform where there is no second group", async () => {
    const pValues: number[] = [];
    for (let seed = 1; seed <= 16; seed++) {
      const { fewer, more } = await pair([1], [1], [1, 2], seed);
      pValues.push((await bootstrapTest(fewer, more, options(19))).pValue);
    }
    const mean = pValues.reduce((sum, p) => sum + p, 0) / pValues.length;
    // The mean of 16 uniforms has a standard deviation of .072.
    expect(Math.abs(mean - 0.525)).toBeLessThan(3 * 0.075);
    expect(pValues.filter((p) => p <= 0.05).length).toBeLessThanOrEqual(3);
  });

  it("counts samples at least as extreme, itself included", async () => {
    const { fewer, more } = await pair([1], [1], [1, 2]);
    const { statistic, pValue, replicates } = await bootstrapTest(fewer, more, options(19));
    expect(pValue).toBe((1 + replicates.filter((value) => value >= statistic).length) / 20);
    expect(replicates.every((value) => value >= 0)).toBe(true);
  });

  it("repeats exactly, and sample by sample", async () => {
    const { fewer, more } = await pair([0, 3], [0.5, 0.5], [1, 2]);
    const [a, b] = [
      await bootstrapTest(fewer, more, options(4)),
      await bootstrapTest(fewer, more, options(8)),
    ];
    expect(b.replicates.slice(0, 4)).toEqual(a.replicates);
    expect(new Set(b.replicates).size).toBeGreaterThan(4);
  });

  it("keeps the samples done when it is cancelled, and says so", async () => {
    const { fewer, more } = await pair([0, 3], [0.5, 0.5], [1, 2]);
    const run = quietRun({ after: 60 });
    const cut = await bootstrapTest(fewer, more, { ...options(500), run });
    expect(cut.complete).toBe(false);
    expect(cut.replicates.length).toBeLessThan(500);
    const parts = { name: "resamples", done: 0, total: 500 };
    expect(run.reports[0]).toEqual({ phase: "bootstrap", step: 0, steps: 500, parts });
  });

  it.each([0, 2.5])("refuses %d samples", async (samples) => {
    const { fewer, more } = await pair([0, 3], [0.5, 0.5], [1, 2]);
    await expect(bootstrapTest(fewer, more, options(samples))).rejects.toThrow(
      `trajectories: 'bootstrap' must be a whole number of at least 1, got ${samples}`,
    );
  });
});

describe("drawFrom", () => {
  it("draws what the estimates say", async () => {
    const { values } = drawPersons(4000, { means: [0, 6], shares: [0.3, 0.7], waves: 2 });
    const fit = await fitFlat(flatModel(values, 2));
    const again = await fitFlat(drawFrom(fit, randomKey(9)));
    again.shares.forEach((share, g) => expect(share).toBeCloseTo(fit.shares[g]!, 1));
    again.parameters.components[0]!.forEach((value, j) => {
      expect(Math.abs(value - fit.parameters.components[0]![j]!)).toBeLessThan(0.1);
    });
  });
});

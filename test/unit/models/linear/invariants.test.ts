import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bernoulli,
  negativeBinomial,
  normal,
  permutation,
  poisson,
  randomKey,
  split,
  uniform,
} from "../../../../kernel-lib/src/compute/random/index.js";
import type { GlmFamily } from "../../../../kernel-lib/src/contract/index.js";
import { byTerm, glm, ols } from "./support.js";

const families: GlmFamily[] = ["gaussian", "poisson", "negative-binomial", "binomial"];
const options = (family: GlmFamily) => ({ outcome: "y", terms: ["a", "b"], family });

function simulate(family: GlmFamily, n: number, seed: number) {
  const [ka, kb, ky, ke] = split(randomKey(seed), 4);
  const a = normal(ka!, n);
  const b = uniform(kb!, n);
  const eta = a.map((v, i) => 0.8 + 0.5 * v - b[i]!);
  const y = {
    gaussian: () => normal(ky!, n).map((z, i) => eta[i]! + z),
    poisson: () => poisson(ky!, eta.map(Math.exp), n),
    "negative-binomial": () => negativeBinomial(ky!, eta.map(Math.exp), 1.2, n),
    binomial: () =>
      bernoulli(
        ky!,
        eta.map((e) => 1 / (1 + Math.exp(-e))),
        n,
      ),
  }[family]();
  return { a, b, y: Float64Array.from(y), exposure: uniform(ke!, n).map((u) => 0.5 + u) };
}

function expectSame(
  got: Record<string, number | null>,
  want: Record<string, number | null>,
  tolerance = 1e-7,
) {
  for (const [term, value] of Object.entries(want)) {
    expect(Math.abs(got[term]! - value!), term).toBeLessThan(tolerance * Math.max(1, Math.abs(value!)));
  }
}

describe.each(families)("%s", (family) => {
  const seeds = fc.integer({ min: 1, max: 1000 });
  const runs = { numRuns: 8 };

  it("has a zero gradient at its estimates, and no better point nearby", async () => {
    const data = simulate(family, 300, 5);
    const { document, details } = await glm(data, options(family));
    const { theta, scale } = document.fit;
    const weightOf = (mu: number) =>
      ({ gaussian: 1 / scale!, poisson: 1, binomial: 1, "negative-binomial": 1 / (1 + mu / theta!) })[family];
    for (const x of [data.a.map(() => 1), data.a, data.b]) {
      let score = 0;
      let size = 0;
      for (let i = 0; i < 300; i++) {
        const part = x[i]! * details.residuals.response[i]! * weightOf(details.fitted[i]!);
        score += part;
        size += Math.abs(part);
      }
      expect(Math.abs(score)).toBeLessThan(1e-9 * size);
    }
  });

  it("does not depend on the order of the rows", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const data = simulate(family, 120, seed);
        const order = permutation(randomKey(seed + 1), 120);
        const shuffled = Object.fromEntries(
          Object.entries(data).map(([name, values]) => [name, Float64Array.from(order, (i) => values[i]!)]),
        );
        const [one, two] = [await glm(data, options(family)), await glm(shuffled, options(family))];
        expectSame(byTerm(two, "estimate"), byTerm(one, "estimate"));
        expectSame(byTerm(two, "stdError"), byTerm(one, "stdError"));
        expect(two.document.fit.logLik).toBeCloseTo(one.document.fit.logLik!, 8);
      }),
      runs,
    );
  });

  it("follows the units of its columns", async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        fc.constantFrom(1e-6, 0.01, 1e3, 1e9),
        fc.constantFrom(-5, 0, 2000),
        async (seed, by, shift) => {
          const data = simulate(family, 120, seed);
          const moved = { ...data, a: data.a.map((v) => by * (v + shift)) };
          const [one, two] = [await glm(data, options(family)), await glm(moved, options(family))];
          const [b, c] = [byTerm(one, "estimate"), byTerm(two, "estimate")];
          expectSame({ a: c.a! * by, b: c.b!, Intercept: c.Intercept! + c.a! * by * shift }, b, 1e-6);
          expectSame({ a: byTerm(two, "stdError").a! * by }, { a: byTerm(one, "stdError").a! }, 1e-6);
          expect(two.document.fit.logLik).toBeCloseTo(one.document.fit.logLik!, 6);
        },
      ),
      runs,
    );
  });

  it("takes a weight of 2 as two rows (but for the counting of rows)", async () => {
    const data = simulate(family, 150, 9);
    const doubled = Object.fromEntries(
      Object.entries(data).map(([name, values]) => [
        name,
        Float64Array.from([...values, ...values.subarray(0, 50)]),
      ]),
    );
    const weight = data.a.map((_, i) => (i < 50 ? 2 : 1));
    const one = await glm({ ...data, weight }, { ...options(family), weights: "weight" });
    const two = await glm(doubled, options(family));
    expectSame(byTerm(one, "estimate"), byTerm(two, "estimate"));
    if (family === "gaussian") {
      const ratio = Math.sqrt(147 / 197); // degrees of freedom differ
      expectSame({ a: byTerm(one, "stdError").a! * ratio }, { a: byTerm(two, "stdError").a! });
    } else {
      expectSame(byTerm(one, "stdError"), byTerm(two, "stdError"));
      expect(one.document.fit.logLik).toBeCloseTo(two.document.fit.logLik!, 7);
    }
  });

  it("takes an offset of c as a shift of the intercept by -c", async () => {
    const data = simulate(family, 120, 3);
    const shifted = { ...data, o: data.a.map(() => 1.75) };
    const one = await glm(data, options(family));
    const two = await glm(shifted, { ...options(family), offset: "o" });
    const [b, c] = [byTerm(one, "estimate"), byTerm(two, "estimate")];
    expectSame({ ...c, Intercept: c.Intercept! + 1.75 }, b);
    expect(two.document.fit.logLik).toBeCloseTo(one.document.fit.logLik!, 8);
    expect(two.document.fit.nullDeviance).toBeCloseTo(one.document.fit.nullDeviance!, 6);
  });
});

describe("counts", () => {
  it.each(["poisson", "negative-binomial"] as const)(
    "%s: an exposure is an offset of its logarithm",
    async (family) => {
      const data = simulate(family, 200, 4);
      const one = await glm(data, { ...options(family), exposure: "exposure" });
      const two = await glm(data, { ...options(family), offset: "log(exposure)" });
      expect(one.document.tables.coefficients!.rows).toEqual(two.document.tables.coefficients!.rows);
      expect(one.document.fit).toEqual(two.document.fit);
    },
  );

  it("has the rate of a group as the exponent of its coefficient", async () => {
    const data = { y: [1, 2, 3, 10, 20, 30], g: ["a", "a", "a", "b", "b", "b"], e: [1, 2, 3, 1, 2, 3] };
    const fit = await glm(data, { outcome: "y", terms: ["g"], family: "poisson", exposure: "e" });
    expectSame(byTerm(fit, "ratio"), { Intercept: 1, "g[T.b]": 10 }, 1e-10);
    expectSame(
      byTerm(fit, "stdError"),
      { Intercept: Math.sqrt(1 / 6), "g[T.b]": Math.sqrt(1 / 6 + 1 / 60) },
      1e-10,
    );
  });
});

describe("least squares", () => {
  it("agrees with the gaussian family, with Student's t for the normal", async () => {
    const data = simulate("gaussian", 100, 2);
    const one = await ols(data, { outcome: "y", terms: ["a", "b"] });
    const two = await glm(data, options("gaussian"));
    expect(byTerm(one, "estimate")).toEqual(byTerm(two, "estimate"));
    expect(byTerm(one, "stdError")).toEqual(byTerm(two, "stdError"));
    expect(byTerm(one, "pValue").b!).toBeGreaterThan(byTerm(two, "pValue").b!);
    expect(one.document.tables.coefficients!.columns[3]!.label).toBe("t");
  });

  it("keeps its digits on a raw polynomial of years", async () => {
    // Exact in the years' own numbers, whose squares are all but proportional to them.
    const year = Array.from({ length: 21 }, (_, i) => 2000 + i);
    const y = year.map((t) => 3 + 2 * (t - 2010) - 0.25 * (t - 2010) ** 2 + ((t * 7) % 5) * 1e-3);
    const raw = await ols({ y, year }, { outcome: "y", terms: ["year", "I(year^2)"] });
    const centred = await ols({ y, t: year.map((t) => t - 2010) }, { outcome: "y", terms: ["t", "I(t^2)"] });
    const estimate = Object.values(byTerm(raw, "estimate"));
    const want = Object.values(byTerm(centred, "estimate"));
    expect(Math.abs(estimate[2]! / want[2]! - 1)).toBeLessThan(1e-7);
    expect(raw.document.fit.rSquared).toBeCloseTo(centred.document.fit.rSquared!, 10);
  });

  it("has leverages that sum to the number of coefficients", async () => {
    for (const family of families) {
      const { details } = await glm(simulate(family, 90, 6), options(family));
      expect(details.leverage.reduce((sum, h) => sum + h, 0)).toBeCloseTo(3, 8);
    }
  });
});

describe("big data", () => {
  it.each(families)(
    "%s: the start from a sample does not move the maximum, nor do threads",
    async (family) => {
      const n = 140_000; // beyond the size that is fitted whole at once
      const data = simulate(family, n, 11);
      const fits = [];
      for (const threads of [1, 2, 8]) fits.push(await glm(data, { ...options(family), threads }));
      const [one, ...others] = fits;
      for (const other of others) {
        expect(other.document.tables).toEqual(one!.document.tables);
        expect(other.document.fit).toEqual(one!.document.fit);
        expect(other.details.leverage.subarray(0, 1000)).toEqual(one!.details.leverage.subarray(0, 1000));
      }
      const { details } = one!;
      const theta = one!.document.fit.theta ?? Infinity;
      for (const x of [data.a, data.b]) {
        let score = 0;
        let size = 0;
        for (let i = 0; i < n; i++) {
          const part =
            (x[i]! * details.residuals.response[i]!) /
            (family === "negative-binomial" ? 1 + details.fitted[i]! / theta : 1);
          score += part;
          size += Math.abs(part);
        }
        expect(Math.abs(score)).toBeLessThan(1e-10 * size);
      }
      const truth = byTerm(one!, "estimate");
      expect(truth.a).toBeCloseTo(0.5, 1);
      expect(truth.b).toBeCloseTo(-1, 1);
    },
  );
});

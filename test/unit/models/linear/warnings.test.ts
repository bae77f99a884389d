import { describe, expect, it } from "vitest";
import { normal, poisson, randomKey, split } from "../../../../kernel-lib/src/compute/random/index.js";
import { byTerm, codes, glm, ols } from "./support.js";

const n = 200;
const keys = split(randomKey(3), 3);
const a = normal(keys[0]!, n);
const noise = normal(keys[1]!, n);
const counts = poisson(
  keys[2]!,
  a.map((v) => Math.exp(0.3 * v)),
  n,
);

describe("separation is flagged, and takes no standard errors", () => {
  it("perfect: every outcome told by x", async () => {
    const fit = await glm(
      { y: [0, 0, 0, 0, 1, 1, 1, 1], x: [1, 2, 3, 4, 5, 6, 7, 8] },
      { outcome: "y", terms: ["x"], family: "binomial" },
    );
    expect(codes(fit)).toContain("separation");
    expect(byTerm(fit, "stdError")).toEqual({ Intercept: null, x: null });
    expect(byTerm(fit, "pValue").x).toBeNull();
  });

  it("quasi: one level always 1; the other terms keep their errors", async () => {
    const y = a.map((v, i) => (v + noise[i]! > 0 ? 1 : 0));
    const g = y.map((v, i) => (v === 1 && i % 5 === 0 ? 1 : 0));
    const fit = await glm({ y, a, g }, { outcome: "y", terms: ["a", "g"], family: "binomial" });
    expect(codes(fit)).toEqual(["separation"]);
    expect(fit.document.warnings[0]!.message).toContain("'g'");
    // What is left when the rows of the separated level are taken out.
    const rest = g.map((_, i) => i).filter((i) => g[i] === 0);
    const pick = (values: Float64Array) => Float64Array.from(rest, (i) => values[i]!);
    const alone = await glm({ y: pick(y), a: pick(a) }, { outcome: "y", terms: ["a"], family: "binomial" });
    const [errors, want] = [byTerm(fit, "stdError"), byTerm(alone, "stdError")];
    expect(errors.g).toBeNull();
    expect(errors.a! / want.a! - 1).toBeCloseTo(0, 6);
    expect(byTerm(fit, "estimate").a! / byTerm(alone, "estimate").a! - 1).toBeCloseTo(0, 6);
  });

  it.each(["poisson", "negative-binomial"] as const)("%s: groups without an event", async (family) => {
    const g = Array.from(a, (_, i) =>
      i % 7 === 0 ? "none" : i % 11 === 1 ? "nil" : i % 3 === 0 ? "b" : "a",
    );
    const y = counts.map((v, i) => (g[i] === "none" || g[i] === "nil" ? 0 : v));
    const fit = await glm({ y, a, g }, { outcome: "y", terms: ["a", "g"], family });
    expect(codes(fit)).toContain("separation");
    const errors = byTerm(fit, "stdError");
    expect([errors["g[T.none]"], errors["g[T.nil]"]]).toEqual([null, null]);
    expect(errors["g[T.b]"]).toBeGreaterThan(0.05);
    expect(errors["g[T.b]"]).toBeLessThan(0.5);
  });

  it("does not cry wolf where one event stands between a group and infinity", async () => {
    const g = a.map((_, i) => (i < 100 ? 1 : 0));
    const y = a.map((_, i) => (i < 100 ? (i === 3 ? 1 : 0) : i % 2));
    const fit = await glm({ y, g }, { outcome: "y", terms: ["g"], family: "binomial" });
    expect(codes(fit)).toEqual([]);
    expect(byTerm(fit, "stdError").g).toBeCloseTo(Math.sqrt(1 + 1 / 99 + 2 / 50), 8);
  });
});

describe("the negative binomial", () => {
  it("says so when the counts vary no more than a Poisson's, and gives its numbers", async () => {
    const y = a.map((_, i) => 2 + (i % 3));
    const options = { outcome: "y", terms: ["a"] };
    const fit = await glm({ y, a }, { ...options, family: "negative-binomial" });
    const plain = await glm({ y, a }, { ...options, family: "poisson" });
    expect(codes(fit)).toContain("theta-infinite");
    expect(fit.document.fit.theta).toBeNull();
    expect(byTerm(fit, "estimate")).toEqual(byTerm(plain, "estimate"));
    expect(fit.document.fit.logLik).toBe(plain.document.fit.logLik);
    expect(fit.document.tables.dispersion).toBeUndefined();
  });

  it.each([2, 10, 50, 100])("reaches its maximum with offsets of SD %i", async (size) => {
    const offset = noise.map((z) => size * z);
    const data = { y: counts, a, offset };
    const options = { outcome: "y", terms: ["a"], family: "negative-binomial", offset: "offset" } as const;
    const { document, details } = await glm(data, options);
    expect(document.status).toBe("converged");
    const { theta } = document.fit;
    let score = 0;
    let size1 = 0;
    for (let i = 0; i < n; i++) {
      const part = (a[i]! * (counts[i]! - details.fitted[i]!)) / (1 + details.fitted[i]! / theta!);
      score += part;
      size1 += Math.abs(part);
    }
    expect(Math.abs(score)).toBeLessThan(1e-8 * size1);
  });
});

describe("other warnings", () => {
  it("an overdispersed Poisson", async () => {
    const y = counts.map((v, i) => v * (i % 2 === 0 ? 5 : 0));
    const message = async (errors: "classical" | "HC0") => {
      const fit = await glm({ y, a }, { outcome: "y", terms: ["a"], family: "poisson", errors });
      return fit.document.warnings.find(({ code }) => code === "overdispersion")!.message;
    };
    expect(await message("classical")).toMatch(/too small.*or robust errors/);
    expect(await message("HC0")).not.toMatch(/too small|robust errors/);
  });

  it("notes what each category is compared with, and nothing of one coded in full", async () => {
    const g = Array.from(a, (_, i) => ["east", "north", "west"][i % 3]!);
    const notes = async (options: { terms: string[]; intercept?: boolean }) =>
      (await ols({ y: noise, a, g }, { outcome: "y", ...options })).document.tables.coefficients!.notes!;
    expect(await notes({ terms: ["a", "g"] })).toContain("g is compared with 'east'.");
    expect(await notes({ terms: ['C(g, "west")', "a"] })).toContain(
      "C(g, \"west\") is compared with 'west'.",
    );
    expect((await notes({ terms: ["g"], intercept: false })).join()).not.toMatch(/compared/);
  });

  it("as many coefficients as rows, and a perfect fit", async () => {
    const saturated = await ols({ y: [1, 3], x: [1, 2] }, { outcome: "y", terms: ["x"] });
    expect(codes(saturated)).toEqual(["saturated"]);
    expect(byTerm(saturated, "stdError")).toEqual({ Intercept: null, x: null });
    expect(codes(await ols({ y: [1, 2, 3], x: [1, 2, 3] }, { outcome: "y", terms: ["x"] }))).toEqual([
      "perfect-fit",
    ]);
  });

  it("columns that nearly depend on each other", async () => {
    const b = a.map((v, i) => v + 1e-6 * noise[i]!);
    const y = a.map((v, i) => v + noise[(i + 50) % n]!);
    const fit = await ols({ y, a, b }, { outcome: "y", terms: ["a", "b"] });
    expect(codes(fit)).toEqual(["near-singular"]);
    expect(fit.document.fit.conditionNumber).toBeGreaterThan(1e6);
  });

  it("fewer clusters than coefficients ask for", async () => {
    const fit = await ols(
      { y: noise, a, b: counts, g: a.map((_, i) => i % 3) },
      { outcome: "y", terms: ["a", "b"], errors: "cluster", cluster: "g" },
    );
    expect(codes(fit)).toEqual(["few-clusters"]);
  });

  it("too few iterations", async () => {
    const fit = await glm(
      { y: counts, a },
      { outcome: "y", terms: ["a"], family: "poisson", maxIterations: 1 },
    );
    expect(fit.document.status).toBe("stopped");
    expect(codes(fit)).toContain("stopped");
  });

  it("names the numbers that overflow", async () => {
    const y = [1, 2, 0, 3, 1, 4];
    const fit = await glm(
      { y, x: [1, 2, 3, 4, 5, 7], o: y.map((_, i) => (i % 2 === 0 ? 600 : -600)) },
      { outcome: "y", terms: ["x"], family: "poisson", offset: "o" },
    );
    const empty = Object.keys(fit.document.fit).filter((field) => fit.document.fit[field] === null);
    expect(empty).toContain("deviance");
    const { message } = fit.document.warnings.find(({ code }) => code === "not-finite")!;
    for (const field of empty) expect(message).toMatch(new RegExp(`\\b${field}\\b`));
  });

  it("leaves no number empty without a word", async () => {
    // Two rows: nothing is left for the dispersion. Two parameters and θ in three rows: HC1 divides by 0.
    const two = await glm({ y: [4, 9], x: [0, 1] }, { outcome: "y", terms: ["x"], family: "poisson" });
    expect(two.document.fit.dispersion).toBeNull();
    expect(codes(two)).toEqual(["saturated"]);
    const three = await glm(
      { y: [0, 90, 1], x: [0, 1, 2] },
      { outcome: "y", terms: ["x"], family: "negative-binomial", errors: "HC1" },
    );
    expect(byTerm(three, "stdError").x).toBeNull();
    expect(codes(three)).toContain("not-finite");
    expect(three.document.warnings.at(-1)!.message).toContain("stdError, statistic, pValue");
  });

  it("successes that are not whole", async () => {
    const data = { y: [0.2, 0.5, 0.35, 0.7], x: [1, 2, 3, 4], n: [10, 4, 10, 10] };
    const options = { outcome: "y", terms: ["x"], family: "binomial", weights: "n" } as const;
    const fit = await glm(data, options);
    expect(codes(fit)).toEqual(["fractional-successes"]);
    expect(fit.document.warnings[0]!.message).toContain("is 3.5 in row 3");
    expect(codes(await glm({ ...data, n: [10, 4, 20, 10] }, options))).toEqual([]);
  });
});

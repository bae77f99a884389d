import { describe, expect, it } from "vitest";
import { negativeBinomial, randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { byTerm, codes, glm, ols } from "./support.js";

describe("a row of leverage 1 under HC2 and HC3", () => {
  it("least squares: the other coefficients are those of the other rows", async () => {
    const fit = await ols(
      { y: [1, 2, 4, 3, 6], x: [0, 0, 0, 0, 1] },
      { outcome: "y", terms: ["x"], errors: "HC2" },
    );
    expect(codes(fit)).toEqual(["leverage-one"]);
    expect(fit.document.warnings[0]!.message).toMatch(/^Row 5 alone determines the terms 'x'/);
    for (const column of ["stdError", "statistic", "pValue", "lower", "upper"]) {
      expect(byTerm(fit, column).x).toBeNull();
    }
    // HC2 of a mean is the classical error: √(Σe²/(n − 1)/n) over rows 1–4.
    expect(byTerm(fit, "stdError").Intercept).toBeCloseTo(Math.sqrt(5 / 3 / 4), 12);
    expect(fit.details.cooks[4]).toBeNaN();
  });

  it("least squares, HC3, and the row's place where rows were dropped", async () => {
    const fit = await ols(
      { y: [1, NaN, 2, 4], x: [0, 0, 0, 1] },
      { outcome: "y", terms: ["x"], errors: "HC3", missing: "drop" },
    );
    expect(codes(fit)).toEqual(["missing-dropped", "leverage-one"]);
    expect(fit.document.warnings[1]!.message).toContain("Row 4 ");
    expect(byTerm(fit, "stdError").x).toBeNull();
    // Residuals ±½, leverage ½: ¼·(0.25 + 0.25)/(½)²
    expect(byTerm(fit, "stdError").Intercept).toBeCloseTo(Math.sqrt(0.5), 12);
  });

  it.each(
    [30, 60, 300].flatMap((n) =>
      (["poisson", "negative-binomial"] as const).flatMap((family) =>
        (["HC2", "HC3"] as const).map((errors) => [n, family, errors] as const),
      ),
    ),
  )("%i rows, %s, %s", async (n, family, errors) => {
    const g = Array.from({ length: n }, (_, i) => (i === 4 ? "solo" : i % 2 ? "b" : "a"));
    const x = Array.from({ length: n }, (_, i) => Math.sin(i));
    const y = Array.from(negativeBinomial(randomKey(5), 4, 1.5, n));
    y[4] = 7;
    const fit = await glm({ y, x, g }, { outcome: "y", terms: ["x", "g"], family, errors });
    expect(codes(fit)).toContain("leverage-one");
    const got = byTerm(fit, "stdError");
    expect(got["g[T.solo]"]).toBeNull();
    for (const term of ["Intercept", "x", "g[T.b]"]) {
      expect(got[term]).toBeGreaterThan(0.02);
      expect(got[term]).toBeLessThan(1);
    }
    if (family === "poisson") {
      // The row has no part in the other coefficients: without it they and their errors are the same.
      const rest = <T>(values: T[]) => values.filter((_, i) => i !== 4);
      const want = byTerm(
        await glm(
          { y: rest(y), x: rest(x), g: rest(g) },
          { outcome: "y", terms: ["x", "g"], family, errors },
        ),
        "stdError",
      );
      for (const term of Object.keys(want)) expect(got[term]! / want[term]!).toBeCloseTo(1, 8);
    }
  });

  it("leaves HC0 and classical errors as they are", async () => {
    for (const errors of ["classical", "HC0"] as const) {
      const fit = await ols(
        { y: [1, 2, 4, 3, 6], x: [0, 0, 0, 0, 1] },
        { outcome: "y", terms: ["x"], errors },
      );
      expect(codes(fit)).toEqual([]);
      expect(byTerm(fit, "stdError").x).toBeGreaterThan(0.5);
    }
  });
});

describe("a saturated model", () => {
  it.each(["classical", "HC0", "HC1", "HC2", "HC3"] as const)("least squares, %s", async (errors) => {
    const fit = await ols({ y: [1, 3], x: [1, 2] }, { outcome: "y", terms: ["x"], errors });
    expect(codes(fit)).toEqual(["saturated"]);
    expect(byTerm(fit, "stdError")).toEqual({ Intercept: null, x: null });
  });

  it("a Poisson keeps its classical errors, which need no residuals, and loses the robust ones", async () => {
    const options = { outcome: "y", terms: ["x"], family: "poisson" } as const;
    const plain = await glm({ y: [4, 9], x: [0, 1] }, options);
    expect(codes(plain)).toEqual(["saturated"]);
    expect(byTerm(plain, "stdError").x).toBeCloseTo(Math.sqrt(1 / 4 + 1 / 9), 10);
    const robust = await glm({ y: [4, 9], x: [0, 1] }, { ...options, errors: "HC0" });
    expect(codes(robust)).toEqual(["saturated"]);
    expect(byTerm(robust, "stdError")).toEqual({ Intercept: null, x: null });
  });
});

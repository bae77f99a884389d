import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as special from "../../../../kernel-lib/src/compute/special/index.js";

// Arguments and value by function, as SciPy printed them: see reference.py.
const reference = JSON.parse(readFileSync(new URL("./reference.json", import.meta.url), "utf8")) as Record<
  string,
  number[][]
>;
const functions: Record<string, (...args: number[]) => number> = {
  ...(special as unknown as Record<string, (...args: number[]) => number>),
  chiSquareUpper: (x, df) => special.chiSquareTails(x!, df!)[1],
  chiSquareQuantile: (p, df) => 2 * special.gammaQuantile(p!, df! / 2),
  fUpper: (x, df1, df2) => special.fTails(x!, df1!, df2!)[1],
};

describe("special functions", () => {
  it.each(Object.keys(reference))("%s agrees with SciPy to 1e-10 relative", (name) => {
    for (const row of reference[name]!) {
      const value = row.at(-1)!;
      const got = functions[name]!(...row.slice(0, -1));
      const error = Math.abs(got - value) / (Math.abs(value) || 1);
      expect(error, `${name}(${row.slice(0, -1).join(", ")})`).toBeLessThan(1e-10);
    }
  });

  it("inverts its own distribution functions", () => {
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    const df = fc.double({ min: 0.5, max: 500, noNaN: true });
    fc.assert(
      fc.property(p, df, (p, a) => {
        expect(special.normalCdf(special.normalQuantile(p))).toBeCloseTo(p, 12);
        const tails = special.studentTwoSided(special.studentQuantile(p, a), a);
        expect(tails).toBeCloseTo(2 * Math.min(p, 1 - p), 11);
        expect(special.chiSquareTails(2 * special.gammaQuantile(p, a / 2), a)[0]).toBeCloseTo(p, 11);
      }),
    );
  });

  it("has digamma and trigamma as derivatives of logGamma", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 50, noNaN: true }), (x) => {
        const h = 1e-4 * x;
        const [low, middle, high] = [x - h, x, x + h].map(special.logGamma) as [number, number, number];
        expect(special.digamma(x)).toBeCloseTo((high - low) / (2 * h), 4);
        expect(special.trigamma(x)).toBeCloseTo((high - 2 * middle + low) / (h * h), 3);
      }),
    );
  });

  it("gives count quantiles that just reach the probability", () => {
    const p = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    const mean = fc.double({ min: 0.01, max: 300, noNaN: true });
    fc.assert(
      fc.property(p, mean, fc.double({ min: 0.1, max: 20, noNaN: true }), (p, mean, theta) => {
        const y = special.negativeBinomialQuantile(p, mean, theta);
        expect(special.negativeBinomialCdf(y, mean, theta)).toBeGreaterThanOrEqual(p - 1e-12);
        expect(special.negativeBinomialCdf(y - 1, mean, theta)).toBeLessThan(p);
        const z = special.poissonQuantile(p, mean);
        expect(special.poissonCdf(z, mean)).toBeGreaterThanOrEqual(p - 1e-12);
        expect(special.poissonCdf(z - 1, mean)).toBeLessThan(p);
      }),
    );
  });

  it("answers NaN, not nonsense, outside its domain", () => {
    expect(special.normalQuantile(1.5)).toBeNaN();
    expect(special.studentQuantile(0.5, -1)).toBeNaN();
    expect(special.digamma(-1)).toBeNaN();
    expect(special.poissonQuantile(0.5, NaN)).toBeNaN();
    expect(special.logGamma(0)).toBe(Infinity);
  });
});

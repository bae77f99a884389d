import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  freedmanDiaconisBins,
  histogram,
  jensenShannonDistance,
} from "../../../../kernel-lib/src/models/decoupled/divergence.js";

describe("the Jensen–Shannon distance", () => {
  // scipy.spatial.distance.jensenshannon(p, q, base=2), SciPy 1.18
  it.each([
    [[0.2, 0.8], [0.6, 0.4], 0.35286151643903174],
    [[1, 0, 0], [0, 0.5, 0.5], 1],
    [[3, 5, 2], [1, 1, 8], 0.5308235122618308],
  ])("of %j and %j is SciPy's", (p, q, distance) => {
    expect(jensenShannonDistance(p, q)).toBeCloseTo(distance, 12);
  });

  it("is a metric between 0 and 1, whatever the counts sum to", () => {
    const shares = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 })
      .filter((p) => p.some((x) => x > 0));
    fc.assert(
      fc.property(shares, shares, shares, (p, q, r) => {
        const d = jensenShannonDistance;
        expect(d(p, p)).toBe(0);
        expect(d(p, q)).toBeCloseTo(d(q, p), 12);
        expect(d(p, q)).toBeLessThanOrEqual(1);
        expect(d(p, q)).toBeCloseTo(
          d(
            p.map((x) => 7 * x),
            q,
          ),
          7,
        );
        expect(d(p, r)).toBeLessThanOrEqual(d(p, q) + d(q, r) + 1e-9);
      }),
    );
  });

  it("refuses arrays that are no distributions of one thing", () => {
    expect(() => jensenShannonDistance([1], [1, 2])).toThrow("differ in length");
    expect(() => jensenShannonDistance([0, 0], [1, 2])).toThrow("sums to nothing");
  });
});

describe("Freedman–Diaconis histograms", () => {
  const values = Array.from({ length: 60 }, (_, i) => ((i * 37) % 101) / 10 + (i % 7) ** 2);

  it("have NumPy's bins and counts", () => {
    const bins = freedmanDiaconisBins(values);
    expect(bins).toBe(5);
    const range = { bins, low: Math.min(...values), high: Math.max(...values) };
    expect([...histogram(values, range)]).toEqual([19, 18, 8, 7, 8]);
    const [p, q] = [histogram(values.slice(0, 25), range), histogram(values.slice(25), range)];
    expect(jensenShannonDistance(p, q)).toBeCloseTo(0.1297233390660724, 12);
  });

  it("do without a middle half that varies, or anything that does", () => {
    expect(freedmanDiaconisBins([...Array<number>(60).fill(1), 9, 10, 11, 12])).toBe(7);
    expect(freedmanDiaconisBins([3, 3, 3])).toBe(1);
    expect([...histogram([3, 3], { bins: 1, low: 3, high: 3 })]).toEqual([2]);
  });
});

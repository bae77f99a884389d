import { describe, expect, it } from "vitest";
import { normal, randomKey, split, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import { sampleOf } from "../../../../kernel-lib/src/models/linear/sample.js";
import type { LinearProblem } from "../../../../kernel-lib/src/models/linear/problem.js";
import { codes, glm, ols } from "./support.js";

const [keyX, keyY] = split(randomKey(8), 2);

describe("problems big enough to start from a sample", () => {
  const rows = 32_768 * 12; // a stride of 12 through the rows would see one month only
  const panel = {
    y: Float64Array.from(uniform(keyY!, rows), (u) => (u < 0.7 ? 0 : u < 0.9 ? 1 : 3)),
    month: Float64Array.from({ length: rows }, (_, i) => i % 12),
    x: normal(keyX!, rows),
  };

  it.each(["poisson", "gaussian"] as const)("a panel by months, %s: its condition number", async (family) => {
    const fit = await glm(panel, { outcome: "y", terms: ["C(month)", "x"], family });
    expect(fit.document.status).toBe("converged");
    expect(codes(fit)).not.toContain("near-singular");
    // 12 equal months: XᵀX at unit length has eigenvalues 1 ± √(11/12), and 1.
    const root = Math.sqrt(11 / 12);
    expect(fit.document.fit.conditionNumber).toBeCloseTo(Math.sqrt((1 + root) / (1 - root)), 1);
  });

  it("categories too rare for the sample", async () => {
    const rare = Float64Array.from({ length: rows }, (_, i) => (i % 131_000 === 7 ? 1 : 0));
    const other = Float64Array.from({ length: rows }, (_, i) => (i % 131_000 === 11 ? 1 : 0));
    const fit = await ols({ ...panel, rare, other }, { outcome: "y", terms: ["x", "rare", "other"] });
    expect(codes(fit)).toEqual([]);
    expect(fit.document.fit.conditionNumber).toBeCloseTo(1, 1);
  });

  it("draw their sample over all phases of a period, the same each time", () => {
    const problem = {
      rows,
      columns: 1,
      design: panel.month,
      response: panel.month,
      offset: null,
      weights: null,
    } as unknown as LinearProblem;
    const { response } = sampleOf(problem);
    const counts = new Float64Array(12);
    for (const month of response) counts[month]!++;
    for (const count of counts)
      expect(Math.abs(count - 32_768 / 12)).toBeLessThan(6 * Math.sqrt(32_768 / 12));
    expect(sampleOf(problem).response).toEqual(response);
  });
});

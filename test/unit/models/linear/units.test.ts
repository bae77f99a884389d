import { describe, expect, it } from "vitest";
import { byTerm, codes, glm, ols } from "./support.js";

const y = [1, 2, 0, 3, 1, 4];
const x = [1, 2, 3, 4, 5, 7];
const w = [1, 2, 1, 3, 1, 2];
const times = (values: number[], size: number) => values.map((value) => value * size);
const near = (got: number | null, want: number | null) => expect(got! / want!).toBeCloseTo(1, 9);

describe("least squares in any units of the outcome", () => {
  it.each([1e-300, 1e-170, 1e-150, 1e-12, 1e-9, 1e9, 1e150, 1e160, 1e300])("y × %d", async (size) => {
    for (const [fit, weights] of [
      [ols, undefined],
      [glm, "w"],
    ] as const) {
      for (const errors of ["classical", "HC3"] as const) {
        const options = { outcome: "y", terms: ["x"], errors, weights };
        const plain = await fit({ y, x, w }, options);
        const scaled = await fit({ y: times(y, size), x, w }, options);
        expect(scaled.document.status).toBe("converged");
        expect(codes(scaled).filter((code) => code !== "not-finite")).toEqual([]);
        for (const term of ["Intercept", "x"]) {
          near(byTerm(scaled, "estimate")[term]! / size, byTerm(plain, "estimate")[term]!);
          near(byTerm(scaled, "stdError")[term]! / size, byTerm(plain, "stdError")[term]!);
          near(byTerm(scaled, "pValue")[term]!, byTerm(plain, "pValue")[term]!);
        }
        const [a, b] = [plain.document.fit, scaled.document.fit];
        if (fit === ols) near(b.rSquared!, a.rSquared!);
        near(b.sigma! / size, a.sigma!);
        near(b.logLik! + y.length * Math.log(size), a.logLik!);
        // Squares may leave the range of numbers; then they are left out, and it is said.
        if (b.deviance === null) {
          expect(size > 1e153 || size < 1e-153).toBe(true);
          expect(scaled.document.warnings.at(-1)!.message).toMatch(/\bdeviance\b/);
        } else near(b.deviance! / size / size, a.deviance!);
        near(scaled.details.fitted[2]! / size, plain.details.fitted[2]!);
        near(scaled.details.residuals.pearson[2]! / size, plain.details.residuals.pearson[2]!);
        expect(scaled.details.response[3]).toBe(3 * size);
      }
    }
  });

  it.each([1e-170, 1e-150, 1e150, 1e170])("x × %d", async (size) => {
    const plain = await ols({ y, x }, { outcome: "y", terms: ["x"] });
    const scaled = await ols({ y, x: times(x, size) }, { outcome: "y", terms: ["x"] });
    expect(codes(scaled)).toEqual([]);
    near(byTerm(scaled, "estimate").x! * size, byTerm(plain, "estimate").x!);
    near(byTerm(scaled, "stdError").x! * size, byTerm(plain, "stdError").x!);
    near(byTerm(scaled, "pValue").x!, byTerm(plain, "pValue").x!);
    near(scaled.document.fit.conditionNumber!, plain.document.fit.conditionNumber!);
  });

  it("an offset in the outcome's units", async () => {
    const options = { outcome: "y", terms: ["x"], offset: "o" };
    const o = [3, 1, 4, 1, 5, 9];
    const plain = await ols({ y, x, o }, options);
    const scaled = await ols({ y: times(y, 1e160), x, o: times(o, 1e160) }, options);
    near(byTerm(scaled, "estimate").x! / 1e160, byTerm(plain, "estimate").x!);
  });

  it("an outcome that varies little around a large mean", async () => {
    const fit = await ols({ y: y.map((v) => 1e9 + v / 1024), x }, { outcome: "y", terms: ["x"] });
    const plain = await ols({ y, x }, { outcome: "y", terms: ["x"] });
    expect(fit.document.status).toBe("converged");
    expect(byTerm(fit, "estimate").x! * 1024).toBeCloseTo(byTerm(plain, "estimate").x!, 3);
  });
});

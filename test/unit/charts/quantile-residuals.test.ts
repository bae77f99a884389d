import { expect, test } from "vitest";
import { quantileResiduals } from "../../../kernel-lib/src/charts/quantile-residuals.js";
import type { GlmFamily } from "../../../kernel-lib/src/contract/index.js";
import { details } from "./fixtures.js";

const all = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

test.each<GlmFamily>(["gaussian", "poisson", "negative-binomial", "binomial"])(
  "%s: the residuals of a right model are standard normal",
  (family) => {
    const n = 20_000;
    const { values } = quantileResiduals(details(family, n), all(n), 3);
    const mean = values.reduce((a, b) => a + b) / n;
    const variance = values.reduce((sum, z) => sum + (z - mean) ** 2, 0) / n;
    const kurtosis = values.reduce((sum, z) => sum + (z - mean) ** 4, 0) / n / variance ** 2;
    // Within four standard errors: 1/√n, √(2/n), √(24/n).
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(kurtosis - 3)).toBeLessThan(4 * Math.sqrt(24 / n));
  },
);

test("a row has the same residual whichever rows are drawn with it", () => {
  const data = details("poisson", 100);
  const { values } = quantileResiduals(data, all(100), 1);
  expect(quantileResiduals(data, Int32Array.of(17, 42), 1).values).toEqual(
    Float64Array.of(values[17]!, values[42]!),
  );
});

test("an outcome far out in a tail has a large and finite residual", () => {
  const data = details("poisson", 2);
  data.fitted.set([2, 500]);
  data.response.set([150, 1]);
  const { values } = quantileResiduals(data, all(2), 1);
  expect(values[0]).toBeGreaterThan(15);
  expect(values[1]).toBeLessThan(-15);
  expect([...values].every(Number.isFinite)).toBe(true);
});

test("with weights deviance residuals serve", () => {
  const data = { ...details("poisson", 5), weights: new Float64Array(5).fill(2) };
  expect(quantileResiduals(data, all(5), 1)).toEqual({ kind: "deviance", values: data.residuals.deviance });
});

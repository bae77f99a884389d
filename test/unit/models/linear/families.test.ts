import { expect, it } from "vitest";
import { logFactorial, logGamma } from "../../../../kernel-lib/src/compute/special/index.js";
import { familyOf } from "../../../../kernel-lib/src/models/linear/families.js";

it("computes a negative binomial's constant of every count up to the largest in one sweep", () => {
  const log1p = Math.log1p;
  let calls = 0;
  Math.log1p = (x) => (calls++, log1p(x));
  try {
    const { logLik } = familyOf("negative-binomial", 0.4);
    // log [Γ(y + θ)/(Γ(θ) y!) · pᶿ(1 − p)ʸ], p = θ/(θ + μ), in any order of the counts
    for (const y of [9000, 3, 0, 1, 10_000, ...Array.from({ length: 5000 }, (_, i) => 2 * i)]) {
      const [theta, mean] = [2.5, 120];
      const p = theta / (theta + mean);
      const kernel = theta * Math.log(p) + y * Math.log(1 - p);
      const want = logGamma(y + theta) - logGamma(theta) - logFactorial(y) + kernel;
      const got = logLik(y, Math.log(mean), 1, mean);
      expect(Math.abs(got - want)).toBeLessThan(1e-9 * Math.max(1, Math.abs(want)));
    }
    expect(calls).toBeLessThan(2e4 + 100);
  } finally {
    Math.log1p = log1p;
  }
});

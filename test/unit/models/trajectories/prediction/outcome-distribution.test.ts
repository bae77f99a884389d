import { describe, expect, it } from "vitest";
import {
  negativeBinomialQuantile,
  normalQuantile,
  poissonQuantile,
} from "../../../../../kernel-lib/src/compute/special/index.js";
import {
  normal,
  poisson,
  randomKey,
  split,
  uniform,
} from "../../../../../kernel-lib/src/compute/random/index.js";
import type { TrajectoryFamily } from "../../../../../kernel-lib/src/contract/index.js";
import {
  mixtureQuantile,
  type OutcomeSetting,
} from "../../../../../kernel-lib/src/models/trajectories/prediction/outcome-distribution.js";

const setting = (family: TrajectoryFamily, more: Partial<OutcomeSetting> = {}): OutcomeSetting => ({
  family,
  lower: -Infinity,
  upper: Infinity,
  logExposure: 0,
  trials: 1,
  ...more,
});
const part = (weight: number, eta: number, second = NaN, error = 0) => ({ weight, eta, second, error });
const chances = [0.025, 0.1, 0.5, 0.9, 0.975];

describe("mixtureQuantile", () => {
  it("of one group is the family's own quantile", () => {
    for (const p of chances) {
      expect(mixtureQuantile(p, [part(1, 3, Math.log(2))], setting("gaussian"))).toBeCloseTo(
        3 + 2 * normalQuantile(p),
        9,
      );
      expect(mixtureQuantile(p, [part(1, Math.log(7))], setting("poisson"))).toBe(poissonQuantile(p, 7));
      expect(mixtureQuantile(p, [part(1, Math.log(7), Math.log(0.5))], setting("negative-binomial"))).toBe(
        negativeBinomialQuantile(p, 7, 2),
      );
      expect(mixtureQuantile(p, [part(1, 0)], setting("poisson", { logExposure: Math.log(7) }))).toBe(
        poissonQuantile(p, 7),
      );
    }
  });

  it("adds the curve's uncertainty to a normal outcome exactly", () => {
    const reach = Math.hypot(2, 1.5) * normalQuantile(0.9);
    expect(mixtureQuantile(0.9, [part(1, 3, Math.log(2), 1.5)], setting("gaussian"))).toBeCloseTo(
      3 + reach,
      9,
    );
  });

  it("stops at the limits of a censored outcome", () => {
    const limited = setting("censored-normal", { lower: 0, upper: 10 });
    const at = (p: number, eta: number) => mixtureQuantile(p, [part(1, eta, Math.log(2))], limited);
    expect(at(0.025, 1)).toBe(0);
    expect(at(0.975, 9)).toBe(10);
    expect(at(0.5, 4)).toBeCloseTo(4, 9);
  });

  it("of an outcome of 0 or 1, or of trials, is a whole number within them", () => {
    expect(mixtureQuantile(0.975, [part(1, Math.log(9))], setting("logit"))).toBe(1);
    expect(mixtureQuantile(0.05, [part(1, Math.log(9))], setting("logit"))).toBe(0);
    // P(Y ≤ 1) = 0.3125, P(Y ≤ 2) = 0.6875 for four fair trials.
    const four = setting("binomial", { trials: 4 });
    expect([0.31, 0.32, 0.68, 0.69, 1].map((p) => mixtureQuantile(p, [part(1, 0)], four))).toEqual([
      1, 2, 2, 3, 4,
    ]);
  });

  it("has as many zeros as the zero inflation says", () => {
    const even = 0;
    const low = mixtureQuantile(0.5, [part(1, Math.log(50), even)], setting("zip"));
    const above = mixtureQuantile(0.51, [part(1, Math.log(50), even)], setting("zip"));
    expect([low, above]).toEqual([0, poissonQuantile(0.02, 50)]);
    // τ = 1 and η = −log 3: the zero inflation has logit log 3.
    expect(mixtureQuantile(0.74, [part(1, -Math.log(3), 0)], setting("zip-tau"))).toBe(0);
    // … and η = 3 none to speak of: the 0.9 quantile of the Poisson, lifted a little.
    expect(mixtureQuantile(0.9, [part(1, 3, Math.log(9))], setting("zip-tau"))).toBe(
      poissonQuantile(0.9, Math.exp(3)),
    );
  });

  it("of a beta is its quantile: Beta(2, 1) has √p", () => {
    for (const p of chances) {
      expect(mixtureQuantile(p, [part(1, Math.log(2), Math.log(3))], setting("beta"))).toBeCloseTo(
        Math.sqrt(p),
        9,
      );
    }
  });

  it("agrees with draws from a mixture of counts whose curves are uncertain", () => {
    const n = 200_000;
    const [pickKey, etaKey, drawKey] = split(randomKey(3), 3) as [never, never, never];
    const errors = normal(etaKey, n);
    const means = uniform(pickKey, n).map((u, i) =>
      Math.exp(u < 0.3 ? 0.5 + 0.4 * errors[i]! : 2.5 + 0.2 * errors[i]!),
    );
    const drawn = poisson(drawKey, means, n).sort();
    const parts = [part(0.3, 0.5, NaN, 0.4), part(0.7, 2.5, NaN, 0.2)];
    for (const p of [0.1, 0.2, 0.4, 0.6, 0.8, 0.95]) {
      const quantile = mixtureQuantile(p, parts, setting("poisson"));
      const share = drawn.filter((value) => value <= quantile).length / n;
      const below = drawn.filter((value) => value < quantile).length / n;
      expect(share).toBeGreaterThan(p - 0.004);
      expect(below).toBeLessThan(p + 0.004);
    }
  });

  it("is NaN when a group's curve is", () => {
    expect(mixtureQuantile(0.5, [part(0.5, 1), part(0.5, NaN)], setting("poisson"))).toBeNaN();
    expect(mixtureQuantile(0.5, [part(1, 1), part(0, NaN)], setting("poisson"))).toBe(3);
  });
});

import { expect, test } from "vitest";
import { groupShares } from "../../../../kernel-lib/src/models/trajectories/group-shares.js";
import type { MixtureModel } from "../../../../kernel-lib/src/models/trajectories/mixture.js";

/** A mixture of which only the membership matters. */
const mixture = (classes: number, names: string[], values: number[]): MixtureModel => {
  const persons = values.length / names.length;
  return {
    components: [],
    classes,
    classGroup: [],
    membership: { names, values: Float64Array.from(values) },
    weights: new Float64Array(persons).fill(1),
    persons,
  };
};
const identity = (classes: number) => Int32Array.from({ length: classes }, (_, c) => c);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

test("a free share of two has the error π (1 − π) times its logit's", () => {
  const model = mixture(2, ["Intercept"], [1, 1, 1]);
  const parameters = { components: [], membership: Float64Array.of(0.7) };
  const covariance = Float64Array.of(0.04);
  const { share, stdError } = groupShares(model, parameters, {
    classGroup: identity(2),
    groups: 2,
    covariance,
  });
  const p = logistic(0.7);
  expect(share[1]).toBeCloseTo(p, 12);
  expect(stdError[1]).toBeCloseTo(p * (1 - p) * 0.2, 12);
  expect(stdError[0]).toBeCloseTo(stdError[1]!, 12);
});

test("shares by covariates are means over the persons, and their errors agree with differences", () => {
  const model = mixture(3, ["Intercept", "x"], [1, -1, 1, 0, 1, 2]);
  const membership = Float64Array.of(0.3, 0.5, -0.4, 0.8);
  const variances = Float64Array.of(0.05, 0.02, 0.07, 0.03);
  const covariance = Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? variances[k / 5]! : 0.004));
  const options = { classGroup: identity(3), groups: 3, covariance };
  const at = (values: Float64Array) =>
    groupShares(model, { components: [], membership: values }, options).share;
  const { share, stdError } = groupShares(model, { components: [], membership }, options);
  expect(share.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  for (let g = 0; g < 3; g++) {
    const slope = Array.from(membership, (_, j) => {
      const moved = (by: number) => at(membership.map((value, k) => (k === j ? value + by : value)))[g]!;
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    let variance = 0;
    slope.forEach((a, i) => slope.forEach((b, j) => (variance += a * b * covariance[4 * i + j]!)));
    expect(stdError[g]).toBeCloseTo(Math.sqrt(variance), 7);
  }
});

test("classes that are one group are added up, and what is undetermined has no error", () => {
  const model = mixture(4, ["Intercept"], [1, 1]);
  const parameters = { components: [], membership: Float64Array.of(0.2, 0.4, 0.6) };
  const covariance = new Float64Array(9).fill(NaN);
  const classGroup = Int32Array.of(0, 0, 1, 1);
  const { share, stdError } = groupShares(model, parameters, { classGroup, groups: 2, covariance });
  const weights = [0, 0.2, 0.4, 0.6].map(Math.exp);
  expect(share[0]).toBeCloseTo((weights[0]! + weights[1]!) / weights.reduce((a, b) => a + b), 12);
  expect(stdError[0]).toBeNaN();
});

import { describe, expect, it } from "vitest";
import { normal, randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { logLikelihood, workspaceOf } from "../../../../kernel-lib/src/models/trajectories/em.js";
import { mixtureDerivatives } from "../../../../kernel-lib/src/models/trajectories/information.js";
import { flatten, unflatten } from "../../../../kernel-lib/src/models/trajectories/mixture-vector.js";
import { buildModel } from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import { makeStarts } from "../../../../kernel-lib/src/models/trajectories/starts.js";
import { familyTasks } from "./every-family.js";

describe.each(familyTasks)("$family, $sigma", ({ table, options }) => {
  const { model } = buildModel(table, options);
  const workspace = workspaceOf(model);
  const [begin] = makeStarts(model, 1, randomKey(1));
  const shift = normal(randomKey(2), 100);
  // A point like any other: near no maximum, so that no derivative is 0.
  const theta = flatten(begin!.parameters).map((value, k) => value + 0.2 * shift[k]!);
  const logLikAt = (x: Float64Array) => logLikelihood(model, unflatten(model, x), workspace);
  const at = mixtureDerivatives(model, unflatten(model, theta));
  const p = theta.length;
  const step = 1e-5;
  const moved = (k: number, by: number) => theta.map((value, j) => value + (j === k ? by : 0));

  it("has the gradient of its log-likelihood", () => {
    expect(at.logLik).toBeCloseTo(logLikAt(theta), 9);
    for (let k = 0; k < p; k++) {
      const slope = (logLikAt(moved(k, step)) - logLikAt(moved(k, -step))) / (2 * step);
      expect(Math.abs(at.gradient[k]! - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
    }
  });

  it("has the Hessian of its log-likelihood", () => {
    for (let k = 0; k < p; k++) {
      const above = mixtureDerivatives(model, unflatten(model, moved(k, step))).gradient;
      const below = mixtureDerivatives(model, unflatten(model, moved(k, -step))).gradient;
      for (let j = 0; j < p; j++) {
        const curvature = (above[j]! - below[j]!) / (2 * step);
        expect(Math.abs(at.hessian[k * p + j]! - curvature)).toBeLessThan(1e-5 * (1 + Math.abs(curvature)));
      }
    }
  });

  it("has scores that add up, weighted, to the gradient", () => {
    for (let k = 0; k < p; k++) {
      let sum = 0;
      for (let i = 0; i < model.persons; i++) sum += model.weights[i]! * at.scores[i * p + k]!;
      expect(Math.abs(sum - at.gradient[k]!)).toBeLessThan(1e-9 * (1 + Math.abs(sum)));
    }
  });
});

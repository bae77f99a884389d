import { describe, expect, it } from "vitest";
import { invertSymmetric } from "../../../../kernel-lib/src/compute/linalg/index.js";
import { adequacyOf, type Probabilities } from "../../../../kernel-lib/src/models/trajectories/adequacy.js";
import { mixtureDerivatives } from "../../../../kernel-lib/src/models/trajectories/information.js";
import { priorProbabilities } from "../../../../kernel-lib/src/models/trajectories/membership.js";
import { personLogDensity } from "../../../../kernel-lib/src/models/trajectories/person-density.js";
import { flatten, unflatten } from "../../../../kernel-lib/src/models/trajectories/mixture-vector.js";
import type { MixtureFit } from "../../../../kernel-lib/src/models/trajectories/mixture.js";
import { drawPersons, fitFlat, flatModel } from "./simple-mixtures.js";

const sure: Probabilities = {
  posteriors: new Float64Array([0.9, 0.1, 0.6, 0.4, 0.2, 0.8, 0.3, 0.7]),
  priors: new Float64Array([0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6]),
};
const four = { groups: 2, weights: new Float64Array(4).fill(1), level: 0.95 };

/** The fit's adequacy with intervals. */
async function ofFit({ model, parameters, posteriors }: MixtureFit, level = 0.95) {
  const estimates = flatten(parameters);
  const { scores, hessian } = mixtureDerivatives(model, parameters);
  const at = (theta: Float64Array): Probabilities => {
    const moved = unflatten(model, theta);
    return {
      posteriors: personLogDensity(model, moved).posteriors,
      priors: priorProbabilities(model, moved.membership),
    };
  };
  const covariance = invertSymmetric(
    hessian.map((value) => -value),
    estimates.length,
  )!;
  return await adequacyOf(
    { posteriors, priors: priorProbabilities(model, parameters.membership) },
    {
      groups: model.classes,
      weights: model.weights,
      level,
      uncertainty: { estimates, covariance, scores, at },
    },
  );
}

describe("adequacyOf", () => {
  it("averages posteriors over those assigned, and compares them with π", async () => {
    const { groups } = await adequacyOf(sure, four);
    const [one, two] = groups as [(typeof groups)[0], (typeof groups)[0]];
    expect(one).toMatchObject({ group: 1, assigned: 2, assignedShare: 0.5 });
    expect(one.app).toBeCloseTo(0.75, 12);
    expect(two.app).toBeCloseTo(0.75, 12);
    expect(one.occ).toBeCloseTo(3 / (0.4 / 0.6), 12);
    expect(two.occ).toBeCloseTo(3 / (0.6 / 0.4), 12);
    expect(one.mismatch).toBeCloseTo(-0.1, 12);
    expect(two.mismatch).toBeCloseTo(0.1, 12);
  });

  it("weighs persons", async () => {
    const { groups } = await adequacyOf(sure, { ...four, weights: new Float64Array([3, 1, 1, 1]) });
    expect(groups[0]!.app).toBeCloseTo((3 * 0.9 + 0.6) / 4, 12);
    expect(groups[0]!.assigned).toBe(4);
    expect(groups[0]!.assignedShare).toBeCloseTo(4 / 6, 12);
  });

  it("has no APP for a group that nobody is assigned to, and an unbounded OCC for perfect ones", async () => {
    const posteriors = new Float64Array([1, 0, 0, 1, 0, 0]);
    const priors = new Float64Array([0.8, 0.1, 0.1, 0.8, 0.1, 0.1]);
    const { groups } = await adequacyOf(
      { posteriors, priors },
      { groups: 3, weights: new Float64Array(2).fill(1), level: 0.9 },
    );
    expect(groups[0]).toMatchObject({ app: 1, appLower: 1, appUpper: 1, occ: Infinity });
    expect(groups[1]).toMatchObject({ assigned: 0, app: NaN, appLower: NaN, occ: NaN });
  });

  it("of one group says nothing but that all are in it", async () => {
    const ones = new Float64Array(3).fill(1);
    const adequacy = await adequacyOf(
      { posteriors: ones, priors: ones },
      { groups: 1, weights: ones, level: 0.95 },
    );
    expect(adequacy.groups[0]).toMatchObject({ share: 1, assignedShare: 1, app: 1 });
    expect(adequacy.relativeEntropy).toBeNaN();
  });

  it("has intervals about its estimates, wider at a higher level and narrower with more persons", async () => {
    const shape = { means: [0, 2.5], shares: [0.4, 0.6] };
    const small = await fitFlat(flatModel(drawPersons(100, shape).values, 2));
    const large = await fitFlat(flatModel(drawPersons(1600, shape).values, 2));
    const [at80, at99, more] = [await ofFit(small, 0.8), await ofFit(small, 0.99), await ofFit(large, 0.99)];
    for (let g = 0; g < 2; g++) {
      const [inner, outer, narrow] = [at80.groups[g]!, at99.groups[g]!, more.groups[g]!];
      expect(inner.appLower).toBeLessThan(inner.app);
      expect(inner.app).toBeLessThan(inner.appUpper);
      expect(outer.appLower).toBeLessThan(inner.appLower);
      expect(outer.appUpper).toBeGreaterThan(inner.appUpper);
      expect(outer.appUpper).toBeLessThan(1);
      expect(outer.occLower).toBeGreaterThan(0);
      expect(narrow.appUpper - narrow.appLower).toBeLessThan(0.5 * (outer.appUpper - outer.appLower));
    }
    expect(at80.entropyLower).toBeLessThan(at80.relativeEntropy);
    expect(at80.entropyUpper).toBeGreaterThan(at80.relativeEntropy);
  });

  it("has standard errors as large as the spread over samples", async () => {
    // Overlapping groups, where both sources of error count: a third of persons are assigned with doubt.
    const samples = 200;
    const logit = (p: number) => Math.log(p / (1 - p));
    const seen = { app: [] as number[], occ: [] as number[], entropy: [] as number[] };
    const claimed = { app: [] as number[], occ: [] as number[], entropy: [] as number[] };
    for (let seed = 1; seed <= samples; seed++) {
      const { values } = drawPersons(150, { means: [0, 1.8], shares: [0.4, 0.6], waves: 3, seed });
      const adequacy = await ofFit(await fitFlat(flatModel(values, 2), { starts: 2 }));
      const [group] = adequacy.groups;
      seen.app.push(logit(group!.app));
      seen.occ.push(Math.log(group!.occ));
      seen.entropy.push(logit(adequacy.relativeEntropy));
      const error = (high: number, middle: number) => (high - middle) / 1.959964;
      claimed.app.push(error(logit(group!.appUpper), logit(group!.app)));
      claimed.occ.push(error(Math.log(group!.occUpper), Math.log(group!.occ)));
      claimed.entropy.push(error(logit(adequacy.entropyUpper), logit(adequacy.relativeEntropy)));
    }
    const sd = (values: number[]) => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
    };
    for (const name of ["app", "occ", "entropy"] as const) {
      const ratio = claimed[name].sort((a, b) => a - b)[samples / 2]! / sd(seen[name]);
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });
});

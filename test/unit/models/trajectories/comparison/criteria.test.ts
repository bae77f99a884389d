import { describe, expect, it } from "vitest";
import {
  criteriaOf,
  relativeEntropy,
} from "../../../../../kernel-lib/src/models/trajectories/comparison/criteria.js";
import { drawPersons, fitFlat, flatModel } from "../simple-mixtures.js";

describe("criteriaOf", () => {
  it("counts parameters, persons and observations as the literature does", async () => {
    const { values } = drawPersons(60, { means: [0, 5], shares: [0.4, 0.6] });
    const fit = await fitFlat(flatModel(values, 2));
    const criteria = criteriaOf(fit, 180);
    const k = 4; // two means, σ, one share
    expect(criteria).toMatchObject({ parameters: k, persons: 60, observations: 180, logLik: fit.logLik });
    expect(criteria.aic).toBeCloseTo(-2 * fit.logLik + 2 * k, 9);
    expect(criteria.bic).toBeCloseTo(-2 * fit.logLik + k * Math.log(60), 9);
    expect(criteria.bicObservations).toBeCloseTo(-2 * fit.logLik + k * Math.log(180), 9);
    expect(criteria.adjustedBic).toBeCloseTo(-2 * fit.logLik + k * Math.log(62 / 24), 9);
  });

  it("gives ICL = BIC where everybody is surely in one group, and more elsewhere", async () => {
    const apart = drawPersons(60, { means: [0, 50], shares: [0.5, 0.5] });
    const sure = criteriaOf(await fitFlat(flatModel(apart.values, 2)), 180);
    expect(sure.icl).toBeCloseTo(sure.bic, 9);
    expect(sure.relativeEntropy).toBeCloseTo(1, 9);
    const near = drawPersons(60, { means: [0, 1.5], shares: [0.5, 0.5] });
    const unsure = criteriaOf(await fitFlat(flatModel(near.values, 2)), 180);
    expect(unsure.icl).toBeGreaterThan(unsure.bic + 5);
    expect(unsure.relativeEntropy).toBeLessThan(0.9);
  });

  it("counts a person of weight 2 as two persons", async () => {
    const { values } = drawPersons(40, { means: [0, 3], shares: [0.5, 0.5] });
    const twice = await fitFlat(flatModel([...values, ...values.slice(0, 10)], 2));
    const weights = Float64Array.from(values, (_, i) => (i < 10 ? 2 : 1));
    const weighted = await fitFlat(flatModel(values, 2, { weights }));
    const [a, b] = [criteriaOf(twice, 150), criteriaOf(weighted, 150)];
    expect(b.persons).toBe(50);
    for (const name of ["bic", "icl", "relativeEntropy", "adjustedBic"] as const) {
      expect(b[name]).toBeCloseTo(a[name], 6);
    }
  });
});

describe("relativeEntropy", () => {
  it("is 0 when posteriors are equal, 1 when they are sure, and between by definition", () => {
    const two = new Float64Array([1, 1]);
    expect(relativeEntropy(new Float64Array([0.5, 0.5, 0.5, 0.5]), 2, two)).toBeCloseTo(0, 12);
    expect(relativeEntropy(new Float64Array([1, 0, 0, 1]), 2, two)).toBe(1);
    const h = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1));
    expect(relativeEntropy(new Float64Array([0.9, 0.1, 1, 0]), 2, two)).toBeCloseTo(
      1 - h / (2 * Math.log(2)),
      12,
    );
    expect(relativeEntropy(new Float64Array([1, 1]), 1, two)).toBeNaN();
  });
});

import { describe, expect, it } from "vitest";
import { randomKey } from "../../../../../kernel-lib/src/compute/random/index.js";
import {
  crossValidate,
  foldsOf,
} from "../../../../../kernel-lib/src/models/trajectories/comparison/cross-validate.js";
import { personLogDensity } from "../../../../../kernel-lib/src/models/trajectories/person-density.js";
import { takePersons } from "../../../../../kernel-lib/src/models/trajectories/comparison/take-persons.js";
import { drawPersons, fitFlat, flatModel, quietRun } from "../simple-mixtures.js";

const options = (folds: number) => ({ folds, key: randomKey(1), run: quietRun() });

describe("crossValidate", () => {
  it("of one normal group is what its formula says", async () => {
    const { values } = drawPersons(20, { means: [2], shares: [1], waves: 1 });
    const fit = await fitFlat(flatModel(values, 1));
    const left = await crossValidate(fit, options(20));
    const y = values.flat();
    y.forEach((value, i) => {
      const others = y.filter((_, j) => j !== i);
      const mean = others.reduce((sum, x) => sum + x, 0) / 19;
      const variance = others.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 19;
      const expected = -0.5 * Math.log(2 * Math.PI * variance) - (value - mean) ** 2 / (2 * variance);
      expect(left.personLogLik[i]).toBeCloseTo(expected, 8);
    });
    expect(left.logLik).toBeCloseTo(
      left.personLogLik.reduce((sum, x) => sum + x, 0),
      9,
    );
    expect(left).toMatchObject({ folds: 20, failed: 0, reason: null, complete: true });
  });

  it("lies below the likelihood of the sample, and picks the number of groups that there are", async () => {
    const { values } = drawPersons(150, { means: [0, 4], shares: [0.5, 0.5] });
    const held: number[] = [];
    for (const groups of [1, 2, 3]) {
      const fit = await fitFlat(flatModel(values, groups), { starts: 10 });
      const { logLik } = await crossValidate(fit, options(10));
      expect(logLik).toBeLessThan(fit.logLik);
      held.push(logLik);
    }
    expect(held.indexOf(Math.max(...held))).toBe(1);
  });

  it("does not depend on the labels or the order of the groups, and repeats exactly", async () => {
    const { values } = drawPersons(60, { means: [0, 3], shares: [0.5, 0.5] });
    const fit = await fitFlat(flatModel(values, 2));
    const [a, b] = [await crossValidate(fit, options(5)), await crossValidate(fit, options(5))];
    expect(a.personLogLik).toEqual(b.personLogLik);
    const other = await crossValidate(fit, { ...options(5), key: randomKey(2) });
    expect(other.logLik).not.toBe(a.logLik);
    expect(other.logLik).toBeCloseTo(a.logLik, -1);
  });

  it("keeps the folds done when it is cancelled, and says so", async () => {
    const { values } = drawPersons(40, { means: [0, 3], shares: [0.5, 0.5] });
    const fit = await fitFlat(flatModel(values, 2));
    const run = quietRun({ after: 30 });
    const cut = await crossValidate(fit, { folds: 40, key: randomKey(1), run });
    expect(cut.complete).toBe(false);
    expect(cut.logLik).toBeNaN();
    const done = cut.personLogLik.filter((value) => !Number.isNaN(value)).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(40);
    const parts = { name: "folds", done: 0, total: 40 };
    expect(run.reports[0]).toEqual({ phase: "cross-validation", step: 0, steps: 40, parts });
  });

  it.each([1, 1.5, -3])("refuses %d folds", async (folds) => {
    const fit = await fitFlat(flatModel([[0], [1], [3]], 1));
    await expect(crossValidate(fit, options(folds))).rejects.toThrow(
      `trajectories: 'folds' must be 0 or a whole number of at least 2, got ${folds}`,
    );
  });
});

describe("foldsOf", () => {
  it("gives every person one fold, of sizes that differ by one at most", () => {
    const folds = foldsOf(103, 10, randomKey(5));
    const sizes = Array.from({ length: 10 }, (_, fold) => folds.filter((own) => own === fold).length);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(103);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBe(1);
  });
});

describe("takePersons", () => {
  it("gives each person the likelihood it had, in any order, with repetition", async () => {
    const { values } = drawPersons(30, { means: [0, 3], shares: [0.5, 0.5] });
    const ragged = values.map((own, i) => own.slice(0, 1 + (i % 3)));
    const weights = Float64Array.from(ragged, (_, i) => 1 + i / 10);
    const fit = await fitFlat(flatModel(ragged, 2, { weights }));
    const persons = Int32Array.from([7, 3, 3, 29, 0]);
    const taken = takePersons(fit.model, persons);
    expect(taken.persons).toBe(5);
    expect([...taken.weights]).toEqual([...persons].map((i) => 1 + i / 10));
    const { personLogLik } = personLogDensity(taken, fit.parameters);
    persons.forEach((person, i) => expect(personLogLik[i]).toBeCloseTo(fit.personLogLik[person]!, 10));
  });
});

import { expect, test } from "vitest";
import type { GroupAdequacy } from "../../../../kernel-lib/src/models/trajectories/adequacy.js";
import type { MixtureFit } from "../../../../kernel-lib/src/models/trajectories/mixture.js";
import type { PredictorParameter } from "../../../../kernel-lib/src/models/trajectories/prediction/predictor.js";
import { fitWarnings } from "../../../../kernel-lib/src/models/trajectories/warnings.js";

const group = (changed: Partial<GroupAdequacy>): GroupAdequacy => ({
  group: 1,
  share: 0.5,
  assigned: 50,
  assignedShare: 0.5,
  mismatch: 0,
  app: 0.95,
  appLower: 0.9,
  appUpper: 0.98,
  occ: 19,
  occLower: 9,
  occUpper: 40,
  ...changed,
});
const parameters = ["Intercept[1]", "Linear[1]"].map((name) => ({ name }) as PredictorParameter);
const starts = { logLik: new Array<number>(50).fill(-10), reachedBest: 20 };
const fit = (changed: object) => ({ status: "converged", starts, ...changed }) as MixtureFit;

/** Codes of the warnings of a fit without fault but for what is changed. */
function codes(changed: object = {}, { status = "converged", reachedBest = 20 } = {}): string[] {
  return fitWarnings({
    fit: fit({ status, starts: { ...starts, reachedBest } }),
    complete: true,
    parameters,
    reasons: [null, null],
    ratios: [0.9, 1.1],
    adequacy: [{ outcome: "y", groups: [group({}), group({ group: 2 })] }],
    people: 100,
    ...changed,
  }).map(({ code }) => code);
}
const withGroup = (changed: Partial<GroupAdequacy>) => ({
  adequacy: [{ outcome: "y", groups: [group({}), group({ group: 2, ...changed })] }],
});

test("a fit without fault has none", () => expect(codes()).toEqual([]));

test.each([
  ["interrupted", { complete: false }, {}],
  ["interrupted", {}, { status: "interrupted" }],
  ["not-converged", {}, { status: "stopped" }],
  ["one-start", {}, { reachedBest: 1 }],
  ["separation", { reasons: ["flat", null] }, {}],
  ["near-singular", { reasons: [null, "collinear"] }, {}],
  ["empty-group-errors", { reasons: ["empty", "empty"] }, {}],
  // numbers.md and methods.md: 1.3 to 2.1 on the Toronto offenders.
  ["errors-disagree", { ratios: [1.2, 1.7, 2.1] }, {}],
  ["empty-group", withGroup({ assigned: 0, app: NaN, occ: NaN }), {}],
  ["small-group", withGroup({ share: 0.03, assigned: 3 }), {}],
  ["unsure-assignment", withGroup({ app: 0.6 }), {}],
  ["unsure-assignment", withGroup({ occ: 4 }), {}],
])("'%s' is said when it is so", (code, changed, how) => expect(codes(changed, how)).toEqual([code]));

test("one ratio of errors far from 1 among many near it is chance", () =>
  expect(codes({ ratios: [0.95, 1, 1.05, 1.1, 2.4] })).toEqual([]));

test.each([
  ["no-overdispersion", "dispersion", 1e-14],
  ["no-excess-zeros", "zero", -30],
  ["separation", "zero", 30],
  ["no-excess-zeros", "tau", 1e5],
  ["constant-zeros", "tau", 1e-20],
])("'%s' is what a flat likelihood means for a %s of %d", (code, part, estimate) =>
  expect(
    codes({ parameters: [{ ...parameters[0], part, estimate }, parameters[1]], reasons: ["flat", null] }),
  ).toEqual([code]),
);

test("a group of one person is small, however few there are", () =>
  expect(codes({ ...withGroup({ share: 0.5, assigned: 1 }), people: 2 })).toContain("small-group"));

test("parameters without an error are named", () => {
  const [warning] = fitWarnings({
    fit: fit({}),
    complete: true,
    parameters,
    reasons: ["flat", null],
    ratios: [],
    adequacy: [],
    people: 10,
  });
  expect(warning!.message).toMatch(/^The data do not determine 'Intercept\[1\]': a group is separated/);
});

import { describe, expect, test } from "vitest";
import type { GroupAdequacy } from "../../../../kernel-lib/src/models/trajectories/adequacy.js";
import type { PredictorParameter } from "../../../../kernel-lib/src/models/trajectories/prediction/predictor.js";
import {
  coefficientsTable,
  errorsTable,
  groupsTable,
  membershipTable,
  mostPeople,
  peopleTable,
  shareInterval,
  startsTable,
} from "../../../../kernel-lib/src/models/trajectories/tables.js";
import { trajTable } from "../../../../kernel-lib/src/models/trajectories/traj-table.js";

const parameter = (
  part: PredictorParameter["part"],
  term: string,
  group: number | null,
  estimate: number,
  stdError: number | null,
): PredictorParameter => ({
  name: group === null ? term : `${term}[${group}]`,
  component: part === "membership" ? null : "y",
  group,
  part,
  term,
  estimate,
  stdError,
});

// cnorm2gr, Gaussian, quadratic, separate σ, K = 2, as R prints it.
const parameters = [
  parameter("curve", "Intercept", 1, 11.044106, 2.455594),
  parameter("curve", "Linear", 1, -9.311014, 1.882414),
  parameter("curve", "Quadratic", 1, 0.942237, 0.30687),
  parameter("sigma", "Sigma", 1, 4.966529, 0.4),
  parameter("curve", "Intercept", 2, -6.009225, 2.622372),
  parameter("curve", "Linear", 2, 6.981168, 1.996495),
  parameter("curve", "Quadratic", 2, -1.141976, 0.323301),
  parameter("sigma", "Sigma", 2, 6.60139, null),
  parameter("membership", "Intercept", 2, 0.4603, 0.29),
];
const shares = [
  { outcome: "y", group: 1, share: 0.386877, stdError: 0.069 },
  { outcome: "y", group: 2, share: 0.613123, stdError: 0.069 },
];
const options = { level: 0.95, errors: "observed", time: "time" } as const;

describe("the coefficients", () => {
  const { rows, columns, notes } = coefficientsTable(parameters, options);

  test("are those of the curves, with tests and intervals, and not the membership's", () => {
    expect(rows).toHaveLength(8);
    expect(columns.map(({ name }) => name)).toContain("part");
    const [first] = rows;
    expect(first).toMatchObject({ group: 1, part: "curve", term: "Intercept", estimate: 11.044106 });
    expect(first!.statistic).toBeCloseTo(11.044106 / 2.455594, 10);
    expect(first!.lower).toBeCloseTo(11.044106 - 1.959964 * 2.455594, 5);
  });

  test("that cannot be 0 are not tested against it, and their intervals stay above it", () => {
    const sigma = rows[3]!;
    expect([sigma.statistic, sigma.pValue]).toEqual([null, null]);
    expect((sigma.lower as number) * (sigma.upper as number)).toBeCloseTo(4.966529 ** 2, 8);
  });

  test("that the data do not determine have an estimate, no error, and a note", () => {
    expect(rows[7]).toMatchObject({ estimate: 6.60139, stdError: null, lower: null, upper: null });
    expect(notes!.join()).toContain("not determined by the data");
  });
});

describe("the table as traj prints it", () => {
  const criteria = {
    logLik: -830.007071,
    parameters: 9,
    persons: 50,
    observations: 250,
  } as never;
  const { rows, columns } = trajTable({ parameters, shares, criteria });

  test("has traj's columns, a group's number once, then the membership in per cent", () => {
    expect(columns.map(({ label }) => label)).toEqual([
      "Group",
      "Parameter",
      "Estimate",
      "Standard Error",
      "T for H0: Parameter=0",
      "Prob > |T|",
    ]);
    expect(rows.slice(0, 8).map(({ group }) => group)).toEqual(["1", "", "", "", "2", "", "", ""]);
    const membership = rows.findIndex((row) => row.parameter === "Group membership");
    expect(rows[membership + 1]).toMatchObject({ group: "1", estimate: 38.6877 });
    expect(rows[membership + 1]!.stdError).toBeCloseTo(6.9, 10);
  });

  test("ends with BIC by observations and by persons, AIC and L, larger being better", () => {
    const [byObservations, byPersons, aic, logLik] = rows.slice(-4);
    expect(byObservations).toMatchObject({ parameter: "BIC (N = 250)" });
    expect(byObservations!.estimate).toBeCloseTo(-830.007071 - 4.5 * Math.log(250), 8);
    // BIC(50) of numbers.md is 1695.2223.
    expect(byPersons).toMatchObject({ parameter: "BIC (N = 50)" });
    expect(-2 * (byPersons!.estimate as number)).toBeCloseTo(1695.2223, 3);
    expect(aic!.estimate).toBeCloseTo(-839.007071, 8);
    expect(logLik!.estimate).toBe(-830.007071);
  });

  test("has the logit of the membership where there is one", () => {
    const withCovariate = [...parameters, parameter("membership", "X1", 2, 1.2, 0.5)];
    const text = trajTable({ parameters: withCovariate, shares, criteria }).rows.map((row) => row.parameter);
    expect(text).toEqual(expect.arrayContaining(["Membership logit", "Constant", "X1"]));
  });
});

describe("the groups", () => {
  const adequacy = shares.map(({ group, share }, g): GroupAdequacy => ({
    group,
    share,
    assigned: g === 0 ? 50 : 0,
    assignedShare: g === 0 ? 1 : 0,
    mismatch: share - (g === 0 ? 1 : 0),
    app: g === 0 ? 0.98 : NaN,
    appLower: g === 0 ? 0.95 : NaN,
    appUpper: g === 0 ? 0.99 : NaN,
    occ: g === 0 ? 96 : NaN,
    occLower: g === 0 ? 40 : NaN,
    occUpper: g === 0 ? 200 : NaN,
  }));

  test("that nobody is assigned to have neither APP nor OCC, rather than text", () => {
    const { rows } = groupsTable(shares, adequacy, { level: 0.95 });
    expect(rows[0]).toMatchObject({ group: 1, app: 0.98, occ: 96, persons: 50 });
    expect(rows[1]).toMatchObject({ app: null, appLower: null, occ: null, occUpper: null });
  });

  test("that are certain say why their OCC is empty", () => {
    const certain = adequacy.map((each) => ({ ...each, app: 1, occ: Infinity }));
    const notes = (of: GroupAdequacy[]) => groupsTable(shares, of, { level: 0.95 }).notes!.join();
    expect(notes(certain)).toContain("OCC is infinite");
    expect(notes(adequacy)).not.toContain("OCC is infinite");
  });

  test.each([0.02, 0.5, 0.98])("share %f has an interval around it, between 0 and 1", (share) => {
    const { lower, upper } = shareInterval({ outcome: "y", group: 1, share, stdError: 0.2 }, 0.99);
    expect(lower).toBeGreaterThan(0);
    expect(lower).toBeLessThan(share);
    expect(upper).toBeGreaterThan(share);
    expect(upper).toBeLessThan(1);
  });
});

test("the membership has odds ratios, and there is none where the shares are free", () => {
  expect(membershipTable(parameters, { level: 0.95, reference: 1 })).toBeNull();
  const table = membershipTable([...parameters, parameter("membership", "X1", 2, Math.log(3), 0.5)], {
    level: 0.95,
    reference: 1,
  })!;
  const row = table.rows.at(-1)!;
  expect(row.ratio).toBeCloseTo(3, 12);
  expect((row.ratioLower as number) * (row.ratioUpper as number)).toBeCloseTo(9, 8);
});

test("starts say how many reached the best", () => {
  const { rows, notes } = startsTable({
    logLik: [-10, -10.0002, -12, NaN],
    origin: ["subject-fits", "random", "quantiles", "random"],
    reachedBest: 2,
    followed: [true, true, false, false],
    spurious: 0,
  });
  expect(rows[2]).toMatchObject({ start: 3, origin: "quantiles", below: 2 });
  expect(rows[3]).toMatchObject({ logLik: null, below: null });
  expect(notes!.join()).toContain("2 of 4 starts");
});

test("the three kinds of error stand side by side with their ratio", () => {
  const two = parameters.slice(0, 2);
  const { rows } = errorsTable(two, { observed: [2, NaN], sandwich: [3, 1], "outer-product": [1, 1] });
  expect(rows[0]).toMatchObject({
    name: "Intercept[1]",
    observed: 2,
    sandwich: 3,
    outerProduct: 1,
    ratio: 2,
  });
  expect(rows[1]).toMatchObject({ observed: null, ratio: null });
});

test("of very many people the first are kept, and the table says so", () => {
  const people = mostPeople + 10;
  const ids = Array.from({ length: people }, (_, i) => `p${i}`);
  const posteriors = Float64Array.from({ length: 2 * people }, (_, k) => (k % 2 === 0 ? 0.25 : 0.75));
  const assigned = new Int32Array(people).fill(1);
  const { rows, notes } = peopleTable(ids, [{ outcome: "y", groups: 2, posteriors, assigned }]);
  expect(rows).toHaveLength(mostPeople);
  expect(rows[0]).toEqual({ id: "p0", group: 2, probability: 0.75, p1: 0.25, p2: 0.75 });
  expect(notes!.join()).toContain(`The first ${mostPeople} of ${people} people`);
});

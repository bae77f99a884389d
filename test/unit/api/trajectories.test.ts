import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  type Fit,
  fitConfig,
  fromJSON,
  InputError,
  parameterNames,
  simulateTrajectories,
  type TrajectoriesOptions,
  trajectories,
  type TrajectoryFamily,
  waldTest,
} from "../../../kernel-lib/src/index.js";
import { bundleOf } from "../../../kernel-lib/src/notebook/display.js";

const columns = { id: "id", time: "time", outcome: "y" };
const groups = [
  { coefficients: [-0.4, 0.2, -0.5], share: 2 },
  { coefficients: [1.4, -0.6, -0.5], share: 1 },
];
const { table } = simulateTrajectories({ family: "poisson", people: 120, groups, seed: 4 });
const counts: TrajectoriesOptions = { ...columns, family: "poisson", starts: 8 };

/** That a document holds only what JSON can, and every interval is about its estimate. */
function expectSound(fit: Fit) {
  expect(JSON.parse(JSON.stringify(fit))).toEqual(fit.toJSON());
  for (const { rows, columns: known } of Object.values(fit.tables)) {
    const names = known.map(({ name }) => name).sort();
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(names);
  }
  for (const { estimate, lower, upper } of fit.tables.coefficients!.rows) {
    if (typeof lower !== "number" || typeof upper !== "number") continue;
    expect(lower).toBeLessThanOrEqual(estimate as number);
    expect(upper).toBeGreaterThanOrEqual(estimate as number);
  }
}

describe("a fit", () => {
  test("of several numbers of groups reports the best, with tables, charts and where it comes from", async () => {
    const fit = await trajectories(table, { ...counts, groups: [1, 2, 3] });
    expectSound(fit);
    expect(fit.status).toBe("converged");
    expect(fit.config).toEqual({ model: "trajectories", ...counts, groups: [1, 2, 3] });
    expect(fit.provenance.dataSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(fit.fit).toMatchObject({ nPersons: 120, nObs: 1320, nParams: 7 });
    expect(Object.keys(fit.tables)).toEqual([
      "coefficients",
      "groups",
      "comparison",
      "traj",
      "curves",
      "people",
      "errors",
      "starts",
    ]);
    expect(Object.keys(fit.charts)).toEqual([
      "trajectories",
      "individuals",
      "comparison",
      "posteriors",
      "starts",
      "loss",
    ]);
    const bic = fit.tables.comparison!.rows.map((row) => row.bic as number);
    expect(fit.fit.bic).toBe(Math.min(...bic));
    expect(fit.tables.people!.rows).toHaveLength(120);
    expect(Object.keys(await bundleOf(fit))).toHaveLength(3);
    expect(JSON.stringify(fit).length).toBeLessThan(300_000);
  });

  test("says which of several numbers of groups could not be fitted", async () => {
    const fit = await trajectories(table, { ...counts, groups: [1, 2, 3], order: [1, 2] });
    expect(fit.tables.comparison!.rows.map(({ status }) => status)).toEqual([
      "failed",
      "converged",
      "failed",
    ]);
    expect(fit.warnings.filter(({ code }) => code === "not-fitted").map(({ message }) => message)).toEqual([
      "The model with 'groups' 1 could not be fitted: 'order' has 2 numbers for 1 group; give one for all, or one a group.",
      "The model with 'groups' 3 could not be fitted: 'order' has 2 numbers for 3 groups; give one for all, or one a group.",
    ]);
  });

  test("finds the curves and shares that the data were made of", async () => {
    const fit = await trajectories(table, counts);
    const [quiet, busy] = fit.tables.groups!.rows;
    expect(quiet!.lower).toBeLessThan(2 / 3);
    expect(quiet!.upper).toBeGreaterThan(2 / 3);
    expect((quiet!.share as number) + (busy!.share as number)).toBeCloseTo(1, 12);
    // Time is 0 to 10 and the truth of (time − 5)/5: at its middle the log rate is the first coefficient.
    for (const [g, { coefficients }] of groups.entries()) {
      const row = fit.tables.curves!.rows.find(({ group, time }) => group === g + 1 && time === 5)!;
      expect(row.lower).toBeLessThan(Math.exp(coefficients[0]!));
      expect(row.upper).toBeGreaterThan(Math.exp(coefficients[0]!));
    }
  });

  test("summarises itself in lines that fit a page", async () => {
    const { text } = (await trajectories(table, counts)).summary();
    expect(text).toMatch(/Group-based trajectory model \(Poisson\): y/);
    expect(text).toMatch(/Person, time: +id, time/);
    expect(text).toMatch(/Groups: +2/);
    expect(text).toMatch(/BIC \(persons\): +[\d,.]+/);
    expect(text).toMatch(/BIC \(observations\): +[\d,.]+/);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(130);
  });

  test("reports the standard errors that are asked for, and all three side by side", async () => {
    const kinds = ["observed", "sandwich", "outer-product"] as const;
    const fits = await Promise.all(kinds.map((errors) => trajectories(table, { ...counts, errors })));
    const [first] = fits;
    for (const [k, fit] of fits.entries()) {
      expect(fit.tables.errors).toEqual(first!.tables.errors);
      const name = (["observed", "sandwich", "outerProduct"] as const)[k]!;
      const side = fit.tables.errors!.rows.filter((row) => !String(row.name).startsWith("membership"));
      expect(fit.tables.coefficients!.rows.map((row) => row.stdError)).toEqual(side.map((row) => row[name]));
    }
  });

  test("numbers groups the same whatever the seed, and repeats itself with the same one", async () => {
    const fit = (seed: number) => trajectories(table, { ...counts, seed });
    const [one, again, other] = await Promise.all([fit(1), fit(1), fit(2)]);
    expect(again.tables).toEqual(one.tables);
    expect(other.fit.logLik).toBeCloseTo(one.fit.logLik!, 6);
    const shares = (each: Fit) => each.tables.groups!.rows.map(({ share }) => share as number);
    shares(other).forEach((share, g) => expect(share).toBeCloseTo(shares(one)[g]!, 5));
  });
});

test.each<TrajectoryFamily>([
  "gaussian",
  "censored-normal",
  "poisson",
  "negative-binomial",
  "zip",
  "zip-tau",
  "logit",
  "binomial",
  "beta",
])("the family %s has estimates, errors and charts", async (family) => {
  const limits = family === "censored-normal" ? { lower: -1, upper: 2 } : {};
  const data = simulateTrajectories({ family, people: 150, seed: 3, ...limits });
  const fit = await trajectories(data.table, {
    ...columns,
    ...limits,
    family,
    starts: 6,
    ...(family === "binomial" && { trials: "trials" }),
  });
  expectSound(fit);
  expect(fit.status).toBe("converged");
  for (const { stdError } of fit.tables.coefficients!.rows) expect(stdError).toBeGreaterThan(0);
  expect(fit.warnings.filter(({ code }) => code === "chart-failed")).toEqual([]);
  // Means of the data lie about the curves.
  const { rows } = fit.tables.curves!;
  const largest = Math.max(...rows.map(({ mean }) => Math.abs(mean as number)));
  const apart = rows.map(({ mean, observed }) => Math.abs((mean as number) - (observed as number)));
  expect(apart.reduce((a, b) => a + b) / rows.length).toBeLessThan(0.15 * largest);
});

describe("further models", () => {
  test("membership by covariates has odds ratios against the reference", async () => {
    const slopes = simulateTrajectories({
      family: "poisson",
      people: 250,
      groups: groups.map((group, g) => ({ ...group, share: 1, slope: 1.2 * g })),
      seed: 6,
    });
    const fit = await trajectories(slopes.table, { ...counts, membership: ["x"], reference: 1 });
    expectSound(fit);
    const odds = fit.tables.membership!.rows.find(({ term }) => term === "x")!;
    expect(odds).toMatchObject({ group: 2, reference: 1 });
    expect(odds.ratioLower).toBeLessThan(Math.exp(1.2));
    expect(odds.ratioUpper).toBeGreaterThan(Math.exp(1.2));
    expect(Object.keys(fit.charts)).toContain("membershipOdds");
    expect(waldTest(fit, { membership: "x" }).pValue).toBeLessThan(0.01);
  });

  test("a column of categories is tested as a whole", async () => {
    const people = table.objects() as { id: number }[];
    const areas = people.map((row) => ({ ...row, area: ["east", "north", "west"][row.id % 3]! }));
    const fit = await trajectories(areas, { ...counts, membership: ["area"] });
    const whole = waldTest(fit, { membership: "area" });
    expect(whole.df).toBe(2);
    expect(whole.statistic).toBe(waldTest(fit, { membership: "all" }).statistic);
  });

  const rowsOf = table.objects() as { id: number; time: number; y: number }[];
  const second = rowsOf.map((row) => ({ ...row, z: row.y + ((row.id + row.time) % 3) }));

  test("several outcomes share their groups", async () => {
    const fit = await trajectories(second, { ...counts, also: [{ outcome: "z", family: "poisson" }] });
    expectSound(fit);
    expect(new Set(fit.tables.coefficients!.rows.map(({ outcome }) => outcome))).toEqual(new Set(["y", "z"]));
    expect(fit.tables.groups!.rows).toHaveLength(2);
    expect(fit.chart("trajectories").spec.vconcat).toHaveLength(2);
    expect(fit.summary().text).toMatch(/Multi-trajectory model: y[^]*Beside it: +z/);
  });

  test("two outcomes with groups of their own flow into each other", async () => {
    const fit = await trajectories(second, {
      ...counts,
      dual: { outcome: "z", family: "poisson", groups: 2 },
    });
    expectSound(fit);
    expect(fit.tables.groups!.rows.map(({ outcome }) => outcome)).toEqual(["y", "y", "z", "z"]);
    expect(Object.keys(fit.tables)).toEqual(expect.arrayContaining(["joint", "conditional"]));
    const joint = fit.tables.joint!.rows.map(({ probability }) => probability as number);
    expect(joint.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
    expect(Object.keys(fit.charts)).toContain("flow");
    expect(fit.summary().text).toMatch(/Dual trajectory model: y/);
  });

  test("dropout and a later outcome have tables of their own", async () => {
    const leaving = second
      .filter(({ id, time }) => time < 4 || id % 3 !== 0)
      .map((row) => ({ ...row, arrested: Number((row.id * 7) % 10 < 4) }));
    const fit = await trajectories(leaving, {
      ...counts,
      dropout: { lags: 1 },
      later: { outcome: "arrested", family: "logit" },
    });
    expectSound(fit);
    expect(fit.tables.dropout!.rows).toHaveLength(2);
    expect(fit.tables.later!.rows).toHaveLength(2);
    const parts = new Set(fit.tables.coefficients!.rows.map(({ part }) => part));
    expect(parts).toEqual(new Set(["curve", "dropout", "later"]));
  });

  test("soft-assignment least squares stands beside the mixture, and predicts nobody", async () => {
    const two = simulateTrajectories({ people: [15, 15], uniformNoise: 0.1, seed: 2 });
    const fit = await trajectories(two.table, {
      ...columns,
      method: "adam",
      iterations: 3000,
      learningRate: 0.002,
    });
    expectSound(fit);
    expect(fit.summary().text).toMatch(/Soft-assignment least squares: y/);
    expect(fit.warnings.map(({ code }) => code)).toContain("not-a-mixture");
    expect(fit.tables.besideMixture!.rows).toHaveLength(2);
    expect(Object.keys(fit.charts)).toEqual(["trajectories", "individuals", "posteriors", "loss"]);
    expect(() => fit.predict(two.table)).toThrow(/^predict: a fit by 'adam'/);
    expect(() => waldTest(fit, { equal: "Linear" })).toThrow(InputError);
  });
});

describe("prediction", () => {
  test("of a fit and of its document are the same, for people never seen", async () => {
    const fit = await trajectories(table, counts);
    const stranger = { id: ["new", "new", "new"], time: [0, 1, 2], y: [3, 4, 5] };
    const predicted = fit.predict(stranger, { of: "people" });
    expect(predicted.objects()).toMatchObject([{ id: "new", group: 2, waves: 3 }]);
    const restored = fromJSON(JSON.stringify(fit));
    expect(restored.predict(stranger, { of: "people" }).objects()).toEqual(predicted.objects());
    expect(restored.predict(stranger, { times: [3, 4] }).numRows()).toBe(2);
    expect(parameterNames(restored)).toContain("Linear[2]");
    expect(() => fit.predict(stranger, { off: "people" } as never)).toThrow(/did you mean 'of'/);
  });
});

describe("fitConfig", () => {
  const folder = mkdtempSync(join(tmpdir(), "quetelet-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<Partial<TrajectoriesOptions>>([
    { groups: [1, 2], family: "poisson", folds: 3 },
    { family: "zip", order: [1, 2], zeroOrder: 0, errors: "sandwich" },
  ])("gives the same numbers as the call, for %o", async (options) => {
    writeFileSync(join(folder, "people.csv"), table.toCSV());
    const all = { ...columns, starts: 6, seed: 3, ...options };
    const config = { model: "trajectories", data: "people.csv", ...all };
    const fromFile = await fitConfig(config, { baseFolder: folder });
    const direct = await trajectories(table, all);
    expect(fromFile.tables).toEqual(direct.tables);
    expect(fromFile.fit).toEqual(direct.fit);
    expect(fromFile.config).toEqual(config);
  });
});

describe("an interrupted run", () => {
  test("keeps what it had reached, flagged, and says so", async () => {
    const run = trajectories.start(table, { ...counts, starts: 2000, groups: [2, 3, 4] });
    await new Promise<void>((resolve) => {
      const stop = run.onProgress(() => {
        stop();
        resolve();
      });
    });
    const asked = performance.now();
    run.cancel();
    const fit = await run;
    expect(performance.now() - asked).toBeLessThan(3000);
    expect(fit.status).toBe("interrupted");
    expect(fit.warnings.map(({ code }) => code)).toContain("interrupted");
    expect(fit.fit.logLik).toBeLessThan(0);
    expectSound(fit);
  });
});

describe("what the data do not determine", () => {
  // Half of the people have had it at every wave: a logit group with all its outcomes alike.
  const rows = Array.from({ length: 40 }, (_, i) =>
    Array.from({ length: 5 }, (_w, t) => ({
      id: i,
      time: t,
      y: i < 20 ? 1 : Number((i * 5 + t * 3) % 7 < 2),
    })),
  ).flat();

  test("has no standard error, and a warning that says why", async () => {
    const fit = await trajectories(rows, { ...columns, family: "logit", order: 1, starts: 10 });
    expectSound(fit);
    const separated = fit.tables.coefficients!.rows.filter(({ group }) => group === 2);
    expect(separated.map(({ stdError }) => stdError)).toEqual([null, null]);
    expect(fit.tables.coefficients!.rows[0]!.stdError).toBeGreaterThan(0);
    expect(fit.warnings.find(({ code }) => code === "separation")!.message).toMatch(/'Intercept\[2\]'/);
    expect(() => waldTest(fit, { zero: "Linear", group: 2 })).toThrow(/do not determine 'Linear\[2\]'/);
  });
});

test("a group that empties is flagged, and has no standard errors", async () => {
  const paths = [
    [0, 1, 1, 2, 1, 0],
    [5, 6, 7, 9, 8, 6],
  ];
  // Two kinds of people, all alike: a third group finds nobody.
  const rows = Array.from({ length: 40 }, (_, id) =>
    paths[id % 2]!.map((y, time) => ({ id, time, y })),
  ).flat();
  const fit = await trajectories(rows, { ...counts, groups: 3 });
  expectSound(fit);
  const empty = fit.tables.groups!.rows.filter(({ persons }) => persons === 0).map(({ group }) => group);
  expect(empty).toHaveLength(1);
  expect(fit.warnings.map(({ code }) => code)).toContain("empty-group");
  const own = fit.tables.coefficients!.rows.filter(({ group }) => group === empty[0]);
  expect(own.map(({ stdError }) => stdError)).toEqual([null, null, null]);
  expect(fit.tables.groups!.rows.find(({ group }) => group === empty[0])).toMatchObject({
    stdError: null,
    app: null,
  });
});

describe("bad input is refused in one sentence, before training", () => {
  const short = { id: [1, 1, 2, 2, 3, 3], time: [1, 2, 1, 2, 1, 2], y: [0, 2, 1, 4, 3, 2] };
  const refused: [string, object, object, RegExp][] = [
    [
      "fewer people than groups",
      short,
      { groups: 4, order: 0 },
      /^trajectories: there are more groups \(4\) than persons \(3\)/,
    ],
    [
      "one wave a person with a quadratic",
      { ...short, id: [1, 2, 3, 4, 5, 6], time: [1, 1, 1, 1, 1, 1] },
      {},
      /^trajectories: the time 'time' is 1 in every row/,
    ],
    [
      "two waves with a quadratic",
      short,
      { groups: 1 },
      /^trajectories: 'order' is 2, but 'time' has 2 different values/,
    ],
    [
      "a constant outcome",
      { ...short, y: [2, 2, 2, 2, 2, 2] },
      { order: 1 },
      /^trajectories: the outcome 'y' is 2 in every row/,
    ],
    [
      "a fraction in a count family",
      { ...short, y: [0, 2, 1.5, 4, 3, 2] },
      { family: "zip", order: 1 },
      /^trajectories: the family 'zip' counts, but 'y' is not whole: 1\.5 in row 3/,
    ],
    [
      "a negative count",
      { ...short, y: [0, 2, -1, 4, 3, 2] },
      { family: "poisson", order: 1 },
      /'y' is negative: -1 in row 3/,
    ],
    [
      "a beta outcome of 1",
      { ...short, y: [0.1, 0.2, 1, 0.4, 0.3, 0.2] },
      { family: "beta", order: 1 },
      /between 0 and 1, both left out, but 'y' is 1 in row 3/,
    ],
    ["a logit outcome of 2", short, { family: "logit", order: 1 }, /0 or 1, but 'y' is 2 in row 2/],
    ["an unknown id", short, { id: "idd" }, /^trajectories: 'id' .*'idd'.*did you mean 'id'/],
    [
      "an id twice at one time",
      { ...short, time: [1, 1, 1, 2, 1, 2] },
      { order: 1 },
      /^trajectories: 'id' 1 has two rows at 'time' 1 \(rows 1 and 2\)/,
    ],
    [
      "a missing outcome",
      { ...short, y: [0, NaN, 1, 4, 3, 2] },
      { order: 1 },
      /column 'y' has 1 missing value \(first in row 2\); give missing: "drop"/,
    ],
    [
      "an unknown family",
      short,
      { family: "poison" },
      /^trajectories: 'family' must be one of .*did you mean 'poisson'/,
    ],
    ["an unknown option", short, { group: 2 }, /^trajectories: unknown field 'group'.*did you mean 'groups'/],
    ["no groups", short, { groups: [] }, /^trajectories: 'groups' is an empty list/],
    [
      "half a group",
      short,
      { groups: 1.5 },
      /^trajectories: 'groups' must be whole numbers of at least 1, got 1\.5/,
    ],
    [
      "a reference that is no group",
      short,
      { groups: 2, reference: 3 },
      /^trajectories: 'reference' is 3, but there are 2 groups/,
    ],
    ["a single fold", short, { folds: 1 }, /^trajectories: 'folds' must be 0 for none, or at least 2, got 1/],
    ["an empty table", { id: [], time: [], y: [] }, {}, /^trajectories: the table has no rows/],
    ["'adam' with counts", short, { method: "adam", family: "poisson" }, /^trajectories: 'method' is 'adam'/],
  ];

  test.each(refused)("%s", async (_, data, options, message) => {
    const attempt = trajectories(data as never, { ...columns, ...options } as never);
    const error: Error = await attempt.then(
      () => expect.unreachable(),
      (reason) => reason as Error,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\n/);
  });
});

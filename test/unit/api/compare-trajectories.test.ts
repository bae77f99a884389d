import { describe, expect, it } from "vitest";
import {
  compareTrajectories,
  fromJSON,
  InputError,
  lastRun,
  parameterNames,
  simulateTrajectories,
  trajectories,
  waldTest,
} from "../../../kernel-lib/src/index.js";

const { table } = simulateTrajectories({
  people: 100,
  times: [0, 3, 5, 8, 10],
  groups: [{ coefficients: [0, 1] }, { coefficients: [4, -1] }],
});
const shared = { id: "id", time: "time", outcome: "y", starts: 4 };

describe("compareTrajectories", () => {
  it("is a table with a row for each model, in the order given", async () => {
    const models = [
      { groups: 2, order: 2 },
      { groups: 2, order: 1 },
      { groups: 2, order: [1, 0] },
      { groups: 500 },
    ];
    const compared = await compareTrajectories(table, shared, models);
    expect(compared.numRows()).toBe(4);
    expect(Array.from(compared.array("order"))).toEqual(["2", "1", "1, 0", null]);
    const bic = Array.from(compared.array("bic")) as (number | null)[];
    expect(Math.min(...bic.slice(0, 3).map((each) => each!))).toBe(bic[1]);
    expect(bic[3]).toBeNull();
    expect(compared.get("note", 3)).toBe("trajectories: there are more groups (500) than persons (100)");
    const alone = await trajectories(table, { ...shared, groups: 2, order: 1 });
    expect(alone.fit.bic).toBe(bic[1]);
  });

  it("can be watched and cancelled", async () => {
    const run = compareTrajectories.start(table, { ...shared, starts: 500 }, [
      { groups: 2 },
      { groups: 3 },
      { groups: 4 },
    ]);
    expect(lastRun()).toBe(run);
    run.onProgress(() => run.cancel());
    const compared = await run;
    expect(compared.get("note", 2)).toBe("The run was interrupted before it.");
  });

  const refused: [string, unknown, unknown, string][] = [
    ["no models", shared, [], "compareTrajectories: the models are a list"],
    ["a model of nothing", shared, [{}], "but one has none of them"],
    ["what all share", shared, [{ groups: 2, family: "poisson" }], "one has 'family', which all share"],
    ["two numbers of groups", shared, [{ groups: [1, 2] }], "a model has one number of 'groups'"],
    [
      "a misspelt option",
      { ...shared, foldz: 3 },
      [{ groups: 2 }],
      "compareTrajectories: unknown field 'foldz'",
    ],
    ["least squares", { ...shared, method: "adam" }, [{ groups: 2 }], "has no likelihood to compare"],
  ];
  it.each(refused)("refuses %s", async (_, options, models, message) => {
    await expect(compareTrajectories(table, options as never, models as never)).rejects.toThrow(InputError);
    await expect(compareTrajectories(table, options as never, models as never)).rejects.toThrow(message);
  });
});

describe("waldTest of a fit", () => {
  it("agrees with the likelihood ratio where there is much data, and with the table's z", async () => {
    const fit = await trajectories(table, { ...shared, order: 2 });
    const smaller = await trajectories(table, { ...shared, order: 1 });
    const quadratic = waldTest(fit, { zero: "Quadratic" });
    expect(quadratic.df).toBe(2);
    const ratio = 2 * (fit.fit.logLik! - smaller.fit.logLik!);
    expect(Math.abs(quadratic.statistic - ratio)).toBeLessThan(0.05 * ratio + 0.05);
    const row = fit.tables.coefficients!.rows.find(({ group, term }) => group === 2 && term === "Linear")!;
    const one = waldTest(fit, { zero: "Linear", group: 2 });
    expect(one.statistic).toBeCloseTo((row.statistic as number) ** 2, 6);
    expect(one.pValue).toBeCloseTo(row.pValue as number, 8);
    expect(waldTest(fit, { equal: "curve" }).pValue).toBeLessThan(1e-10);
    expect(parameterNames(fit)).toContain("Sigma");
    expect(waldTest(fromJSON(JSON.stringify(fit)), { equal: "Linear" })).toEqual(
      waldTest(fit, { equal: "Linear" }),
    );
  });

  it("tests what membership depends on, whichever group it compares with", async () => {
    const { table } = simulateTrajectories({
      people: 300,
      times: [0, 5, 10],
      groups: [{ coefficients: [0] }, { coefficients: [3], slope: 0.5 }, { coefficients: [6] }],
    });
    const options = { ...shared, order: 0, groups: 3 };
    const free = await trajectories(table, options);
    const ratio =
      (await trajectories(table, { ...options, membership: ["x"] })).fit.logLik! - free.fit.logLik!;
    const statistics: number[] = [];
    for (const reference of [1, 2, 3]) {
      const fit = await trajectories(table, { ...options, membership: ["x"], reference });
      const test = waldTest(fit, { membership: "x" });
      expect(test.df).toBe(2);
      statistics.push(test.statistic);
    }
    expect(statistics[1]).toBeCloseTo(statistics[0]!, 5);
    expect(statistics[2]).toBeCloseTo(statistics[0]!, 5);
    expect(Math.abs(statistics[0]! - 2 * ratio)).toBeLessThan(0.15 * 2 * ratio);
  });

  it("has nothing to compare in a fit of one group", async () => {
    const fit = await trajectories(table, { ...shared, groups: 1, order: 1 });
    expect(() => waldTest(fit, { equal: "Linear" })).toThrow(
      "waldTest: 'equal' needs at least two groups to compare",
    );
    expect(waldTest(fit, { zero: "highest order" }).df).toBe(1);
  });
});

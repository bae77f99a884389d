import { describe, expect, it } from "vitest";
import { asTable } from "../../../../../kernel-lib/src/data/as-table.js";
import { simulateTrajectories } from "../../../../../kernel-lib/src/data/simulate/trajectories.js";
import { compareModels } from "../../../../../kernel-lib/src/models/trajectories/comparison/compare.js";
import { comparisonTable } from "../../../../../kernel-lib/src/models/trajectories/comparison/comparison-table.js";
import { quietRun } from "../simple-mixtures.js";

const { table } = simulateTrajectories({
  people: 80,
  times: [0, 3, 5, 8, 10],
  groups: [{ coefficients: [0, 1] }, { coefficients: [4, -1] }],
});
const data = asTable(table, "test");
const options = { id: "id", time: "time", outcome: "y", order: 1, starts: 5 } as const;
const groups = (...list: number[]) => list.map((each) => ({ groups: each }));

describe("compareModels", () => {
  it("fits each number of groups, and picks the smallest BIC over persons", async () => {
    const comparison = await compareModels(data, options, { candidates: groups(1, 2, 3), run: quietRun() });
    expect(comparison.complete).toBe(true);
    expect(comparison.best).toBe(1);
    const { rows, columns, notes } = comparisonTable(comparison);
    expect(rows.map((row) => row.groups)).toEqual([1, 2, 3]);
    expect(columns.map(({ name }) => name)).toEqual([
      ...["groups", "logLik", "parameters", "aic", "bic", "bicObservations", "adjustedBic", "icl"],
      ...["relativeEntropy", "smallestShare", "smallestApp", "chosen", "starts", "reachedBest", "status"],
    ]);
    expect(rows.map((row) => row.parameters)).toEqual([3, 6, 9]);
    expect(rows.map((row) => row.chosen)).toEqual([false, true, false]);
    const logLik = rows.map((row) => row.logLik as number);
    expect(logLik[1]).toBeGreaterThan(logLik[0]!);
    expect(logLik[2]).toBeGreaterThanOrEqual(logLik[1]! - 1e-6);
    rows.forEach((row) => {
      expect(row.bic).toBeCloseTo(-2 * (row.logLik as number) + (row.parameters as number) * Math.log(80), 8);
      expect(row.bicObservations).toBeCloseTo(
        -2 * (row.logLik as number) + (row.parameters as number) * Math.log(400),
        8,
      );
      // One group has nowhere else to start.
      expect(row.starts).toBe(row.groups === 1 ? 1 : 5);
      expect(row.reachedBest).toBeGreaterThanOrEqual(1);
    });
    expect(rows[0]!.relativeEntropy).toBeNull();
    expect(rows[0]!.smallestApp).toBe(1);
    expect(rows[1]!.relativeEntropy).toBeGreaterThan(0.5);
    expect(notes!.join(" ")).toContain("Smaller is better");
  });

  it("gives a model the same numbers alone and among others", async () => {
    const alone = await compareModels(data, options, { candidates: groups(3), run: quietRun() });
    const among = await compareModels(data, options, { candidates: groups(2, 3), run: quietRun() });
    expect(alone.models[0]!.fit!.logLik).toBe(among.models[1]!.fit!.logLik);
    expect(alone.models[0]!.fit!.starts).toEqual(among.models[1]!.fit!.starts);
  });

  it("compares orders, which a row names", async () => {
    const candidates = [{ order: 0 }, { order: 1 }, { order: [1, 0] }, { groups: 3, order: [1, 0, 1] }];
    const comparison = await compareModels(data, { ...options, groups: 2 }, { candidates, run: quietRun() });
    const { rows } = comparisonTable(comparison);
    expect(rows.map((row) => [row.groups, row.order, row.parameters])).toEqual([
      [2, "0", 4],
      [2, "1", 6],
      [2, "1, 0", 5],
      [3, "1, 0, 1", 8],
    ]);
    expect(comparison.best).toBe(1);
  });

  it("keeps a row for a model that cannot be fitted", async () => {
    const comparison = await compareModels(
      data,
      { ...options, folds: 4 },
      { candidates: groups(2, 200), run: quietRun() },
    );
    expect(comparison.best).toBe(0);
    const { rows } = comparisonTable(comparison);
    expect(rows[1]).toMatchObject({
      groups: 200,
      status: "failed",
      logLik: null,
      bic: null,
      note: "trajectories: there are more groups (200) than persons (80)",
    });
    expect(rows[0]!.note).toBeNull();
    expect(rows[0]!.status).toBe("converged");
  });

  it("throws what is wrong when nothing can be fitted", async () => {
    const wrong = compareModels(
      data,
      { ...options, outcome: "z" },
      { candidates: groups(1, 2), run: quietRun() },
    );
    await expect(wrong).rejects.toThrow("'outcome' names column 'z', which the table does not have");
    await expect(compareModels(data, options, { candidates: [], run: quietRun() })).rejects.toThrow(
      "trajectories: there is no model to compare",
    );
  });

  it("adds held-out likelihood and the bootstrap test", async () => {
    const run = quietRun();
    const comparison = await compareModels(
      data,
      { ...options, folds: 5, bootstrap: 9 },
      { candidates: groups(1, 2, 3), run },
    );
    const { rows, notes } = comparisonTable(comparison);
    const held = rows.map((row) => row.cvLogLik as number);
    expect(held.indexOf(Math.max(...held))).toBe(1);
    expect(rows[0]!.lrPValue).toBeNull();
    expect(rows[1]!.lrPValue).toBe(0.1);
    expect(rows[1]!.lrStatistic).toBeCloseTo(
      2 * ((rows[1]!.logLik as number) - (rows[0]!.logLik as number)),
      9,
    );
    expect(rows[2]!.lrPValue).toBeGreaterThan(0.1);
    expect(notes!.join(" ")).toContain("5 folds");
    const phases = new Set(run.reports.map(({ phase }) => phase));
    expect(phases).toContain("cross-validation, 2 groups");
    expect(phases).toContain("bootstrap, 3 groups");
  });

  it("tests a number of groups against one fewer that was not asked for", async () => {
    const with3 = await compareModels(
      data,
      { ...options, bootstrap: 5 },
      { candidates: groups(3), run: quietRun() },
    );
    const both = await compareModels(data, options, { candidates: groups(2, 3), run: quietRun() });
    const gain = 2 * (both.models[1]!.fit!.logLik - both.models[0]!.fit!.logLik);
    expect(with3.models[0]!.bootstrap!.statistic).toBeCloseTo(gain, 6);
    const listed = await compareModels(
      data,
      { ...options, bootstrap: 5, order: [1, 0, 1] },
      { candidates: groups(3), run: quietRun() },
    );
    const shorter = await compareModels(data, options, {
      candidates: [{ groups: 2, order: [1, 0] }],
      run: quietRun(),
    });
    const { fit, bootstrap } = listed.models[0]!;
    expect(bootstrap!.statistic).toBeCloseTo(2 * (fit!.logLik - shorter.models[0]!.fit!.logLik), 6);
  });

  it("says one person is left out at a time", async () => {
    const few = simulateTrajectories({ people: 12, times: [0, 1, 2] });
    const comparison = await compareModels(
      asTable(few.table, "test"),
      { ...options, groups: 1, folds: 12 },
      { candidates: groups(1), run: quietRun() },
    );
    expect(comparisonTable(comparison).notes!.join(" ")).toContain("one left out at a time");
  });

  it("keeps what it has when it is cancelled", async () => {
    const run = quietRun({ after: 40 });
    const comparison = await compareModels(
      data,
      { ...options, starts: 10, folds: 80 },
      { candidates: groups(1, 2, 3, 4, 5), run },
    );
    expect(comparison.complete).toBe(false);
    const { rows } = comparisonTable(comparison);
    expect(rows).toHaveLength(5);
    expect(rows[4]!.note).toBe("The run was interrupted before it.");
    expect(comparison.models[comparison.best]!.fit).not.toBeNull();
  });
});

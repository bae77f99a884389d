import { describe, expect, it } from "vitest";
import { applicants, byRegion, bySex, estimate, features, rowsOf } from "./hiring.js";

const data = applicants(400);
const common = { label: "hired", features, bootstraps: 0 };

describe("what a viewer follows the trade-off by", () => {
  it.each([
    ["out of fold", { cohorts: bySex, fairnessLoss: "demographic-parity" as const, lambda: 0.5 }],
    [
      "on held-out rows",
      {
        cohorts: byRegion,
        fairnessLoss: "equal-opportunity" as const,
        select: "held-out" as const,
        minCohortSize: 10,
      },
    ],
  ])("makes the rates and errors of the tables, %s", async (_, options) => {
    const { document } = await estimate(data, { ...common, ...options });
    const { frontierCohorts: counts, frontierRows: totals } = document.details!;
    const cohorts = rowsOf(document, "thresholds");
    expect(totals!.cohort).toEqual(cohorts.map(({ cohort }) => cohort));
    expect(totals!.rows).toEqual(cohorts.map(({ rows }) => rows));
    expect(totals!.positives).toEqual(cohorts.map(({ positives }) => positives));
    const all = (totals!.rows as number[]).reduce((a, b) => a + b);
    const judged = (totals!.heldOutRows as number[]).reduce((a, b) => a + b);
    const wrong = (i: number, [selected, hits, positives]: [string, string, string]) => {
      const k = counts!.cohort![i] as number;
      const [taken, right] = [counts![selected]![i] as number, counts![hits]![i] as number];
      return taken - right + (totals![positives]![k] as number) - right;
    };
    rowsOf(document, "frontier").forEach((row, set) => {
      const own = counts!.set!.flatMap((each, i) => (each === set ? [i] : []));
      expect(own).toHaveLength(cohorts.length);
      const sum = (names: [string, string, string]) => own.reduce((total, i) => total + wrong(i, names), 0);
      expect(sum(["selected", "hits", "positives"]) / all).toBeCloseTo(row.error as number, 9);
      expect(sum(["heldOutSelected", "heldOutHits", "heldOutPositives"]) / judged).toBeCloseTo(
        row.heldOutError as number,
        9,
      );
      for (const i of own) expect(Number.isInteger(counts!.selected![i])).toBe(true);
    });
    const inUse = rowsOf(document, "frontier").findIndex((row) =>
      cohorts.every(({ threshold }, k) => row[`threshold${k + 1}`] === threshold),
    );
    cohorts.forEach((row, k) => {
      const i = counts!.set!.findIndex((set, at) => set === inUse && counts!.cohort![at] === k);
      expect((counts!.selected![i] as number) / (row.rows as number)).toBeCloseTo(
        row.selectionRate as number,
        9,
      );
      expect((counts!.hits![i] as number) / (row.positives as number)).toBeCloseTo(
        row.truePositiveRate as number,
        9,
      );
    });
  });

  it("is not there without a trade-off", async () => {
    expect((await estimate(data, { ...common, cohorts: bySex })).document.details).toBeUndefined();
    const wages = await estimate(data, { label: "wage", features, cohorts: bySex, bootstraps: 0 });
    expect(wages.document.details).toBeUndefined();
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { groupMetrics, type MeasuredSet, type MeasuredGroup } from "../../kernel-lib/src/metrics/index.js";
import { compasScores } from "./compas-scores.js";
import { dataFile, dataLacks } from "./data-folder.js";

if (dataLacks) console.warn(`skipped: fairness audit of the COMPAS scores, ${dataLacks}`);

/** What fairlearn_groups.py printed with fairlearn 0.15.0: by set, measure and statistic. */
const fairlearn = JSON.parse(
  readFileSync(new URL("fairlearn_groups.json", import.meta.url), "utf8"),
) as Record<
  string,
  Record<string, { groups: number[]; overall: number; [statistic: string]: number | number[] }>
>;

describe.skipIf(dataLacks)("by-group metrics agree with fairlearn's MetricFrame", () => {
  const input = () => {
    const rows = compasScores();
    const [, ...people] = readFileSync(dataFile("fairness/compas_model.csv"), "utf8").trim().split(/\r?\n/);
    return {
      labels: rows.map(({ label }) => label),
      predictions: rows.map(({ score }) => score >= 0.5),
      scores: rows.map(({ score }) => score),
      groups: [
        rows.map(({ cohort }) => cohort),
        people.map((line) => (line.split(",")[6] === "1" ? "male" : "female")),
      ],
      groupNames: ["cohort", "sex"],
    };
  };

  const compare = (name: string, overall: MeasuredGroup, set: MeasuredSet) => {
    const measures = Object.entries(fairlearn[name]!);
    expect(measures).toHaveLength(8);
    for (const [measure, expected] of measures) {
      const of = (group: MeasuredGroup) => group.metrics[measure as "auc"]!.estimate!;
      expect(of(overall)).toBeCloseTo(expected.overall, 12);
      expect(set.groups).toHaveLength(expected.groups.length);
      set.groups.forEach((group, index) => expect(of(group)).toBeCloseTo(expected.groups[index]!, 12));
      for (const [statistic, { estimate }] of Object.entries(set.comparison[measure as "auc"]!)) {
        expect(estimate, `${measure} ${statistic}`).toBeCloseTo(expected[statistic] as number, 12);
      }
    }
  };

  it("by cohort, and by cohort and sex together", async () => {
    const { overall, sets } = await groupMetrics(input(), { bootstraps: 0 });
    expect(sets.map(({ by }) => by)).toEqual([["cohort"], ["sex"], ["cohort", "sex"]]);
    compare("cohort", overall, sets[0]!);
    compare("both", overall, sets[2]!);
  });

  it("with weights", async () => {
    const weights = input().labels.map((_, row) => 1 + (row % 3));
    const { overall, sets } = await groupMetrics({ ...input(), weights }, { bootstraps: 0 });
    compare("weighted", overall, sets[0]!);
  });
});

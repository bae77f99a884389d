import { describe, expect, test } from "vitest";
import { compareModels, groupMetrics } from "../../../../kernel-lib/src/metrics/index.js";

const n = 300;
const at = (index: number, step: number) => ((index * step) % n) / n;
const labels = Array.from({ length: n }, (_, i) => (at(i, 77) < at(i, 131) ? 1 : 0));
const cohorts = labels.map((_, i) => (i % 3 ? "many" : "few"));
const model = (name: string, step: number) => {
  const scores = labels.map((label, i) => 0.5 * label + 0.5 * at(i, step));
  return { name, scores, predictions: scores.map((score) => score >= 0.5) };
};
const pooled = model("pooled", 7);
const decoupled = {
  ...model("decoupled", 11),
  predictions: labels.map((label, i) => (i % 10 ? label : 1 - label)),
};

describe("compareModels()", () => {
  test("says of each model what groupMetrics says of it alone, intervals too", async () => {
    const options = { bootstraps: 50 };
    const { cohorts: compared } = await compareModels(
      { labels, cohorts, models: [pooled, decoupled] },
      options,
    );
    expect(compared.map(({ cohort, rows }) => [cohort, rows])).toEqual([
      [null, n],
      ["few", n / 3],
      ["many", (2 * n) / 3],
    ]);
    for (const [index, each] of [pooled, decoupled].entries()) {
      const alone = await groupMetrics({ labels, ...each, groups: [cohorts] }, options);
      expect(compared[0]!.models[index]!.metrics).toEqual(alone.overall.metrics);
      expect(compared[2]!.models[index]!.metrics).toEqual(alone.sets[0]!.groups[1]!.metrics);
    }
  });

  test("pairs the resamples: a model differs from itself by nothing, in every one of them", async () => {
    const { cohorts: compared } = await compareModels({
      labels,
      cohorts,
      models: [pooled, { ...pooled, name: "again" }, decoupled],
    });
    for (const { models } of compared) {
      expect(models[0]!.difference).toBeNull();
      for (const each of Object.values(models[1]!.difference!)) {
        expect(each).toEqual({ estimate: 0, lower: 0, upper: 0 });
      }
      const { errorRate } = models[2]!.difference!;
      const [of, less] = [models[2]!.metrics.errorRate!.estimate!, models[0]!.metrics.errorRate!.estimate!];
      expect(errorRate!.estimate).toBeCloseTo(of - less, 14);
    }
  });

  test("leaves out what no model has scores for", async () => {
    const hard = [pooled, decoupled].map(({ name, predictions }) => ({ name, predictions }));
    const { measures, cohorts: compared } = await compareModels(
      { labels, cohorts, models: hard },
      { bootstraps: 0 },
    );
    expect(measures).not.toContain("auc");
    const half = await compareModels({ labels, cohorts, models: [pooled, hard[1]!] }, { bootstraps: 0 });
    expect(half.cohorts[0]!.models[1]!.metrics.auc!.estimate).toBeNull();
    expect(compared[0]!.models[0]!.metrics.errorRate!.lower).toBeNull();
  });

  test("refuses one model, two of a name, and predictions of another length", async () => {
    await expect(compareModels({ labels, cohorts, models: [pooled] })).rejects.toThrow(
      "compareModels: give at least two models, got 1",
    );
    await expect(compareModels({ labels, cohorts, models: [pooled, pooled] })).rejects.toThrow(
      "compareModels: two models are called 'pooled'",
    );
    const short = { name: "short", predictions: [1] };
    await expect(compareModels({ labels, cohorts, models: [pooled, short] })).rejects.toThrow(
      "compareModels: model 'short': there are 300 labels but 1 'predictions'",
    );
  });
});

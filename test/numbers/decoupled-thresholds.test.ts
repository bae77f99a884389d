import { describe, expect, it } from "vitest";
import { startRun } from "../../kernel-lib/src/compute/run.js";
import { performanceOn, tradeOff } from "../../kernel-lib/src/models/decoupled/frontier/index.js";
import {
  chooseThresholds,
  type ThresholdOptions,
} from "../../kernel-lib/src/models/decoupled/thresholds/index.js";
import { compasCohorts } from "./compas-scores.js";
import { dataLacks } from "./data-folder.js";

if (dataLacks) console.warn(`skipped: thresholds of the COMPAS scores, ${dataLacks}`);

describe.skipIf(dataLacks)("thresholds of the COMPAS scores", () => {
  const choose = (options: Omit<ThresholdOptions, "run">) =>
    startRun("thresholds", (run) => chooseThresholds(compasCohorts(), { ...options, run }));

  it.each([
    ["balanced" as const, 0.8, 0.1799, 0.145345],
    ["numerical-parity" as const, 0.5, 0.229153, 0.08517],
    ["demographic-parity" as const, 0.8, 0.164282, 0.106734],
  ])("%s, λ = %d: the original starts at %d and ends at %d", async (loss, lambda, start, end) => {
    const scaling = "as-coded";
    const { thresholds } = await choose({ rule: "f1" });
    const { error, fairness } = performanceOn(compasCohorts(), { loss, scaling })(thresholds);
    expect(lambda * error + (1 - lambda) * fairness).toBeCloseTo(start, 6);
    const pass = await choose({ loss, lambda, scaling, search: "one-pass" });
    expect(pass.objective).toBeCloseTo(end, 6);
    expect(pass).toMatchObject({ certified: false, bound: null, gap: null });
  });

  // What raimitigations 1.1.1 itself printed: python test/bench/decoupled.py pass compas_probabilities_by_cohort.csv
  it.each([
    ["balanced" as const, [0.14534458174421314, 0.2066861465186664, 0.26802771129311964]],
    ["numerical-parity" as const, [0.1078850723698423, 0.0851695830632966, 0.06012097645279757]],
    ["demographic-parity" as const, [0.10673413977618781, 0.08723392364656157, 0.06773370751693533]],
  ])("%s: the one pass ends where the original's does, for λ = .8, .5, .2", async (loss, losses) => {
    for (const [index, lambda] of [0.8, 0.5, 0.2].entries()) {
      const pass = await choose({ loss, lambda, scaling: "as-coded", search: "one-pass" });
      expect(pass.objective).toBeCloseTo(losses[index]!, 12);
    }
  });

  const problems = (["balanced", "numerical-parity", "demographic-parity"] as const).flatMap((loss) =>
    [0.8, 0.5, 0.2].flatMap((lambda) =>
      (["published", "as-coded"] as const).map((scaling) => ({ loss, lambda, scaling })),
    ),
  );
  it.each(problems)(
    "$loss, λ = $lambda, $scaling: certified, and no worse than the one pass",
    async (problem) => {
      const exact = await choose(problem);
      const pass = await choose({ ...problem, search: "one-pass" });
      expect(exact).toMatchObject({ certified: true, gap: 0, bound: exact.objective });
      expect(exact.objective).toBeLessThanOrEqual(pass.objective + 1e-12);
      const { error, fairness } = performanceOn(compasCohorts(), problem)(exact.thresholds);
      expect(problem.lambda * error + (1 - problem.lambda) * fairness).toBeCloseTo(exact.objective, 12);
    },
  );

  it("are what the trade-off says at every λ", async () => {
    const loss = "demographic-parity";
    const curve = await startRun("trade-off", (run) => tradeOff(compasCohorts(), { loss, run }));
    expect(curve.certified).toBe(true);
    expect(curve.points.length).toBeGreaterThan(5);
    for (const lambda of [0, 0.2, 0.5, 0.8, 0.9, 0.97, 1]) {
      const { objective } = await choose({ loss, lambda });
      const least = Math.min(
        ...curve.points.map(({ error, fairness }) => lambda * error + (1 - lambda) * fairness),
      );
      expect(least).toBeCloseTo(objective, 12);
    }
  });
});

import { describe, expect, it } from "vitest";
import { foldIn, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import {
  crossFit,
  type FoldedCohort,
  judgeAsTheyAre,
  judgedTradeOff,
  withoutFold,
} from "../../../../kernel-lib/src/models/decoupled/cross-fit.js";
import { performanceOn, tradeOff } from "../../../../kernel-lib/src/models/decoupled/frontier/index.js";
import { sharedThreshold } from "../../../../kernel-lib/src/models/decoupled/shared-threshold.js";
import { chooseThresholds } from "../../../../kernel-lib/src/models/decoupled/thresholds/index.js";
import { unwatched } from "../../unwatched.js";

const run = { ...unwatched, cancelled: false };
const folds = 3;
const cohorts = ["a", "b", "c"].map((name, k): FoldedCohort => {
  const rows = 30 + 10 * k;
  const [score, coin] = [uniform(foldIn(randomKey(k), 0), rows), uniform(foldIn(randomKey(k), 1), rows)];
  return {
    name,
    scores: score.map((value) => Math.round(20 * value) / 20),
    labels: Uint8Array.from(coin, (value, i) => (value < score[i]! ? 1 : 0)),
    fold: Int32Array.from(score, (_, i) => i % folds),
  };
});
const settings = { loss: "demographic-parity" as const, lambda: 0.6 };

/** Counts it all out: every row by its own fold's thresholds, as scores of 0 and 1. */
const byHand = (thresholds: number[][]) =>
  performanceOn(
    cohorts.map((cohort, k) => ({
      name: cohort.name,
      labels: cohort.labels,
      scores: cohort.scores.map((score, i) => (score >= thresholds[cohort.fold[i]!]![k]! ? 1 : 0)),
    })),
    settings,
  )(cohorts.map(() => 0.5));

describe("cross-fitting", () => {
  it("judges every row by thresholds chosen without its fold", async () => {
    const { thresholds, judged } = await crossFit(cohorts, { folds, settings, run });
    for (let f = 0; f < folds; f++) {
      const rest = cohorts.map(({ name, scores, labels, fold }) => ({
        name,
        scores: scores.filter((_, i) => fold[i] !== f),
        labels: labels.filter((_, i) => fold[i] !== f),
      }));
      expect(thresholds[f]).toEqual((await chooseThresholds(rest, { ...settings, run })).thresholds);
    }
    const expected = byHand(thresholds);
    expect(judged.error).toBeCloseTo(expected.error, 12);
    expect(judged.fairness).toBeCloseTo(expected.fairness, 12);
    judged.byCohort.forEach((each, k) =>
      expect(each.selectionRate).toBeCloseTo(expected.byCohort[k]!.selectionRate, 12),
    );
  });

  it("judges given thresholds as they are", async () => {
    const thresholds = [0.3, 0.5, 0.7];
    const { judged } = await judgeAsTheyAre(cohorts, { folds, settings, thresholds, run });
    expect(judged.error).toBeCloseTo(performanceOn(cohorts, settings)(thresholds).error, 12);
  });

  it("judges each point of the trade-off by the points that are optimal for its lambda without each fold", async () => {
    const rivals = [{ name: "half", choose: async () => [0.5, 0.5, 0.5] }];
    const options = { folds, settings, rivals, run };
    const curve = await judgedTradeOff(cohorts, { ...options, judged: cohorts, anew: true });
    const rest = await Promise.all(
      [0, 1, 2].map((f) => tradeOff(withoutFold(cohorts, f), { ...settings, run })),
    );
    for (const point of curve.points) {
      const lambda = (point.lambdaLow + point.lambdaHigh) / 2;
      const thresholds = rest.map(
        ({ points }) => points.find(({ lambdaHigh }) => lambda <= lambdaHigh)!.thresholds,
      );
      expect(point.heldOut!.error).toBeCloseTo(byHand(thresholds).error, 12);
      expect(point.heldOut!.fairness).toBeCloseTo(byHand(thresholds).fairness, 12);
    }
    const [half] = curve.candidates;
    expect(half!.heldOut!.error).toBeCloseTo(performanceOn(cohorts, settings)([0.5, 0.5, 0.5]).error, 12);
  });

  it("leaves a cohort whole that has no row in the other folds", () => {
    const single = { ...cohorts[0]!, fold: new Int32Array(30) };
    expect(withoutFold([single], 0)[0]!.scores.length).toBe(30);
  });
});

describe("one threshold for all", () => {
  it("is the best there is, by enumeration", async () => {
    for (const lambda of [0, 0.3, 0.7, 1]) {
      const found = await sharedThreshold(cohorts, { ...settings, lambda }, run);
      const value = (threshold: number) => {
        const { error, fairness } = performanceOn(cohorts, settings)(cohorts.map(() => threshold));
        return lambda * error + (1 - lambda) * fairness;
      };
      const all = [0, 1.1, ...cohorts.flatMap(({ scores }) => [...scores])].map(value);
      expect(value(found)).toBeCloseTo(Math.min(...all), 12);
    }
  });
});

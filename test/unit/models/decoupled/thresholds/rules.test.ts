import { describe, expect, test } from "vitest";
import {
  cutAt,
  cutsOf,
  thresholdOf,
} from "../../../../../kernel-lib/src/models/decoupled/thresholds/cuts.js";
import { largestF1, largestYouden } from "../../../../../kernel-lib/src/models/decoupled/thresholds/rules.js";

const cuts = (scores: number[], labels: number[]) =>
  cutsOf({ name: "all", scores: Float64Array.from(scores), labels: Uint8Array.from(labels) });
const f1 = (scores: number[], labels: number[]) => {
  const each = cuts(scores, labels);
  return thresholdOf(each, largestF1(each));
};
const roc = (scores: number[], labels: number[]) => {
  const each = cuts(scores, labels);
  return thresholdOf(each, largestYouden(each));
};

describe("cutsOf()", () => {
  test("keeps rows of equal score together, and counts accepting all and none", () => {
    const each = cuts([0.5, 0.2, 0.5, 0.9], [1, 0, 0, 1]);
    expect([...each.values]).toEqual([0.2, 0.5, 0.9]);
    expect([...each.truePositives]).toEqual([2, 2, 1, 0]);
    expect([...each.falsePositives]).toEqual([2, 1, 0, 0]);
    expect(each).toMatchObject({ positives: 2, negatives: 2 });
  });

  test("gives thresholds that hold for probabilities it has not seen", () => {
    const each = cuts([0.2, 0.5], [0, 1]);
    expect(thresholdOf(each, 0)).toBe(0);
    expect(thresholdOf(each, 1)).toBe(0.5);
    expect(thresholdOf(each, 2)).toBeGreaterThan(1);
    expect([0, 1, 2].map((cut) => cutAt(each, thresholdOf(each, cut)))).toEqual([0, 1, 2]);
    expect([0.1, 0.2, 0.3, 0.6].map((threshold) => cutAt(each, threshold))).toEqual([0, 0, 1, 2]);
    const margins = cuts([-3, 40], [0, 1]);
    expect(thresholdOf(margins, 0)).toBe(-3);
    expect(thresholdOf(margins, 2)).toBeGreaterThan(40);
  });
});

describe("the cut of the largest F1", () => {
  test("is where scikit-learn's precision-recall curve has it", () => {
    // F1 at .1, .35, .4, .8: 2/3, .8, .5, 2/3.
    expect(f1([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.35);
  });

  test("is not misled by a top score without a true positive, where the original's F1 is NaN and wins", () => {
    expect(f1([0.9, 0.6, 0.5, 0.1], [0, 1, 1, 0])).toBe(0.5);
  });

  test("accepts nobody where nobody is positive, and all where all are", () => {
    expect(f1([0.3, 0.6], [0, 0])).toBeGreaterThan(1);
    expect(f1([0.3, 0.6], [1, 1])).toBe(0);
    expect(f1([0.5, 0.5], [1, 0])).toBe(0);
  });
});

describe("the cut of the largest Youden index", () => {
  test("takes the highest threshold of several that are equal", () => {
    // TPR − FPR at .1, .35, .4, .8: 0, .5, 0, .5.
    expect(roc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.8);
  });

  test("accepts nobody where nobody is positive, and all where all are", () => {
    expect(roc([0.3, 0.6], [0, 0])).toBeGreaterThan(1);
    expect(roc([0.3, 0.6], [1, 1])).toBe(0);
  });
});

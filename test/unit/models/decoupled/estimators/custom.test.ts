import { describe, expect, it } from "vitest";
import type { ResultDocument } from "../../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../../kernel-lib/src/data/as-table.js";
import { predictDecoupled } from "../../../../../kernel-lib/src/models/decoupled/index.js";
import { applicants, byRegion, bySex, estimate, features } from "../hiring.js";

const data = applicants(300);
const common = { label: "hired", features, cohorts: bySex, bootstraps: 0 };

/** Says the share of positives it was trained on, whatever the row. */
class Share {
  share = NaN;
  seen: { columns: number; classes: number[]; weights: boolean } | null = null;
  fit(x: number[][], y: number[], weights?: number[]) {
    const total = weights ? weights.reduce((a, b) => a + b) : y.length;
    this.share = y.reduce((sum, label, i) => sum + label * (weights?.[i] ?? 1), 0) / total;
    this.seen = { columns: x[0]!.length, classes: [...new Set(y)].sort(), weights: weights !== undefined };
  }
  predictProbability(x: number[][]): unknown {
    return x.map(() => this.share);
  }
}

const shareOf = (cohort: string) => {
  const own = data.hired.filter((_, row) => data.sex[row] === cohort);
  return own.filter((label) => label === "yes").length / own.length;
};

describe("an estimator of the analyst's own", () => {
  it("has a copy for each cohort, and is itself left untrained", async () => {
    const estimator = new Share();
    const { document, details } = await estimate(data, {
      ...common,
      estimator: estimator as never,
      select: "training",
    });
    expect(estimator.seen).toBeNull();
    const { scores } = details.chosenOn;
    data.sex.forEach((sex, row) => expect(scores[row]).toBeCloseTo(shareOf(sex), 12));
    const out = predictDecoupled(document, asTable(data, "test"));
    expect(Float64Array.from(out.array("probability") as number[])).toEqual(scores);
  });

  it("may be a function that makes one, have 'clone', or answer with promises or all classes", async () => {
    const made: Share[] = [];
    const asked = await estimate(data, {
      ...common,
      estimator: (() => (made.push(new Share()), made.at(-1))) as never,
    });
    expect(made.length).toBeGreaterThan(2);
    expect(made.at(-1)!.seen).toEqual({ columns: 3, classes: [0, 1], weights: false });
    const cloned = { clone: () => new Share(), fit() {}, predictProbability() {} };
    const other = await estimate(data, { ...common, estimator: cloned as never });
    class Slow extends Share {
      override async predictProbability(x: number[][]) {
        await Promise.resolve();
        return x.map(() => [1 - this.share, this.share]);
      }
    }
    const slow = await estimate(data, { ...common, estimator: new Slow() as never });
    expect(other.details.judgedOn).toEqual(asked.details.judgedOn);
    expect(slow.details.judgedOn).toEqual(asked.details.judgedOn);
    expect(() => predictDecoupled(slow.document, asTable(data, "test"))).toThrow("answers with a promise");
  });

  it("is given weights only where there are some", async () => {
    const made: Share[] = [];
    const estimator = (() => (made.push(new Share()), made.at(-1))) as never;
    await estimate(data, { ...common, cohorts: byRegion, minCohortSize: 80, theta: 0.5, estimator });
    const seen = made.filter((one) => one.seen !== null).map((one) => one.seen!.weights);
    expect(new Set(seen)).toEqual(new Set([true, false]));
    await estimate({ ...data, w: data.skill.map(() => 2) }, { ...common, weights: "w", estimator });
    expect(made.at(-1)!.seen!.weights).toBe(true);
  });

  it("may do regressions and several classes", async () => {
    const mean = {
      value: 0,
      fit(_: number[][], y: number[]) {
        this.value = y.reduce((a, b) => a + b) / y.length;
      },
      predict(x: number[][]) {
        return x.map(() => this.value);
      },
    };
    const { document } = await estimate(data, { ...common, label: "wage", estimator: mean as never });
    expect(document.fit.rmse!).toBeGreaterThan(0);
    const thirds = { fit() {}, predictProbability: (x: number[][]) => x.map(() => [0.2, 0.3, 0.5]) };
    const several = await estimate(data, { ...common, label: "level", estimator: thirds as never });
    expect(new Set(several.details.predictions)).toEqual(new Set([2]));
  });

  it("may not keep what it learns where the cohorts share it", async () => {
    let share = NaN;
    const estimator = {
      fit(_: number[][], y: number[]) {
        share = y.filter((label) => label === 1).length / y.length;
      },
      predictProbability: (x: number[][]) => x.map(() => share),
    };
    await expect(estimate(data, { ...common, estimator: estimator as never })).rejects.toThrow(
      "'estimator' keeps what it learns where all cohorts share it",
    );
  });

  it("cannot be saved, and says so", async () => {
    const { document } = await estimate(data, { ...common, estimator: new Share() as never });
    const saved = JSON.parse(JSON.stringify(document)) as ResultDocument;
    expect(() => predictDecoupled(saved, asTable(data, "test"))).toThrow(
      "which a saved result does not hold; train again",
    );
  });

  it.each([
    ["no 'fit'", { predictProbability() {} }, "'estimator' has no method 'fit'"],
    [
      "no 'predictProbability'",
      { fit() {} },
      "'estimator' has no method 'predictProbability', which classes need",
    ],
    ["a maker of nothing", () => null, "must make an object with 'fit'"],
    [
      "a field that cannot be copied",
      { fit() {}, predictProbability() {}, worker: new WeakMap() },
      "because of its field 'worker'",
    ],
    [
      "a 'fit' that fails",
      {
        fit() {
          throw new Error("singular");
        },
        predictProbability() {},
      },
      "'fit' of 'estimator' failed: singular",
    ],
    [
      "predictions of the wrong length",
      { fit() {}, predictProbability: () => [0.5] },
      "must return an array of",
    ],
    [
      "predictions that are none",
      { fit() {}, predictProbability: (x: number[][]) => x.map(() => 2) },
      "returned 2 in row 1, which is no probability",
    ],
    ["NaN", { fit() {}, predictProbability: (x: number[][]) => x.map(() => NaN) }, "which is no probability"],
    [
      "three probabilities of two",
      { fit() {}, predictProbability: (x: number[][]) => x.map(() => [0, 0, 1]) },
      "must return 2 probabilities a row",
    ],
    [
      "a prediction that fails",
      { fit() {}, predictProbability: async () => Promise.reject(new Error("gone")) },
      "'predictProbability' of 'estimator' failed: gone",
    ],
  ])("is refused for %s", async (_, estimator, sentence) => {
    await expect(estimate(data, { ...common, estimator: estimator as never })).rejects.toThrow(sentence);
  });
});

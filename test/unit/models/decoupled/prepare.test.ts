import { describe, expect, it } from "vitest";
import type { DecoupledOptions } from "../../../../kernel-lib/src/models/decoupled/index.js";
import { applicants, byRegion, bySex, estimate, features } from "./hiring.js";

const data = applicants(300);
const common = { label: "hired", features, cohorts: bySex, bootstraps: 0 };
const score = data.skill.map((s) => 1 / (1 + Math.exp(-s)));
const define = (definitions: Record<string, unknown>) => ({ definitions }) as DecoupledOptions["cohorts"];
const estimatorWithoutWeights = {
  fit(_x: number[][], _y: number[]) {},
  predictProbability: (x: number[][]) => x.map(() => 0.5),
};

describe("decoupled refuses, before any training,", () => {
  it.each<[string, Partial<DecoupledOptions> & { table?: object }, string]>([
    // cohorts
    [
      "a row in two cohorts",
      { cohorts: define({ women: ["sex", "==", "F"], a: ["region", "==", "A"], rest: null }) },
      "is in two cohorts, 'women' and 'a'",
    ],
    [
      "a row in no cohort",
      { cohorts: define({ women: ["sex", "==", "F"] }) },
      "is in no cohort: 'sex' is 'M'; the cohorts are 'women'",
    ],
    [
      "an empty cohort",
      { cohorts: define({ women: ["sex", "==", "F"], others: ["sex", "==", "X"], rest: null }) },
      "cohort 'others' holds no row",
    ],
    [
      "a rest that is not last",
      { cohorts: define({ rest: null, women: ["sex", "==", "F"] }) },
      "must be the last definition",
    ],
    [
      "a malformed definition",
      { cohorts: define({ women: ["sex", "is", "F"], rest: null }) },
      "unknown operator 'is'",
    ],
    [
      "an unknown cohort column",
      { cohorts: { columns: ["gender"] } },
      "names column 'gender', which the table does not have",
    ],
    ["the label as cohort", { cohorts: { columns: ["hired"] } }, "'cohorts' use the label 'hired'"],
    [
      "cohorts of neither kind",
      { cohorts: { column: ["sex"] } as never },
      "must have either 'columns' or 'definitions' (did you mean 'columns'?)",
    ],
    // validity
    [
      "a defined cohort that is too small",
      { cohorts: define({ c: ["region", "==", "C"], rest: null }) },
      "cohort 'c' is too small: it has",
    ],
    [
      "a defined cohort with a rare class",
      { cohorts: bySexDefined(), minorityRate: 0.5 },
      "rarer than 'minorityRate' (50 %)",
    ],
    ["merging that leaves one cohort", { minorityRate: 0.5 }, "merging the 2 cohorts leaves one only"],
    // transfer learning
    ["transfer to a skewed cohort", { minorityRate: 0.5, theta: 0.5 }, "which transfer learning cannot help"],
    [
      "transfer from nowhere",
      { cohorts: byRegion, minCohortSize: 100, theta: 0.5, cohortDistance: 0 },
      "no other cohort's labels are near enough to help it",
    ],
    [
      "theta without folds or default",
      { cohorts: byRegion, minCohortSize: 100, theta: true },
      "is too small to choose 'theta' by cross-validation",
    ],
    ["a theta out of range", { theta: 1.5 }, "'theta' must be between 0 and 1, got 1.5"],
    ["no theta to choose", { theta: [] }, "'theta' is an empty list"],
    [
      "a default theta out of range",
      { theta: true, defaultTheta: -1 },
      "'defaultTheta' must be between 0 and 1, got -1",
    ],
    ["a distance out of range", { cohortDistance: 2 }, "'cohortDistance' must be between 0 and 1, got 2"],
    ["a share out of range", { minCohortShare: NaN }, "'minCohortShare' must be between 0 and 1"],
    ["a lambda out of range", { lambda: 1.1 }, "'lambda' must be between 0 and 1, got 1.1"],
    [
      "a size that is no number of rows",
      { minCohortSize: 1.5 },
      "'minCohortSize' must be a whole number of at least 1",
    ],
    ["a fold size that is none", { minFoldSizeTheta: 0 }, "'minFoldSizeTheta' must be a whole number"],
    ["one fold", { folds: 1 }, "'folds' must be a whole number of at least 2, got 1"],
    ["holding out everything", { heldOut: 1 }, "'heldOut' must be between 0 and 1, got 1"],
    // the label
    [
      "an unknown label",
      { label: "hire" },
      "'label' names column 'hire', which the table does not have (did you mean 'hired'?)",
    ],
    [
      "a label of one value",
      { table: { hired: data.hired.map(() => "no") } },
      "'label' has one value only, 'no'",
    ],
    [
      "a positive class that is none",
      { positive: "Yes" },
      "'positive' is 'Yes', which the label 'hired' never is (did you mean 'yes'?)",
    ],
    ["a regression on text", { task: "regression" }, "but the label 'hired' holds text"],
    [
      "classes without end",
      { label: "wage", task: "classification" },
      'more than the 100 that can be told apart; give task: "regression"',
    ],
    ["a label of dates", { table: { hired: data.hired.map((_, i) => new Date(i)) } }, "which holds dates"],
    [
      "an infinite label",
      { label: "wage", table: { wage: data.wage.map((w, i) => (i === 4 ? Infinity : w)) } },
      "'label' 'wage' is Infinity in row 5",
    ],
    // losses without thresholds
    [
      "a fairness loss of several classes",
      { label: "level", fairnessLoss: "balanced" },
      "'fairnessLoss' needs thresholds, and so two classes, but 'label' has 3 classes; give 'positive' to set one class against the others",
    ],
    [
      "a fairness loss of numbers",
      { label: "wage", fairnessLoss: "balanced" },
      "but 'label' is numeric; cut it into two classes",
    ],
    // features and weights
    [
      "the label among the features",
      { features: ["skill", "hired"] },
      "'features' holds the label 'hired', which cannot explain itself",
    ],
    ["a feature twice", { features: ["skill", "skill"] }, "'features' names column 'skill' twice"],
    ["no features", { features: [] }, "'features' is empty"],
    [
      "an unknown feature",
      { features: ["skil"] },
      "'features' names column 'skil', which the table does not have (did you mean 'skill'?)",
    ],
    [
      "dates among the features",
      { table: { skill: data.skill.map((_, i) => new Date(i)) } },
      "'features' cannot use column 'skill', which holds dates",
    ],
    [
      "a text in every row",
      {
        table: {
          skill: Array.from({ length: 1001 }, (_, i) => `t${i}`),
          sex: Array.from({ length: 1001 }, (_, i) => "MF"[i % 2]),
          school: Array<string>(1001).fill("n"),
          hired: Array.from({ length: 1001 }, (_, i) => i % 3),
          only: true,
        },
      },
      "column 'skill' with 1001 different texts",
    ],
    [
      "weights of 0",
      { weights: "w", table: { w: data.skill.map((_, i) => (i === 2 ? 0 : 1)) } },
      "'weights' must be above 0, but 'w' is 0 in row 3",
    ],
    ["weights among the features", { weights: "skill" }, "'features' holds the weights 'skill'"],
    // estimators
    [
      "logistic regression of numbers",
      { label: "wage", estimator: "logistic" },
      "'estimator' is 'logistic', which is for classes, but 'label' is numeric",
    ],
    [
      "linear regression of classes",
      { estimator: "linear" },
      "'estimator' is 'linear', which is for numbers, but 'label' has classes",
    ],
    [
      "a custom estimator without one",
      { estimator: "custom" },
      "which stands for an object of the analyst's own",
    ],
    [
      "an estimator without weights, for weights",
      { estimator: estimatorWithoutWeights, weights: "w", table: { w: data.skill.map(() => 2) } },
      "'fit' of 'estimator' takes none",
    ],
    [
      "an estimator without weights, for transfer",
      { estimator: estimatorWithoutWeights, theta: 0.5 },
      "'fit' of 'estimator' takes none",
    ],
    // scores
    [
      "scores that are none",
      { score: "skill", features: undefined },
      "'score' holds probabilities, but column 'skill' is",
    ],
    [
      "features beside scores",
      { score: "p" },
      "'features' is for training, but with 'score' no model is trained",
    ],
    [
      "transfer learning of scores",
      { score: "p", features: undefined, theta: 0.5 },
      "'theta' is for training",
    ],
    [
      "scores of several classes",
      { score: "p", features: undefined, label: "level" },
      "'score' needs two classes, but 'label' has 3 classes",
    ],
    [
      "an infinite feature, by its row in the table",
      { table: { skill: data.skill.map((value, row) => (row === 41 ? Infinity : value)) } },
      "'features' needs finite numbers, but column 'skill' holds Infinity in row 42",
    ],
    [
      "an unknown column of weights",
      { weights: "wieght" },
      "'weights' names column 'wieght', which the table",
    ],
    [
      "an unknown column of scores",
      { score: "q", features: undefined },
      "'score' names column 'q', which the table does not have",
    ],
    [
      "holding out too little",
      { select: "held-out", heldOut: 0.001 },
      "is too small to hold out 0.001 of its",
    ],
  ])("%s", async (_, { table, ...options }, sentence) => {
    const columns = table && "only" in table ? omit(table, "only") : { ...data, p: score, ...table };
    await expect(estimate(columns as never, { ...common, ...options } as DecoupledOptions)).rejects.toThrow(
      sentence,
    );
    await expect(estimate(columns as never, { ...common, ...options } as DecoupledOptions)).rejects.toThrow(
      /^decoupled: /,
    );
  });
});

describe("decoupled takes", () => {
  it("an estimator without weights where none are needed", async () => {
    const { document } = await estimate(data, { ...common, estimator: estimatorWithoutWeights });
    expect(document.status).toBe("converged");
    expect(document.config).toMatchObject({ estimator: "custom" });
  });
  it("numbers of two values, and booleans, as classes, the larger being positive", async () => {
    const yes = data.hired.map((label) => label === "yes");
    const { details } = await estimate({ ...data, yes }, { ...common, label: "yes" });
    expect(details.levels).toEqual([0, 1]);
    const turned = await estimate({ ...data, yes }, { ...common, label: "yes", positive: false });
    expect(turned.details.levels).toEqual([1, 0]);
  });
  it("all other columns as features by default, but for dates", async () => {
    const { sex, skill, school, hired } = data;
    const day = skill.map((_, i) => new Date(i));
    const { document } = await estimate(
      { sex, skill, school, hired, day },
      { ...common, features: undefined },
    );
    const terms = new Set(document.tables["coefficients"]!.rows.map(({ term }) => term));
    expect(terms).toEqual(new Set(["Intercept", "skill", "school[north]", "school[south]"]));
    expect(document.warnings.map(({ code }) => code)).toContain("dates-left-out");
  });
});

function bySexDefined() {
  return define({ women: ["sex", "==", "F"], men: ["sex", "==", "M"] });
}

function omit(table: object, name: string): object {
  return Object.fromEntries(Object.entries(table).filter(([column]) => column !== name));
}

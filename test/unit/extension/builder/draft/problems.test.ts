import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Draft, draftOf, problemsOf } from "../../../../../extension/src/builder/draft";
import { trans } from "../../support";
import { draft, models, streets, told } from "../support";

describe("what is still empty", () => {
  it("is told as such, once a field", () => {
    expect(told({ model: "glm" })).toEqual([
      "outcome: Choose a column.",
      "terms: Choose at least one column.",
    ]);
    expect(told({ model: "risk-terrain", outcome: "crimes", sets: {} })).toEqual([
      "sets: Put candidate columns into at least one set.",
    ]);
    const unset = problemsOf({ config: { model: "ols" }, source: null }, null, trans);
    expect(unset.map(({ field, kind }) => `${kind} ${field}`)).toEqual([
      "empty data",
      "empty outcome",
      "empty terms",
    ]);
  });
});

describe("columns in roles", () => {
  const glm = { model: "glm", outcome: "crimes", terms: ["density"] } as const;
  it("must be there, and of the right kind", () => {
    expect(told({ ...glm, outcome: "crime" })).toEqual([
      "outcome: The table has no column ‘crime’; did you mean ‘crimes’?",
    ]);
    expect(told({ ...glm, outcome: "district" })).toEqual([
      "outcome: ‘district’ holds text, and numbers are needed.",
    ]);
    expect(told({ ...glm, terms: ["opened"] })[0]).toMatch(/^terms: ‘opened’ holds dates/);
    expect(told({ ...glm, outcome: "density", family: "poisson" })).toContain(
      "outcome: ‘density’ goes down to -2, and counts are at least 0.",
    );
    expect(told({ ...glm, family: "poisson", exposure: "crimes" })).toEqual([
      "exposure: ‘crimes’ goes down to 0, and must be above 0.",
    ]);
    expect(told({ ...glm, outcome: "kind", family: "binomial" })).toEqual([]);
    expect(told({ ...glm, outcome: "district", family: "binomial" })[0]).toMatch(/has 3 different texts/);
  });

  it("are found under names with signs, in backticks or not, and expressions are left to the model", () => {
    expect(told({ ...glm, terms: ["`calls 311`", "log(length)"], missing: "drop" })).toEqual([]);
    expect(told({ ...glm, terms: ["calls 311"], missing: "drop" })).toEqual([]);
  });

  it("may lack values where the model can leave rows out, which a press does", () => {
    const [problem] = problemsOf(
      draft({ ...glm, family: "poisson", terms: ["`calls 311`"] }),
      streets,
      trans,
    );
    expect(problem).toMatchObject({
      field: "terms",
      message: "‘calls 311’ has no value in 7 rows.",
      mend: { field: "missing", value: "drop" },
    });
    expect(told({ model: "random-forest", outcome: "crimes", features: ["calls 311"] })).toEqual([]);
  });
});

describe("a linear model", () => {
  const glm = { model: "glm", outcome: "crimes", terms: ["density"] } as const;
  it("tells options that do not go together", () => {
    expect(told({ ...glm, exposure: "length" })).toEqual([
      "exposure: An exposure is for counts; an offset works with every family.",
    ]);
    expect(told({ ...glm, errors: "cluster" })).toEqual([
      "cluster: Choose the column that tells which rows belong together.",
    ]);
    expect(told({ ...glm, cluster: "district" })).toEqual([
      "cluster: Clusters are used by clustered standard errors only.",
    ]);
    expect(told({ ...glm, terms: ["crimes"] })).toEqual([
      "terms: ‘crimes’ is the outcome, which cannot explain itself.",
    ]);
    expect(told({ ...glm, outcome: "one" })[0]).toMatch(/same in every row/);
  });

  it("suggests the family of counts and of yes and no", () => {
    expect(told(glm, ["note"])).toEqual(["family: ‘crimes’ looks like counts."]);
    expect(told({ ...glm, outcome: "alc_dis_50" }, ["note"])).toEqual([
      "family: ‘alc_dis_50’ has two values.",
    ]);
    expect(told({ ...glm, family: "gaussian" }, ["note"])).toEqual([]);
  });
});

describe("a risk terrain model", () => {
  const model = { model: "risk-terrain", outcome: "crimes" } as const;
  it("tells what is wrong with a set at the set", () => {
    const sets = { alc: ["alc_dis_50", "crimes", "district"], bars: ["alc_dis_50"], "": ["one"], none: [] };
    expect(told({ ...model, sets })).toEqual([
      "sets.alc: ‘crimes’ is the outcome, which cannot explain itself.",
      "sets.alc: ‘district’ does not hold numbers.",
      "sets.bars: ‘alc_dis_50’ is in the set ‘alc’ too.",
      "sets.: The set needs a name.",
      "sets.: ‘one’ is the same in every row and cannot tell places apart.",
      "sets.none: The set is empty; put a column into it or remove it.",
    ]);
  });

  it("knows longitude and latitude when it sees them", () => {
    const sets = { alc: ["alc_dis_50"] };
    expect(told({ ...model, sets, coordinates: { x: "density", y: "crimes" } })[0]).toMatch(
      /longitude and latitude/,
    );
    expect(told({ ...model, sets, coordinates: { x: "length" } })).toEqual([
      "coordinates.y: Choose a column.",
    ]);
    expect(told({ ...model, sets, shares: [0.1, 2] })).toEqual(["shares: Shares are above 0 and at most 1."]);
  });
});

describe("trajectories", () => {
  const model = { model: "trajectories", id: "unit", time: "year", outcome: "crimes" } as const;
  it("holds families, groups and orders together", () => {
    expect(told(model)).toEqual([]);
    expect(told({ ...model, family: "logit" })[0]).toMatch(/outcome is 0 or 1/);
    expect(told({ ...model, family: "censored-normal" })).toEqual([
      "lower: Give the smallest or the largest possible value, or both.",
    ]);
    expect(told({ ...model, family: "binomial" })[0]).toMatch(/^trials: Choose the column of trials/);
    expect(told({ ...model, exposure: "length" })).toEqual(["exposure: An exposure is for counts."]);
    expect(told({ ...model, groups: 3, order: [1, 2] })).toEqual([
      "order: There are 2 orders for 3 groups; give one for all, or one a group.",
    ]);
    expect(told({ ...model, groups: [2, 3], order: [1, 2] })[0]).toMatch(
      /^order: One order a group needs one number/,
    );
    expect(told({ ...model, order: 5 })).toEqual([
      "order: Order 5 needs at least 6 different times, and ‘year’ has 5.",
    ]);
    expect(told({ ...model, method: "adam", groups: [2, 3] })[0]).toMatch(/^groups: The method adam/);
  });

  it("looks into further outcomes too", () => {
    expect(told({ ...model, also: [{}], dual: { outcome: "crimes" } })).toEqual([
      "dual.outcome: ‘crimes’ has a curve already.",
      "also[0].outcome: Choose a column.",
    ]);
    expect(told({ ...model, later: { outcome: "district" } })).toEqual([
      "later.outcome: ‘district’ holds text, and numbers are needed.",
    ]);
  });
});

describe("decoupled classifiers", () => {
  const model = { model: "decoupled", label: "kind", cohorts: { columns: ["district"] } } as const;
  it("tells what does not fit the outcome", () => {
    expect(told(model)).toEqual([]);
    expect(told({ ...model, positive: "cornr" })).toEqual(["positive: The outcome ‘kind’ is never ‘cornr’."]);
    expect(told({ ...model, label: "crimes", fairnessLoss: "balanced" })[0]).toMatch(
      /^fairnessLoss: .*numeric/,
    );
    expect(told({ ...model, estimator: "linear" })[0]).toMatch(
      /^estimator: Linear regression is for numbers/,
    );
    expect(told({ ...model, score: "alc_dis_50", features: ["crimes"] })[0]).toMatch(
      /^features: With ready-made/,
    );
    expect(told({ ...model, cohorts: { columns: ["kind"] } })[0]).toMatch(
      /^cohorts: Cohorts cannot use the outcome/,
    );
  });

  it("tells what is wrong with a definition at its cohort", () => {
    const definitions = { rest: null, young: ["age", "<", 25], new: ["", "==", []] };
    expect(told({ ...model, cohorts: { definitions } })).toEqual([
      "cohorts.definitions.young: The table has no column ‘age’.",
      "cohorts.definitions.rest: “Everyone else” must be the last cohort.",
      "cohorts.definitions.new: Choose a column and a value in each line.",
    ]);
  });
});

describe("forests", () => {
  it("keep each column to one part", () => {
    const forest = { model: "random-forest", outcome: "crimes", features: ["density", "crimes"] } as const;
    expect(told(forest)).toEqual(["features: ‘crimes’ is the outcome, which cannot explain itself."]);
    expect(told({ ...forest, features: ["density"], conformalByGroup: true, categories: ["year"] })).toEqual([
      "conformalByGroup: Choose the column of the groups first.",
      "categories: ‘year’ is not among the columns that the forest reads.",
    ]);
    const hierarchical = { model: "hierarchical-forest", outcome: "kind", protected: "district" } as const;
    expect(told({ ...hierarchical, proxies: ["district"], covariates: ["district"] })).toEqual([
      "proxies: The protected class cannot estimate itself.",
      "covariates: The protected class must never be a covariate.",
    ]);
  });
});

describe("problemsOf", () => {
  it("stands any config", () => {
    const value = fc.jsonValue();
    const fields = fc.dictionary(
      fc.constantFrom("outcome", "terms", "sets", "cohorts", "groups", "order", "also", "dual", "later", "features", "ordered", "coordinates", "theta", "shares", "classWeights", "label", "id"), // prettier-ignore
      value as fc.Arbitrary<unknown>,
    );
    fc.assert(
      fc.property(fc.constantFrom(...models), fields, (model, config) => {
        for (const { message } of problemsOf(draft({ ...config, model }), streets, trans)) {
          expect(message).toMatch(/\S/);
        }
      }),
    );
  });
});

describe("a config that the form could not open again", () => {
  const features = (count: number) => ({
    model: "random-forest" as const,
    outcome: "crimes",
    features: Array.from({ length: count }, (_, k) => `x${k}`),
  });
  const said = (config: Draft["config"]) => told(config, ["note"]).join("\n");

  it("is told of, and may run", () => {
    expect(said(features(10_001))).toMatch(/could not open this config again.*more than 10,000 entries/);
    const zips = Array.from({ length: 2000 }, (_, k) => `${k}`);
    const definitions = { a: ["district", "==", zips] };
    expect(said({ model: "decoupled", label: "kind", cohorts: { definitions } })).toMatch(
      /cohorts are longer/,
    );
    expect(told(features(10_001), ["wrong"]).join("\n")).not.toMatch(/open this config/);
  });

  it("has room for a table of thousands of features", () => {
    expect(said(features(9_900))).not.toMatch(/open this config/);
    expect(() => draftOf(features(9_900), [])).not.toThrow();
  });
});

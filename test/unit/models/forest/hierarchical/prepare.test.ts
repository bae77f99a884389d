import { describe, expect, test } from "vitest";
import type { HierarchicalForestOptions } from "../../../../../kernel-lib/src/models/forest/hierarchical/index.js";
import { estimate } from "./support.js";

const table = {
  street: ["x", "y", "x", "y", "y", "x"],
  dark: [1, 2, 3, 4, 5, 6],
  race: ["A", "B", "A", "B", "A", "B"],
  same: ["A", "A", "A", "A", "A", "A"],
  gaps: ["A", null, "B", null, "A", "B"],
  flag: [0, 1, 0, 1, 0, 1],
  age: [31, 22, 40, 35, 28, 60],
  y: [1, 2, 2, 3, 5, 4],
  holes: [1, NaN, 3, 4, NaN, 6],
  nothing: [null, null, null, null, null, null],
  w: [1, 1, 1, 1, 1, -1],
  when: Array.from({ length: 6 }, (_, day) => new Date(2020, 0, day + 1)),
};
const base: HierarchicalForestOptions = {
  ...{ outcome: "y", protected: "race", proxies: ["street"], covariates: ["dark"], trees: 5 },
};

const refused: [Partial<HierarchicalForestOptions>, string][] = [
  [{ outcome: "yy" }, "'outcome' names column 'yy', which the table does not have (did you mean 'y'?)"],
  [
    { protected: "rase" },
    "'protected' names column 'rase', which the table does not have (did you mean 'race'?)",
  ],
  [
    { proxies: ["stret"] },
    "'proxies' names column 'stret', which the table does not have (did you mean 'street'?)",
  ],
  [
    { covariates: ["drak"] },
    "'covariates' names column 'drak', which the table does not have (did you mean 'dark'?)",
  ],
  [{ proxies: [] }, "'proxies' is empty; name at least one column that 'race' can be estimated from"],
  [{ proxies: ["street", "street"] }, "'proxies' names column 'street' twice"],
  [{ proxies: ["race"] }, "'proxies' holds the protected class 'race', which cannot estimate itself"],
  [{ proxies: ["y"] }, "'proxies' holds the outcome 'y', which cannot explain itself"],
  [
    { covariates: ["race"] },
    "'covariates' holds the protected class 'race', which must never be a covariate",
  ],
  [{ covariates: ["y"] }, "'covariates' holds the outcome 'y', which cannot explain itself"],
  [{ protected: "y" }, "'protected' and 'outcome' are both column 'y'"],
  [{ protected: "same" }, "the protected class 'same' is 'A' in every row, so there is nothing to estimate"],
  [{ protected: "nothing" }, "'protected' names column 'nothing', which is missing in every row"],
  [{ protected: "when" }, "'protected' cannot use column 'when', which holds dates"],
  [{ proxies: ["street", "nothing"] }, "'proxies' names column 'nothing', which is missing in every row"],
  [{ covariates: ["nothing"] }, "'covariates' names column 'nothing', which is missing in every row"],
  [{ outcome: "nothing" }, "'outcome' names column 'nothing', which is missing in every row"],
  [
    { outcome: "holes" },
    "column 'holes' is missing in row 2, and 1 more row lacks the outcome, the protected class or the weight; give missing: \"drop\"",
  ],
  [{ protected: "gaps" }, "column 'gaps' is missing in row 2, and 1 more row lacks"],
  [{ weights: "w" }, "'weights' must be at least 0, but 'w' is -1 in row 6"],
  [{ variablesPerSplit: 9 }, "'variablesPerSplit' must be a share below 1 or a whole number from 1 to 2"],
  [{ categories: ["age"] }, "'categories' names column 'age', which is neither a proxy nor a covariate"],
  [{ ordered: { age: ["x"] } }, "'ordered' names column 'age', which is neither a proxy nor a covariate"],
  [{ reference: "C" }, "'reference' is 'C', which 'race' does not hold"],
  [
    { protected: "age", reference: "C" },
    "'reference' names a class, but the protected column 'age' is a number",
  ],
  [{ protected: "age", conformalByGroup: true }, "'conformalByGroup' needs 'groups'"],
  [
    { partialDependence: ["street"] },
    "'partialDependence' names column 'street', which the top forest does not read",
  ],
  [{ classWeights: "balanced" }, "'classWeights' need an outcome of classes"],
];

test.each(refused)("%j is refused in one sentence", async (options, message) => {
  const failed = estimate(table, { ...base, ...options });
  await expect(failed).rejects.toThrow(`hierarchicalForest: ${message}`);
  await expect(failed).rejects.toHaveProperty("name", "InputError");
});

test("a table of one row is refused", async () => {
  const one = Object.fromEntries(Object.entries(table).map(([name, values]) => [name, values.slice(0, 1)]));
  await expect(estimate(one, base)).rejects.toThrow("a forest needs at least 2 rows, and the table has 1");
});

test("a covariate called like an estimate is refused", async () => {
  await expect(
    estimate({ ...table, "P(race = B)": table.dark }, { ...base, covariates: ["P(race = B)"] }),
  ).rejects.toThrow("column 'P(race = B)' has the name that the estimated class is given; rename it");
});

describe("what is read", () => {
  test("rows without a class or an outcome are left out when asked, with a warning", async () => {
    const { document, details } = await estimate(table, {
      ...base,
      protected: "gaps",
      outcome: "holes",
      missing: "drop",
    });
    expect(Array.from(details.kept!)).toEqual([0, 2, 5]);
    expect(document.fit.nObs).toBe(3);
    expect(document.warnings.find(({ code }) => code === "missing-dropped")!.message).toContain(
      "3 of 6 rows were left out: column 'holes' is missing in row 2",
    );
  });

  test("numbers of two values are classes, others a number, unless they are listed as categories", async () => {
    const levels = async (options: Partial<HierarchicalForestOptions>) =>
      (await estimate(table, { ...base, ...options })).details.levels;
    expect(await levels({ protected: "flag" })).toEqual(["0", "1"]);
    expect(await levels({ protected: "age" })).toBeNull();
    expect(await levels({ protected: "age", categories: ["age"] })).toEqual([
      "22",
      "28",
      "31",
      "35",
      "40",
      "60",
    ]);
  });

  test("covariates are all other columns by default, and may be none", async () => {
    const { street, dark, race, y, w } = table;
    const { details } = await estimate({ street, dark, race, y, w }, { ...base, covariates: undefined });
    expect(details.top!.features.recipe.map(({ name }) => name)).toEqual(["dark", "w", "P(race = B)"]);
    const alone = await estimate(table, { ...base, covariates: [] });
    expect(alone.details.top!.features.recipe.map(({ name }) => name)).toEqual(["P(race = B)"]);
    expect(alone.details.naive!.features.recipe.map(({ name }) => name)).toEqual(["race"]);
  });
});

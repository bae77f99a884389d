import { describe, expect, it } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { glm, ols } from "./support.js";

const data = {
  crimes: [0, 2, 1, 4, 0, 3, 7, 1],
  bars: [1, 2, 0, 5, 1, 3, 6, 2],
  area: [2, 3, 1.5, 4, 2, 2.5, 5, 3],
  district: ["a", "b", "a", "b", "a", "b", "a", "b"],
};
const poisson = { outcome: "crimes", terms: ["bars"], family: "poisson" } as const;

describe("bad input is refused in one sentence", () => {
  const cases: [string, object, object, RegExp][] = [
    [
      "a misspelt outcome",
      {},
      { ...poisson, outcome: "crmes" },
      /^glm: 'outcome' names column 'crmes'.*did you mean 'crimes'/,
    ],
    ["a misspelt term", {}, { ...poisson, terms: ["bar"] }, /^glm: 'terms'.*'bar'.*did you mean 'bars'/],
    [
      "text as the outcome",
      {},
      { ...poisson, outcome: "district" },
      /^glm: 'outcome' needs numbers.*'district' holds text/,
    ],
    ["a misspelt weight", {}, { ...poisson, weights: "aera" }, /^glm: 'weights'.*'aera'.*'area'/],
    [
      "a misspelt cluster",
      {},
      { ...poisson, errors: "cluster", cluster: "districts" },
      /^glm: 'cluster'.*did you mean 'district'/,
    ],
    ["a misspelt offset", {}, { ...poisson, offset: "log(aera)" }, /^glm: 'offset'.*'aera'.*'area'/],
    [
      "negative counts",
      { crimes: [0, 2, 1, -4, 0, 3, 7, 1] },
      poisson,
      /^glm: a poisson outcome counts, but 'crimes' is negative: -4 in row 4$/,
    ],
    [
      "fractional counts",
      { crimes: [0, 2, 1.5, 4, 0, 3, 7, 1] },
      { ...poisson, family: "negative-binomial" },
      /is not whole: 1.5 in row 3$/,
    ],
    [
      "no events at all",
      { crimes: [0, 0, 0, 0, 0, 0, 0, 0] },
      poisson,
      /^glm: the outcome 'crimes' is 0 in every row/,
    ],
    [
      "a binomial outcome beyond 0 and 1",
      {},
      { ...poisson, family: "binomial" },
      /^glm: a binomial outcome is 0 or 1, but 'crimes' is 2 in row 2/,
    ],
    [
      "shares above 1",
      { crimes: [0, 0.5, 1.25, 1, 0, 1, 0, 1] },
      { ...poisson, family: "binomial", weights: "area" },
      /'crimes' is 1.25 in row 3$/,
    ],
    [
      "a binomial outcome that never varies",
      { crimes: [1, 1, 1, 1, 1, 1, 1, 1] },
      { ...poisson, family: "binomial" },
      /is 1 in every row/,
    ],
    [
      "text of three values",
      { kind: ["x", "y", "z", "x", "y", "z", "x", "y"] },
      { ...poisson, outcome: "kind", family: "binomial" },
      /has two values, but 'kind' has 3 \('x', 'y', 'z'\)/,
    ],
    [
      "an outcome that never varies",
      { crimes: [3, 3, 3, 3, 3, 3, 3, 3] },
      { ...poisson, family: "gaussian" },
      /'crimes' is 3 in every row/,
    ],
    [
      "missing values",
      { bars: [1, NaN, 0, 5, NaN, 3, 6, 2] },
      poisson,
      /^glm: column 'bars' has 2 missing values \(first in row 2\); give missing: "drop"/,
    ],
    [
      "missing values in two columns",
      { bars: [1, NaN, 0, 5, 1, 3, 6, 2], crimes: [NaN, 2, 1, 4, 0, 3, NaN, 1] },
      poisson,
      /^glm: columns 'crimes' \(2\), 'bars' \(1\) have missing values/,
    ],
    ["a constant column", { bars: [2, 2, 2, 2, 2, 2, 2, 2] }, poisson, /'bars'.*is 2 in every row/],
    [
      "a copied column",
      { copy: [1, 2, 0, 5, 1, 3, 6, 2] },
      { ...poisson, terms: ["bars", "copy"] },
      /^glm: column 'copy' is a multiple of 'bars', so the coefficients are not determined$/,
    ],
    [
      "a sum of columns",
      { sum: [3, 5, 1.5, 9, 3, 5.5, 11, 5] },
      { ...poisson, terms: ["bars", "area", "sum"] },
      /^glm: column 'sum' is a combination of 'bars' and 'area'/,
    ],
    [
      "a shifted column",
      { shifted: [101, 102, 100, 105, 101, 103, 106, 102] },
      { ...poisson, terms: ["bars", "shifted"] },
      /^glm: column 'shifted' is a combination of 'bars' and the intercept/,
    ],
    [
      "more columns than rows",
      {},
      { ...poisson, terms: ["poly(bars, 4)", "poly(area, 5)"] },
      /^glm: .*more than the 8 rows/,
    ],
    [
      "the outcome among the terms",
      {},
      { ...poisson, terms: ["crimes", "bars"] },
      /'terms' holds the outcome 'crimes'/,
    ],
    [
      "an exposure of zero",
      { area: [2, 3, 0, 4, 2, 2.5, 5, 3] },
      { ...poisson, exposure: "area" },
      /^glm: 'exposure' must be above 0, but 'area' is 0 in row 3$/,
    ],
    [
      "a negative weight",
      { area: [2, 3, 1, 4, 2, -2.5, 5, 3] },
      { ...poisson, weights: "area" },
      /^glm: 'weights' must be above 0, but 'area' is -2.5 in row 6$/,
    ],
    [
      "the logarithm of zero as offset",
      { area: [2, 3, 0, 4, 2, 2.5, 5, 3] },
      { ...poisson, offset: "log(area)" },
      /^glm: 'offset'.*row 3/,
    ],
    [
      "an exposure for a mean",
      {},
      { ...poisson, family: "gaussian", exposure: "area" },
      /^glm: 'exposure' is for counts/,
    ],
    [
      "clusters that are not named",
      {},
      { ...poisson, errors: "cluster" },
      /^glm: 'errors' is 'cluster', which needs 'cluster'/,
    ],
    [
      "clusters that are not used",
      {},
      { ...poisson, cluster: "district" },
      /^glm: 'cluster' is given, but 'errors' is 'classical'/,
    ],
    [
      "the outcome inside the offset",
      {},
      { ...poisson, offset: "log1p(crimes)" },
      /^glm: 'offset' holds the outcome 'crimes'/,
    ],
    [
      "almost a copy",
      { copy: [1, 2, 0, 5, 1, 3, 6, 2 + 1e-8] },
      { ...poisson, terms: ["bars", "copy"] },
      /^glm: column 'copy' is a multiple of 'bars' to 8 digits, so the coefficients are not determined$/,
    ],
    [
      "one row left",
      { crimes: [NaN, NaN, NaN, 5, NaN, NaN, NaN, NaN] },
      { ...poisson, terms: ["1"], missing: "drop" },
      /^glm: one row of 8 is left without missing values, and a model needs at least two$/,
    ],
    [
      "a single cluster",
      { district: Array(8).fill("a") },
      { ...poisson, errors: "cluster", cluster: "district" },
      /^glm: 'cluster' needs at least two clusters/,
    ],
  ];

  it.each(cases)("%s", async (_, change, options, message) => {
    const failed = await glm({ ...data, ...change } as never, options as never).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(InputError);
    expect((failed as Error).message).toMatch(message);
    expect((failed as Error).message).not.toContain("\n");
  });

  it("an empty table and a table of one row", async () => {
    await expect(ols({ y: [], x: [] }, { outcome: "y", terms: ["x"] })).rejects.toThrow(
      /^ols: the table has no rows/,
    );
    for (const terms of [["x"], ["1"]]) {
      await expect(ols({ y: [1], x: [2] }, { outcome: "y", terms })).rejects.toThrow(
        /^ols: the table has one row, and a model needs at least two$/,
      );
      await expect(glm({ y: [1], x: [2] }, { outcome: "y", terms, family: "poisson" })).rejects.toThrow(
        /^glm: the table has one row/,
      );
    }
  });
});

describe("missing: drop", () => {
  it("gives the fit of the complete rows, and says how many were left out", async () => {
    const bars = [1, NaN, 0, 5, 1, 3, 6, 2];
    const kept = data.crimes.map((_, i) => i).filter((i) => !Number.isNaN(bars[i]) && i !== 6);
    const crimes = data.crimes.map((v, i) => (i === 6 ? NaN : v));
    const one = await glm({ ...data, bars, crimes }, { ...poisson, missing: "drop", exposure: "area" });
    const pick = <T>(values: T[]) => kept.map((i) => values[i]!);
    const two = await glm(
      { crimes: pick(crimes), bars: pick(bars), area: pick(data.area) },
      { ...poisson, exposure: "area" },
    );
    expect(one.document.tables).toEqual(two.document.tables);
    expect(one.document.fit).toEqual(two.document.fit);
    expect(one.document.warnings[0]).toEqual({
      code: "missing-dropped",
      message: "2 of 8 rows were left out: columns 'crimes' (1), 'bars' (1) have missing values.",
    });
    expect(one.document.provenance.rows).toBe(8);
  });
});

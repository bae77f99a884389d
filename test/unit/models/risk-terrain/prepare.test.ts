import { describe, expect, test } from "vitest";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { prepare } from "../../../../kernel-lib/src/models/risk-terrain/prepare.js";
import { estimate, type Options } from "./places.js";

const table = {
  y: [0, 2, 1, 0, 3, 1],
  always: [1, 0, 1, 0, 0, 1],
  two: [2, 2, 2, 2, 2, 2],
  near: [1, 0, 1, 0, 1, 0],
  dense: [0, 1, 1, 0, 1, 0],
  twin: [0, 1, 1, 0, 1, 0],
  calm: [0, 0, 0, 1, 0, 0],
  busy: [0, 1, 1, 0, 1, 1],
  flat: [1, 1, 1, 1, 1, 1],
  gone: [NaN, NaN, NaN, NaN, NaN, NaN],
  holes: [1, NaN, 0, 1, NaN, 0],
  minus: [0, 2, -1, 0, 3, 1],
  half: [0, 2, 0.5, 0, 3, 1],
  none: [0, 0, 0, 0, 0, 0],
  area: [1, 2, 3, 0, 1, 2],
  name: ["a", "b", "c", "d", "e", "f"],
  lon: [-77.1, -77, -76.9, -77.01, -77.02, -77.03],
  lat: [38.9, 38.8, 38.7, 38.91, 38.92, 38.93],
};
const base: Options = { outcome: "y", sets: { metro: ["near"] } };

describe("bad input is one sentence", () => {
  test.for<[string, Partial<Options>, string]>([
    [
      "a misspelt candidate",
      { sets: { metro: ["naer"] } },
      "riskTerrain: 'sets.metro' names column 'naer', which the table does not have (did you mean 'near'?)",
    ],
    [
      "a misspelt outcome",
      { outcome: "crime" },
      "riskTerrain: 'outcome' names column 'crime', which the table does not have",
    ],
    ["no sets", { sets: {} }, "riskTerrain: 'sets' is empty; name at least one set of candidate columns"],
    [
      "an empty set",
      { sets: { metro: [] } },
      "riskTerrain: 'sets.metro' is empty; name at least one candidate column",
    ],
    [
      "a column in two sets",
      { sets: { metro: ["near"], bars: ["dense", "near"] } },
      "riskTerrain: column 'near' is in two sets, 'metro' and 'bars'",
    ],
    [
      "a column twice in a set",
      { sets: { metro: ["near", "near"] } },
      "riskTerrain: 'sets.metro' names column 'near' twice",
    ],
    [
      "a candidate that is always in",
      { always: ["near"] },
      "riskTerrain: column 'near' is both in 'always' and in 'sets.metro'",
    ],
    [
      "a set named like an always column",
      { always: ["always"], sets: { always: ["near"] } },
      "riskTerrain: the set 'always' has the name of a column in 'always'; call it something else",
    ],
    [
      "the outcome as a candidate",
      { sets: { metro: ["y"] } },
      "riskTerrain: 'sets.metro' holds the outcome 'y', which cannot explain itself",
    ],
    [
      "a constant candidate",
      { sets: { metro: ["near", "flat"] } },
      "riskTerrain: 'sets.metro' names column 'flat', which is 1 in every row and so cannot tell places apart",
    ],
    [
      "an all-missing candidate",
      { sets: { metro: ["gone"] } },
      "riskTerrain: 'sets.metro' names column 'gone', which is missing in every row",
    ],
    [
      "missing values",
      { sets: { metro: ["holes"] } },
      "riskTerrain: column 'holes' has 2 missing values (first in row 2); give missing: \"drop\" to leave those rows out",
    ],
    [
      "text as a candidate",
      { sets: { metro: ["name"] } },
      "riskTerrain: 'sets.metro' needs numbers, but column 'name' holds text, for example 'a' in row 1",
    ],
    [
      "negative counts",
      { outcome: "minus" },
      "riskTerrain: 'outcome' counts crimes, but 'minus' is negative: -1 in row 3",
    ],
    [
      "fractional counts",
      { outcome: "half" },
      "riskTerrain: 'outcome' counts crimes, but 'half' is not whole: 0.5 in row 3",
    ],
    [
      "no crime at all",
      { outcome: "none" },
      "riskTerrain: the outcome 'none' is 0 in every row, so no rate can be estimated",
    ],
    [
      "an exposure of zero",
      { exposure: "area" },
      "riskTerrain: 'exposure' must be above 0, but 'area' is 0 in row 4",
    ],
    ["an area of zero", { area: "area" }, "riskTerrain: 'area' must be above 0, but 'area' is 0 in row 4"],
    ["a share above 1", { shares: [0.1, 10] }, "riskTerrain: 'shares' must be above 0 and at most 1, got 10"],
    [
      "degrees for metres",
      { coordinates: { x: "lon", y: "lat" } },
      "riskTerrain: 'coordinates' look like longitude and latitude; they must be planar metres, so project them first",
    ],
    [
      "dependent always columns",
      { always: ["two", "always", "flat"] },
      "riskTerrain: 'always' names column 'flat', which the columns before it determine",
    ],
    [
      "an always column of zeros",
      { always: ["none"] },
      "riskTerrain: 'always' names column 'none', which is 0 in every row",
    ],
  ])("%s", ([, change, message]) => {
    expect(() => prepare(asTable(table, "test"), { ...base, ...change })).toThrow(
      expect.objectContaining({ name: "InputError", message }),
    );
  });

  test("more sets than rows", () => {
    const many = { y: [1, 2], a: [0, 1], b: [1, 0], c: [1, 3] };
    const options = { outcome: "y", sets: { a1: ["a"], b1: ["b"], c1: ["c"] } };
    expect(() => prepare(asTable(many, "test"), options)).toThrow(
      "riskTerrain: there are more sets (3) than rows (2)",
    );
  });
});

describe("what is odd but can be fitted is warned of", () => {
  const codes = async (options: Partial<Options>) =>
    (await estimate(table, { ...base, ...options })).document.warnings.map(
      ({ code, message }) => [code, message] as const,
    );

  test("rows left out for missing values", async () => {
    const found = await codes({ sets: { metro: ["holes"] }, missing: "drop" });
    expect(found[0]).toEqual([
      "missing-dropped",
      "2 of 6 rows were left out: column 'holes' has 2 missing values (first in row 2).",
    ]);
  });

  test("two candidates that are one column", async () => {
    const found = new Map(await codes({ sets: { bars: ["dense"], shops: ["twin"] } }));
    expect(found.get("duplicate-columns")).toContain("'twin' = 'dense'");
  });

  test("a next period without any crime, by which nothing can be judged", async () => {
    const found = await codes({ nextOutcome: "none" });
    expect(found.map(([code]) => code)).toContain("next-outcome-empty");
  });

  test("a numeric candidate that is nowhere 0 holds every crime and separates nothing", async () => {
    const far = [310, 40, 120, 250, 20, 90];
    const { document } = await estimate({ ...table, far }, { ...base, sets: { metro: ["far", "near"] } });
    expect(document.warnings.map(({ code }) => code)).not.toContain("separation");
  });

  test("a candidate without any crime, which is never chosen", async () => {
    const { document } = await estimate(table, { ...base, sets: { metro: ["calm"] }, criterion: "deviance" });
    expect(document.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["no-crime", "set-dropped"]),
    );
    expect(document.tables.coefficients!.rows).toHaveLength(1);
  });

  test("a candidate with every crime: its standard error is not printed as if it meant something", async () => {
    const { document } = await estimate(table, { ...base, sets: { metro: ["busy"] }, criterion: "deviance" });
    expect(document.warnings.map(({ code }) => code)).toContain("separation");
    const row = document.tables.coefficients!.rows.find(({ term }) => term === "busy")!;
    expect(row.estimate).toBeGreaterThan(5);
    expect(row.stdError).toBeNull();
    // The limit of the likelihood: crimes at the rate of the units that have them, and none elsewhere.
    const rate = 7 / 4;
    const logLik =
      [2, 1, 3, 1].reduce((sum, y) => sum + y * Math.log(rate) - rate, 0) - Math.log(2) - Math.log(6);
    expect(document.fit.logLik).toBeCloseTo(logLik, 5);
  });
});

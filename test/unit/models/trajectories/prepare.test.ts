import { describe, expect, it } from "vitest";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import {
  buildModel,
  type TrajectoriesOptions,
} from "../../../../kernel-lib/src/models/trajectories/prepare.js";

const persons = 6;
const rows = Array.from({ length: persons * 4 }, (_, row) => {
  const [i, time] = [Math.floor(row / 4), row % 4];
  return {
    id: `p${i}`,
    time,
    y: (3 * i + time) % 5,
    z: (i + time) % 2,
    share: 0.1 + ((i + time) % 7) / 10,
    age: 20 + i,
    weight: 1 + (i % 2),
    w: Math.sin(row),
    trials: 6,
    exposure: 1 + (row % 3),
    still: 2,
  };
});
type Row = (typeof rows)[number];
const tableOf = (change: (row: Row, index: number) => object = () => ({})) =>
  asTable(
    rows.map((row, index) => ({ ...row, ...change(row, index) })),
    "test",
  );
const options = { id: "id", time: "time", outcome: "y", order: 1 } satisfies TrajectoriesOptions;
const build = (more: Partial<TrajectoriesOptions> = {}, table = tableOf()) =>
  buildModel(table, { ...options, ...more });

describe("buildModel refuses, in one sentence,", () => {
  it.each<[string, Partial<TrajectoriesOptions>, ReturnType<typeof tableOf> | undefined, RegExp]>([
    [
      "an unknown id",
      { id: "person" },
      undefined,
      /'id' names column 'person', which the table does not have/,
    ],
    ["an unknown outcome", { outcome: "yy" }, undefined, /'outcome' names column 'yy'.*did you mean 'y'/],
    ["more groups than persons", { groups: 7 }, undefined, /more groups \(7\) than persons \(6\)/],
    ["no groups", { groups: 0 }, undefined, /'groups' must be a whole number of at least 1, got 0/],
    ["a list of groups", { groups: [1, 2] }, undefined, /one model has one number of 'groups'/],
    ["a constant outcome", { outcome: "still" }, undefined, /'still' is 2 in every row/],
    [
      "counts of nothing",
      { family: "poisson" },
      tableOf(() => ({ y: 0 })),
      /'y' is 0 in every row, so no rate can be estimated/,
    ],
    [
      "fractional counts",
      { family: "poisson", outcome: "share" },
      undefined,
      /counts, but 'share' is not whole: 0.1 in row 1/,
    ],
    [
      "negative counts",
      { family: "zip" },
      tableOf((_, index) => (index === 2 ? { y: -1 } : {})),
      /counts, but 'y' is negative: -1 in row 3/,
    ],
    [
      "a logit of counts",
      { family: "logit" },
      undefined,
      /a logit's outcome is 0 or 1, but 'y' is 2 in row 3/,
    ],
    [
      "a beta outcome of 0",
      { family: "beta", outcome: "z" },
      undefined,
      /between 0 and 1, both left out, but 'z' is 0 in row 1/,
    ],
    [
      "outcomes beyond a limit",
      { family: "censored-normal", upper: 3 },
      undefined,
      /'y' is above 'upper' \(3\): 4 in row/,
    ],
    [
      "limits the wrong way round",
      { family: "censored-normal", lower: 3, upper: 1 },
      undefined,
      /'lower' \(3\) must be below 'upper' \(1\)/,
    ],
    ["limits of counts", { family: "poisson", upper: 3 }, undefined, /'upper' is for the censored normal/],
    [
      "exposure of a logit",
      { family: "logit", outcome: "z", exposure: "exposure" },
      undefined,
      /'exposure' is for counts/,
    ],
    [
      "exposure of 0",
      { family: "poisson", exposure: "time" },
      undefined,
      /'exposure' must be above 0, but 'time' is 0 in row 1/,
    ],
    ["a binomial without trials", { family: "binomial" }, undefined, /needs 'trials'/],
    [
      "more successes than trials",
      { family: "binomial", trials: "exposure" },
      undefined,
      /more than its trials: 3 of 1 in row 4/,
    ],
    [
      "a person twice at a time",
      {},
      tableOf((row) => (row.id === "p2" && row.time === 3 ? { time: 1 } : {})),
      /'id' p2 has two rows at 'time' 1 \(rows 10 and 12\)/,
    ],
    ["a time that never varies", { id: "age", time: "still" }, undefined, /has two rows at 'still' 2/],
    [
      "a time that never varies, one row a person",
      { groups: 2 },
      asTable(
        rows.slice(0, 8).map((row, i) => ({ ...row, id: i, time: 3 })),
        "test",
      ),
      /the time 'time' is 3 in every row/,
    ],
    ["an order beyond the waves", { order: 4 }, undefined, /'order' is 4, but 'time' has 4 different values/],
    ["half an order", { order: 2.5 }, undefined, /'order' must be whole numbers from 0 to 5, got 2.5/],
    ["orders for other groups", { order: [1, 2, 1] }, undefined, /'order' has 3 numbers for 2 groups/],
    ["too few knots' worth", { curve: "b-spline", order: 2 }, undefined, /cubic B-spline, at least 3, got 2/],
    [
      "membership that varies over time",
      { membership: ["w"] },
      undefined,
      /constant within a person, but 'w' differs between rows 1 and 2/,
    ],
    ["membership by the outcome", { membership: ["y"] }, undefined, /'membership' holds the outcome 'y'/],
    [
      "covariates that hold the outcome",
      { covariates: ["y"] },
      undefined,
      /'covariates' holds the outcome 'y'/,
    ],
    [
      "covariates that follow from time",
      { covariates: ["log(exposure)", "later"] },
      tableOf((row) => ({ later: 3 * row.time + 1990 })),
      /in 'covariates', the column 'later' follows from 'Linear' exactly/,
    ],
    [
      "membership columns of which one is a sum",
      { membership: ["age", "weight", "both"] },
      tableOf((row) => ({ both: row.age + row.weight })),
      /in 'membership', the column 'both' is a combination of 'age' and 'weight'/,
    ],
    [
      "covariates of a later outcome that say the same",
      { later: { outcome: "final", covariates: ["age", "born"] } },
      tableOf((row) => ({ born: 2020 - row.age, final: (7 * row.age) % 4 })),
      /in 'later.covariates', the column 'born' follows from 'age' exactly/,
    ],
    [
      "a censored normal without limits",
      { family: "censored-normal" },
      undefined,
      /needs 'lower', 'upper' or both/,
    ],
    [
      "a spread for each group of counts",
      { family: "poisson", sigma: "separate" },
      undefined,
      /'sigma' is for families with a spread of their own, and the family is 'poisson'/,
    ],
    [
      "weights that vary over time",
      { weights: "exposure" },
      undefined,
      /'weights' must be constant within a person/,
    ],
    ["weights of 0", { weights: "time" }, undefined, /'weights' must be above 0, but 'time' is 0 in row 1/],
    ["the same column twice", { outcome: "time" }, undefined, /'time' and 'outcome' are the same column/],
    [
      "missing values",
      {},
      tableOf((_, index) => (index === 5 ? { y: NaN } : {})),
      /column 'y' has 1 missing value \(first in row 6\); give missing: "drop"/,
    ],
  ])("%s", (_, more, table, message) => {
    expect(() => build(more, table)).toThrow(message);
    expect(() => build(more, table)).toThrow(InputError);
  });
});

describe("buildModel", () => {
  it("leaves rows without an outcome out where asked, and says so", () => {
    const table = tableOf((row, index) => (index === 5 || row.id === "p3" ? { y: NaN } : {}));
    const { people, observations, warnings } = build({ missing: "drop" }, table);
    expect(people.ids).toEqual(["p0", "p1", "p2", "p4", "p5"]);
    expect(observations).toBe(19);
    expect(warnings[0]!.message).toBe(
      "5 of 24 rows were left out: column 'y' has 5 missing values (first in row 6).",
    );
  });

  it("keeps a row for the outcomes it has", () => {
    const table = tableOf((_, index) => (index < 3 ? { w: NaN } : {}));
    const { model, observations, people } = build(
      { missing: "drop", also: [{ outcome: "w", order: 0 }] },
      table,
    );
    expect(people.order).toHaveLength(24);
    expect(observations).toBe(24 + 21);
    expect(model.components.map(({ observations: own }) => own)).toEqual([24, 21]);
  });

  it("orders each person's rows by time", () => {
    const table = asTable(rows.toReversed(), "test");
    const { people } = build({}, table);
    for (let i = 0; i < persons; i++) {
      const own = [...people.order.slice(people.personRows[i], people.personRows[i + 1])];
      expect(own.map((row) => (table.column("time") as { values: Float64Array }).values[row])).toEqual([
        0, 1, 2, 3,
      ]);
    }
  });

  it("shares design rows between persons seen at the same times", () => {
    const { model } = build();
    expect((model.components[0] as { designs?: { count: number } }).designs!.count).toBe(4);
  });

  it("warns where everybody has one row", () => {
    const table = asTable(
      rows.map((row, id) => ({ ...row, id })),
      "test",
    );
    expect(build({}, table).warnings.map(({ code }) => code)).toEqual(["one-wave"]);
  });
});

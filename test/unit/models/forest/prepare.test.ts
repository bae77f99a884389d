import { describe, expect, it } from "vitest";
import type { RandomForestOptions } from "../../../../kernel-lib/src/models/forest/index.js";
import { estimate } from "./support.js";

const table = {
  a: [1, 2, 3, 4, 5, 6],
  t: ["x", "y", "x", null, "y", "x"],
  y: [1, 2, 2, 3, 5, 4],
  one: ["same", "same", "same", "same", "same", "same"],
  holes: [1, NaN, 3, 4, NaN, 6],
  nothing: [null, null, null, null, null, null],
  w: [1, 1, 1, 1, 1, -1],
  zero: [0, 0, 0, 0, 0, 0],
  when: Array.from({ length: 6 }, (_, day) => new Date(2020, 0, day + 1)),
  seven: [7, 7, 7, 7, 7, 7],
};
const refused: [Partial<RandomForestOptions>, string][] = [
  [{ outcome: "yy" }, "'outcome' names column 'yy', which the table does not have (did you mean 'y'?)"],
  [{ outcome: "nothing" }, "'outcome' names column 'nothing', which is missing in every row"],
  [
    { outcome: "one", features: ["a"] },
    "the outcome 'one' is 'same' in every row; classes need at least two",
  ],
  [
    { outcome: "seven", features: ["a"] },
    "the outcome 'seven' is 7 in every row, so there is nothing to learn",
  ],
  [{ outcome: "when" }, "'outcome' cannot use column 'when', which holds dates"],
  [
    { outcome: "holes" },
    "column 'holes' is missing in row 2, and 2 rows lack the outcome or the weight; give missing: \"drop\"",
  ],
  [{ features: [] }, "'features' is empty"],
  [{ features: ["a", "a"] }, "'features' names column 'a' twice"],
  [{ features: ["a", "y"] }, "'features' holds the outcome 'y', which cannot explain itself"],
  [{ features: ["a", "nothing"] }, "'features' names column 'nothing', which is missing in every row"],
  [{ features: ["a", "w"], weights: "w" }, "column 'w' is both in 'features' and the weights"],
  [{ features: ["a"], weights: "w" }, "'weights' must be at least 0, but 'w' is -1 in row 6"],
  [{ features: ["a"], weights: "zero" }, "the weights 'zero' are all 0"],
  [{ features: ["a"], weights: "t" }, "'weights' needs numbers, but column 't' holds text"],
  [
    { features: ["a"], variablesPerSplit: 2 },
    "'variablesPerSplit' must be a share below 1 or a whole number from 1 to 1",
  ],
  [{ features: ["a"], conformalByGroup: true }, "'conformalByGroup' needs 'groups'"],
  [{ features: ["a"], groups: "nothing" }, "'groups' names column 'nothing', which is missing in every row"],
  [
    { features: ["a"], partialDependence: ["t"] },
    "'partialDependence' names column 't', which is not among the features",
  ],
  [
    { features: ["a"], ordered: { t: ["x", "y"] } },
    "'ordered' names column 't', which is not among the features",
  ],
  [{ features: ["t"], ordered: { t: ["x", "x"] } }, "'ordered.t' lists 'x' twice"],
  [
    { features: ["t"], ordered: { t: ["x"] } },
    "column 't' holds 'y' in row 2, which is not among the levels",
  ],
  [{ features: ["a"], classWeights: "balanced" }, "'classWeights' need an outcome of classes"],
  [
    { outcome: "t", missing: "drop", features: ["a"], classWeights: { z: 2 } },
    "'classWeights' names class 'z'",
  ],
];

describe("a forest's options and columns", () => {
  it.for(refused)("refuses %o", async ([options, message]) => {
    await expect(estimate(table as never, { outcome: "y", ...options })).rejects.toThrow(
      `randomForest: ${message}`,
    );
  });

  it("refuses a table of one row", async () => {
    await expect(estimate({ a: [1], y: [2] }, { outcome: "y" })).rejects.toThrow(
      "randomForest: a forest needs at least 2 rows, and the table has 1",
    );
  });

  it("leaves rows without an outcome out when told, and keeps gaps in the features", async () => {
    const rows = { outcome: "holes", features: ["a", "t"], missing: "drop" as const, trees: 5 };
    const { document, details } = await estimate(table as never, rows);
    expect([...details.kept!]).toEqual([0, 2, 3, 5]);
    expect(document.fit.nObs).toBe(4);
    expect(document.warnings[0]).toMatchObject({ code: "missing-dropped" });
  });
});

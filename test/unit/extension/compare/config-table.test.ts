import { expect, it } from "vitest";
import { configTable } from "../../../../extension/src/compare/config-table";
import { trans } from "../support";
import { compared, result } from "./support";

const rows = (a: object, b: object) =>
  configTable(compared(result({ config: a }), result({ config: b })), trans)?.rows;

it("holds only what differs", () => {
  expect(configTable(compared(result(), result()), trans)).toBe(null);
  expect(rows({ errors: "HC3" }, { errors: "HC1" })).toEqual([{ field: "errors", A: "HC3", B: "HC1" }]);
});

it("tells of lists what is not in both", () => {
  expect(rows({ terms: ["rm", "dis", "lstat"] }, { terms: ["rm", "lstat"] })).toEqual([
    { field: "terms", A: "dis, 2 in common", B: "2 in common" },
  ]);
  expect(rows({ terms: ["rm", "dis"] }, { terms: ["dis", "rm"] })).toEqual([
    { field: "terms", A: "rm, dis", B: "dis, rm" },
  ]);
});

it("goes into what is nested, and says what is not given", () => {
  expect(rows({ cohorts: { columns: ["gender"] } }, { cohorts: { columns: ["race"] }, seed: 4 })).toEqual([
    { field: "cohorts.columns", A: "gender", B: "race" },
    { field: "seed", A: "not given", B: "4" },
  ]);
});

it("cuts what is longer than a cell", () => {
  const long = Array.from({ length: 1000 }, (_, i) => `term_${i}`);
  expect(String(rows({ terms: long }, { terms: ["x"] })![0]!.A).length).toBeLessThanOrEqual(400);
});

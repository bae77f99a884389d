import { describe, expect, it } from "vitest";
import type { CohortDefinition } from "../../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../../kernel-lib/src/data/as-table.js";
import {
  assignCohorts,
  cohortColumns,
} from "../../../../../kernel-lib/src/models/decoupled/cohorts/assign.js";
import { cohortsOfColumns } from "../../../../../kernel-lib/src/models/decoupled/cohorts/columns.js";
import { cohortsOfDefinitions } from "../../../../../kernel-lib/src/models/decoupled/cohorts/definitions.js";

const where = "decoupled";
const people = asTable(
  { sex: ["M", "F", null, "F", "M"], region: [2, 10, 2, NaN, 2], age: [20, 30, 40, 50, NaN] },
  "test",
);
const byDefinition = (definitions: Record<string, unknown>) =>
  cohortsOfDefinitions(definitions as Record<string, CohortDefinition | null>, where);

describe("cohorts of columns", () => {
  it("are the observed combinations in order, a missing value being a level of its own", () => {
    const recipe = cohortsOfColumns(people, ["sex", "region"], where);
    expect(recipe.cohorts.map(({ name }) => name)).toEqual([
      "F · region = 10",
      "F · region missing",
      "M · region = 2",
      "sex missing · region = 2",
    ]);
    expect([...assignCohorts(recipe, people, { where })]).toEqual([2, 0, 3, 1, 2]);
    expect(cohortColumns(recipe)).toEqual(["sex", "region"]);
  });

  it("have names of their own where a text looks like a missing value", () => {
    const table = asTable({ sex: ["sex missing", null] }, "test");
    const names = cohortsOfColumns(table, ["sex"], where).cohorts.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
  });

  it("survive JSON", () => {
    const recipe = cohortsOfColumns(people, ["sex", "region"], where);
    const read = JSON.parse(JSON.stringify(recipe)) as typeof recipe;
    expect(assignCohorts(read, people, { where })).toEqual(assignCohorts(recipe, people, { where }));
  });

  it("leave a new combination in none, and say which row", () => {
    const recipe = cohortsOfColumns(people, ["sex", "region"], where);
    const others = asTable({ sex: ["M", "X"], region: [2, 2] }, "test");
    expect(() => assignCohorts(recipe, others, { where: "predict" })).toThrow(
      "predict: row 2 is in no cohort: 'sex' is 'X', 'region' is 2; the cohorts are 'F · region = 10'",
    );
    const missing = asTable({ sex: [null, "M"], region: [NaN, 2] }, "test");
    expect(() => assignCohorts(recipe, missing, { where: "predict" })).toThrow(
      "predict: row 1 is in no cohort: 'sex' is missing, 'region' is missing",
    );
  });

  it.each([
    [[], "'cohorts.columns' is empty"],
    [["sex", "sex"], "names column 'sex' twice"],
    [["gender"], "names column 'gender', which the table does not have"],
  ])("are refused for columns %j", (columns, sentence) => {
    expect(() => cohortsOfColumns(people, columns, where)).toThrow(sentence);
  });

  it("are refused where there are more than a thousand", () => {
    const many = asTable({ id: Float64Array.from({ length: 1001 }, (_, i) => i) }, "test");
    expect(() => cohortsOfColumns(many, ["id"], where)).toThrow(
      "more than 1000 cohorts of 'id'; cut numbers into ranges",
    );
  });
});

describe("cohorts of definitions", () => {
  it("take their rows, and null all the rest, missing values among them", () => {
    const recipe = byDefinition({ young: ["age", "<", 35], rest: null });
    expect([...assignCohorts(recipe, people, { where })]).toEqual([0, 0, 1, 1, 1]);
  });

  it("may not share a row", () => {
    const recipe = byDefinition({ young: ["age", "<", 35], women: ["sex", "==", "F"], rest: null });
    expect(() => assignCohorts(recipe, people, { where })).toThrow(
      "decoupled: row 2 is in two cohorts, 'young' and 'women'",
    );
  });

  it("may not leave out a row, which is named as the table has it", () => {
    const recipe = byDefinition({ young: ["age", "<", 35], older: ["age", ">", 45] });
    expect(() => assignCohorts(recipe, people, { where, rowOf: (row) => row + 100 })).toThrow(
      "decoupled: row 103 is in no cohort: 'age' is 40; the cohorts are 'young', 'older'",
    );
  });

  it.each([
    [{}, "'cohorts.definitions' is empty"],
    [
      { rest: null, young: ["age", "<", 35] },
      "'cohorts.definitions.rest' is null, which stands for all the rest, so it must be the last",
    ],
    [{ a: null, b: null }, "must be the last"],
    [{ " ": ["age", "<", 35] }, "without a name"],
    [{ young: ["age"] }, "'cohorts.definitions.young' has a condition"],
  ])("%j are refused", (definitions, sentence) => {
    expect(() => byDefinition(definitions)).toThrow(sentence);
  });
});

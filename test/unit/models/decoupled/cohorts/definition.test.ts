import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CohortDefinition } from "../../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../../kernel-lib/src/data/as-table.js";
import {
  checkDefinition,
  compileDefinition,
  definitionColumns,
} from "../../../../../kernel-lib/src/models/decoupled/cohorts/definition.js";

const place = { where: "decoupled", field: "cohorts.definitions.x" };
const people = asTable(
  {
    age: [20, 30, 40, NaN],
    sex: ["F", "M", null, "F"],
    since: [new Date("2020-01-01"), new Date("2021-06-01"), null, new Date("2022-01-01")],
    member: [true, false, true, false],
  },
  "test",
);
const rowsOf = (definition: unknown) => {
  checkDefinition(definition, place);
  const test = compileDefinition(definition, people, place);
  return [0, 1, 2, 3].filter(test);
};

describe("a definition", () => {
  it.each([
    [["age", "==", 30], [1]],
    [
      ["age", "!=", 30],
      [0, 2, 3],
    ],
    [["age", ">", 30], [2]],
    [
      ["age", ">=", 30],
      [1, 2],
    ],
    [["age", "<", 30], [0]],
    [
      ["age", "<=", 30],
      [0, 1],
    ],
    [
      ["age", "range", [20, 30]],
      [0, 1],
    ],
    [
      ["age", "==", [20, 40]],
      [0, 2],
    ],
    [["age", "==", null], [3]],
    [
      ["age", "!=", null],
      [0, 1, 2],
    ],
    [
      ["sex", "==", "F"],
      [0, 3],
    ],
    [
      ["sex", "!=", "F"],
      [1, 2],
    ],
    [
      ["sex", "==", ["M", null]],
      [1, 2],
    ],
    [
      ["sex", "!=", ["M", null]],
      [0, 3],
    ],
    [
      ["since", ">", "2020-12-31"],
      [1, 3],
    ],
    [
      ["since", "range", ["2020-01-01", "2021-12-31"]],
      [0, 1],
    ],
    [["since", "==", null], [2]],
    [
      ["member", "==", true],
      [0, 2],
    ],
    [[["age", ">", 20], "and", ["sex", "==", "M"]], [1]],
    [
      [["age", ">", 30], "or", ["sex", "==", "F"]],
      [0, 2, 3],
    ],
  ])("%j takes the rows it says", (definition, rows) => {
    expect(rowsOf(definition)).toEqual(rows);
  });

  it("binds 'and' before 'or', and brackets before both", () => {
    const [a, b, c] = [
      ["age", "==", 20],
      ["age", "==", 30],
      ["sex", "==", "nobody"],
    ];
    expect(rowsOf([a, "or", b, "and", c])).toEqual([0]);
    expect(rowsOf([[a, "or", b], "and", c])).toEqual([]);
  });

  it("names its columns once each", () => {
    const definition = [
      ["age", ">", 1],
      "and",
      [["sex", "==", "F"], "or", ["age", "<", 0]],
    ] as CohortDefinition;
    expect(definitionColumns(definition)).toEqual(["age", "sex"]);
  });

  it.each([
    [[], "needs conditions"],
    ["age", "needs conditions"],
    [["age", ">"], "not [column, operator, value]"],
    [["age", "=", 3], "unknown operator '='"],
    [["age", ">", null], "cannot compare by '>' with null"],
    [["age", ">", true], "cannot compare by '>' with true"],
    [["age", ">", [1, 2]], "cannot compare with a list by '>'"],
    [["age", "==", []], "an empty list"],
    [["age", "==", { a: 1 }], "values are numbers, text, booleans or null"],
    [["age", "range", 3], "needs [low, high] after 'range'"],
    [["age", "range", [3, 1]], "ends before it begins"],
    [["age", "range", [1, "2"]], "needs [low, high] after 'range'"],
    [[["age", ">", 1], "and"], "ends with 'and'"],
    [[["age", ">", 1], "xor", ["age", "<", 9]], "needs 'and' or 'or' between its conditions, got 'xor'"],
    [
      [
        ["age", ">", 1],
        ["age", "<", 9],
      ],
      "needs 'and' or 'or'",
    ],
    [[["age", ">", 1], "and", "or"], "needs a condition"],
    [["height", ">", 1], "names column 'height', which the table does not have"],
    [["sex", ">", 1], "needs numbers or dates, but column 'sex' holds text"],
    [["age", "==", "old"], "which holds numbers, with 'old'"],
    [["since", ">", "yesterday"], "which holds dates, with 'yesterday'"],
  ])("%j is refused", (definition, sentence) => {
    expect(() => rowsOf(definition)).toThrow(sentence);
    expect(() => rowsOf(definition)).toThrow("decoupled: 'cohorts.definitions.x' ");
  });

  it("never throws anything but an InputError, whatever it is given", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          checkDefinition(value, place);
        } catch (error) {
          expect((error as Error).name).toBe("InputError");
        }
      }),
    );
  });
});

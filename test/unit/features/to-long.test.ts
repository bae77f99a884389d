import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { readTable } from "../../../kernel-lib/src/data/index.js";
import { toLong, type ToLongOptions } from "../../../kernel-lib/src/features/index.js";

const wide = {
  Id: ["a", "b"],
  Y1: [1, 4],
  Y2: [NaN, 5],
  Y10: [3, 6],
  Yes: ["x", "y"],
  T1: [8, 8.5],
  T2: [9, 9.5],
  T10: [10, 11],
  W1: [0, 1],
  W2: [1, 0],
  W10: [1, 1],
  X: [7, 9],
  town: ["Ghent", null],
};

describe("toLong", () => {
  it("takes the columns of a pattern in the order of their numbers, and those numbers as times", () => {
    expect(toLong(wide, { id: "Id", outcome: "Y*", missing: "keep" }).objects()).toEqual([
      { Id: "a", time: 1, outcome: 1 },
      { Id: "a", time: 2, outcome: NaN },
      { Id: "a", time: 10, outcome: 3 },
      { Id: "b", time: 1, outcome: 4 },
      { Id: "b", time: 2, outcome: 5 },
      { Id: "b", time: 10, outcome: 6 },
    ]);
  });

  it("takes several variables, each person's own times, and what is kept; waves not seen give no row", () => {
    const options: ToLongOptions = {
      id: "Id",
      outcome: { y: "Y*" },
      covariates: { w: "W*" },
      time: "T*",
      timeName: "age",
      keep: ["X", "town"],
    };
    expect(toLong(wide, options).objects()).toEqual([
      { Id: "a", age: 8, y: 1, w: 0, X: 7, town: "Ghent" },
      { Id: "a", age: 10, y: 3, w: 1, X: 7, town: "Ghent" },
      { Id: "b", age: 8.5, y: 4, w: 1, X: 9, town: null },
      { Id: "b", age: 9.5, y: 5, w: 0, X: 9, town: null },
      { Id: "b", age: 11, y: 6, w: 1, X: 9, town: null },
    ]);
  });

  it("drops a wave of two outcomes only when both are missing, and numbers persons without an id", () => {
    const long = toLong(
      { a: [1, NaN], b: [NaN, NaN], c: [2, 3], d: [NaN, 4] },
      { outcome: { one: ["a", "b"], two: ["c", "d"] }, time: [2010, 2020] },
    );
    expect(long.objects()).toEqual([
      { id: 1, time: 2010, one: 1, two: 2 },
      { id: 2, time: 2010, one: NaN, two: 3 },
      { id: 2, time: 2020, one: NaN, two: 4 },
    ]);
  });

  it("keeps every value with its person and wave, whatever the shape", () => {
    const cell = fc.option(fc.integer({ min: -50, max: 50 }), { nil: NaN, freq: 4 });
    const shape = fc.record({
      persons: fc.integer({ min: 1, max: 6 }),
      waves: fc.integer({ min: 1, max: 6 }),
    });
    const anyTable = shape.chain(({ persons, waves }) =>
      fc.record({
        values: fc.array(fc.array(cell, { minLength: persons, maxLength: persons }), {
          minLength: waves,
          maxLength: waves,
        }),
        // The waves' numbers, in any order of columns.
        numbers: fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: waves, maxLength: waves }),
      }),
    );
    fc.assert(
      fc.property(anyTable, ({ values, numbers }) => {
        fc.pre(values.flat().some((value) => !Number.isNaN(value)));
        const table = Object.fromEntries(numbers.map((number, w) => [`y_${number}`, values[w]!]));
        const rows = toLong(table, { outcome: { y: "y_*" } }).objects() as {
          id: number;
          time: number;
          y: number;
        }[];
        expect(rows.length).toBe(values.flat().filter((value) => !Number.isNaN(value)).length);
        for (const { id, time, y } of rows) expect(values[numbers.indexOf(time)]![id - 1]).toBe(y);
        const order = rows.map(({ id, time }) => id * 1000 + time);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });

  it.each<[string, Partial<ToLongOptions>, string]>([
    [
      "an unknown id",
      { id: "id" },
      "'id' names column 'id', which the table does not have (did you mean 'Id'?)",
    ],
    ["a pattern of nothing", { outcome: "Z*" }, "no column matches the pattern 'Z*' in 'outcome'"],
    ["a name for a pattern", { outcome: "Y1" }, "must be a pattern with one '*'"],
    ["text", { outcome: ["Yes"] }, "'outcome' needs numbers, but column 'Yes' holds text"],
    ["an unknown column", { outcome: ["Y1", "Y3"] }, "names column 'Y3', which the table does not have"],
    ["too few times", { time: [1, 2] }, "'time' has 2 numbers for 3 waves"],
    ["a time twice", { time: [1, 2, 2] }, "'time' has 2 twice"],
    ["two columns of one name", { keep: ["X", "X"] }, "two columns of the long table would be named 'X'"],
    ["a time of the outcome's name", { timeName: "outcome" }, "would be named 'outcome'"],
    ["no such kept column", { keep: ["Town"] }, "(did you mean 'town'?)"],
    ["unequal lists", { covariates: { w: ["W1"] } }, "'covariates.w' has 1 waves and 'outcome' has 3"],
    ["an unknown option", { times: [1] } as object, "unknown option 'times' (did you mean 'time'?)"],
    ["another word", { missing: "omit" } as object, "'missing' must be 'drop' or 'keep', got 'omit'"],
  ])("refuses %s in a sentence", (_, options, sentence) => {
    const call = () => toLong(wide, { id: "Id", outcome: "Y*", ...options });
    expect(call).toThrow(InputError);
    expect(call).toThrow(`toLong: `);
    expect(call).toThrow(sentence);
  });

  it("refuses persons in two rows, waves of one number, and variables of different waves", () => {
    const two = { id: [1, 1], y1: [1, 2], y01: [3, 4], w1: [1, 2], w2: [1, 2] };
    expect(() => toLong(two, { id: "id", outcome: ["y1"] })).toThrow("is '1' in rows 1 and 2");
    expect(() => toLong(two, { outcome: "y*" })).toThrow("takes both 'y1' and 'y01' as wave 1");
    expect(() => toLong(two, { outcome: { y: ["y1"], w: "w*" } })).toThrow("'outcome.w' has 2 waves");
    expect(() =>
      toLong({ ...two, y01: [0, 0], v2: [1, 1], v3: [1, 1] }, { outcome: { w: "w*", v: "v*" } }),
    ).toThrow("'v*' in 'outcome.v' has a wave 3, and 'w*' in 'outcome.w' has none");
    expect(() => toLong({ a: [NaN], b: [NaN] }, { outcome: ["a", "b"] })).toThrow(
      "the outcome is missing everywhere",
    );
  });

  const folder = process.env.QUETELET_DATA ?? "../shared/data";
  it.skipIf(!existsSync(`${folder}/trajectories`))(
    "turns the published wide tables into long ones",
    async () => {
      const offenders = toLong(await readTable(`${folder}/trajectories/to1adj.csv`), {
        id: "id",
        outcome: { crimes: "age*" },
        timeName: "age",
      });
      expect(offenders.numRows()).toBe(378 * 31);
      expect(offenders.columnNames()).toEqual(["id", "age", "crimes"]);
      expect([offenders.get("age", 0), offenders.get("age", 30)]).toEqual([8, 38]);
      const withGaps = toLong(await readTable(`${folder}/trajectories/cnorm2grwithna.csv`), {
        id: "Id",
        outcome: { y: "Y*" },
        time: "T*",
        covariates: { w: "W*" },
        keep: ["X1", "drop"],
      });
      expect(withGaps.numRows()).toBeLessThan(5 * new Set(withGaps.array("Id") as number[]).size);
      expect(Array.from(withGaps.array("y") as number[]).some(Number.isNaN)).toBe(false);
    },
  );
});

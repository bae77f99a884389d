import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeRows, varyingColumns } from "../../../../extension/src/connector/describe-rows";

const column = (...values: string[]) =>
  describeRows(
    ["a"],
    values.map((value) => [value]),
  ).columns[0]!;

describe("describeRows", () => {
  it("types columns as the library does when it reads the file", () => {
    expect(column("1", "2.5", "-3e2", "").kind).toBe("number");
    expect(column("1", "007").kind).toBe("text"); // an identifier
    expect(column("9007199254740993").kind).toBe("text"); // no double holds it
    expect(column("true", "FALSE", "NA").kind).toBe("boolean");
    expect(column("2024-01-31", "2024-02-01 12:30Z").kind).toBe("date");
    expect(column("a", "1").kind).toBe("text");
    expect(column("", "NA").kind).toBe("number"); // nothing but missing values
  });

  it("counts missing values, levels and the range", () => {
    expect(column("3", "", "1", "3")).toEqual({
      name: "a",
      kind: "number",
      missing: 1,
      distinct: 2,
      min: 1,
      max: 3,
      whole: true,
      levels: ["3", "1"],
    });
    expect(column("1.5").whole).toBe(false);
  });

  it("lists no levels where there are more than a thousand", () => {
    const many = column(...Array.from({ length: 1001 }, (_, i) => `v${i}`));
    expect(many.distinct).toBeNull();
    expect(many.levels).toEqual([]);
  });

  it("finds the range of any numbers", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const { min, max, kind } = column(...values.map(String));
        expect([kind, min, max]).toEqual(["number", Math.min(...values), Math.max(...values)]);
      }),
    );
  });

  it("gives columns that rows are too short for as missing", () => {
    expect(describeRows(["a", "b"], [["1"], ["2", "x"]]).columns[1]!.missing).toBe(1);
  });
});

describe("varyingColumns", () => {
  const table = { names: ["id", "sex", "age"], rows: [["1", "f", "20"], ["1", "", "21"], ["2", "m", "20"]] }; // prettier-ignore

  it("names the columns that change within an id, missing values aside", () => {
    expect(varyingColumns(table, { id: "id", columns: ["sex", "age"] })).toEqual(["age"]);
  });

  it("passes over columns that are not there", () => {
    expect(varyingColumns(table, { id: "id", columns: ["none"] })).toEqual([]);
    expect(varyingColumns(table, { id: "none", columns: ["age"] })).toEqual([]);
  });
});

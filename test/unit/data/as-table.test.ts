import {
  Bool,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int64,
  RecordBatch,
  Schema,
  Struct,
  Table as Arrow,
  TimestampMillisecond,
  Utf8,
  Dictionary,
  Int32,
  makeData,
  makeVector,
  tableFromArrays,
  vectorFromArray,
} from "apache-arrow";
import { tableFromArrays as flechette } from "@uwdata/flechette";
import { desc, fromArrow, table as arquero, toArrow } from "arquero";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { asTable, type TableLike } from "../../../kernel-lib/src/data/as-table.js";
import type { Table } from "../../../kernel-lib/src/data/table.js";

/** What a column holds, as plain values with null for missing. */
function valuesOf(table: Table, name: string): unknown[] {
  const column = table.column(name)!;
  if (column.kind === "text")
    return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]));
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

const day = Date.UTC(2026, 10, 21);
const expected = {
  n: [3, null, 1.5, -2],
  t: ["b", "a", null, "b"],
  flag: [1, 0, null, 1],
  when: [day, null, day + 86_400_000, day],
};
const rows = [
  { n: 3, t: "b", flag: true, when: new Date(day) },
  { n: null, t: "a", flag: false, when: new Date(NaN) },
  { n: 1.5, t: undefined, when: new Date(day + 86_400_000) },
  { n: -2, t: "b", flag: true, when: new Date(day) },
];
const columns = {
  n: [3, null, 1.5, -2],
  t: ["b", "a", null, "b"],
  flag: [true, false, null, true],
  when: [new Date(day), null, new Date(day + 86_400_000), new Date(day)],
};
const arrowTable = () =>
  new Arrow({
    n: vectorFromArray([3, null, 1.5, -2], new Float64()),
    t: vectorFromArray(["b", "a", null, "b"], new Dictionary(new Utf8(), new Int32())),
    flag: vectorFromArray([true, false, null, true], new Bool()),
    when: vectorFromArray([new Date(day), null, new Date(day + 86_400_000), new Date(day)], new DateDay()),
  });

function twoOfOneName() {
  const schema = new Schema([new Field("x", new Float64()), new Field("x", new Float64())]);
  const child = makeData({ type: new Float64(), data: Float64Array.of(1) });
  const data = makeData({ type: new Struct(schema.fields), length: 1, children: [child, child] });
  return new Arrow([new RecordBatch(schema, data)]);
}

describe("asTable", () => {
  it.each<[string, TableLike]>([
    ["row objects", rows],
    ["an object of columns", columns],
    ["an Arquero table", arquero(columns)],
    ["an Arrow table", arrowTable()],
    ["an Arquero table backed by Arrow", fromArrow(toArrow(arquero(columns)) as never)],
    ["an Arrow table of Flechette", toArrow(arquero(columns))],
  ])("reads %s", (_, like) => {
    const table = asTable(like, "glm");
    expect(table.rows).toBe(4);
    expect(table.columnNames).toEqual(["n", "t", "flag", "when"]);
    for (const [name, values] of Object.entries(expected))
      expect(valuesOf(table, name), name).toEqual(values);
    expect(table.column("t")).toMatchObject({ kind: "text", levels: ["a", "b"] });
    expect(table.column("when")!.kind).toBe("date");
    expect(table.column("none")).toBeUndefined();
    expect(asTable(table, "glm")).toBe(table);
  });

  it("reads text of a Flechette table that was made in memory, which has no bits for missing values", () => {
    const table = asTable(flechette({ t: ["b", "a", "b"], n: [1, 2, 3] }), "glm");
    expect(valuesOf(table, "t")).toEqual(["b", "a", "b"]);
  });

  it("uses a Float64Array as it is, and types a column once", () => {
    const x = Float64Array.of(1, 2);
    const table = asTable({ x, t: ["a", "b"] }, "glm");
    expect((table.column("x") as { values: Float64Array }).values).toBe(x);
    expect(table.column("t")).toBe(table.column("t"));
    const inArquero = arquero({ x, t: ["a", "b"] });
    expect((asTable(inArquero, "glm").column("x") as { values: Float64Array }).values).toBe(x);
    expect(asTable(inArquero, "ols").column("t")).toBe(asTable(inArquero, "glm").column("t"));
    const arrow = tableFromArrays({ x });
    const { values } = asTable(arrow, "glm").column("x") as { values: Float64Array };
    expect(values.buffer).toBe(arrow.getChild("x")!.data[0]!.values.buffer);
  });

  it("takes the rows of an Arquero table that its filter and order leave", () => {
    const table = arquero({ x: Float64Array.of(3, 1, 2, 9), t: ["c", "a", "b", "z"] })
      .filter((row: { x: number }) => row.x < 5)
      .orderby(desc("x"));
    expect(valuesOf(asTable(table, "glm"), "x")).toEqual([3, 2, 1]);
    expect(valuesOf(asTable(table, "glm"), "t")).toEqual(["c", "b", "a"]);
    expect(asTable(table, "glm").column("t")).toMatchObject({ levels: ["a", "b", "c"] });
    const dictionary = fromArrow(arrowTable() as never).orderby("n");
    expect(valuesOf(asTable(dictionary, "glm"), "t")).toHaveLength(4);
    expect(valuesOf(asTable(fromArrow(arrowTable() as never).slice(1, 3), "glm"), "t")).toEqual(["a", null]);
  });

  it("keeps text of numbers as text, and makes text of what mixes kinds", () => {
    const table = asTable(
      { zip: ["02118", "10001"], mixed: [1, "two"], dated: [new Date(day), 5], none: [null, NaN] },
      "glm",
    );
    expect(valuesOf(table, "zip")).toEqual(["02118", "10001"]);
    expect(valuesOf(table, "mixed")).toEqual(["1", "two"]);
    expect(valuesOf(table, "dated")).toEqual(["2026-11-21T00:00:00.000Z", "5"]);
    expect(table.column("none")).toEqual({ kind: "number", values: Float64Array.of(NaN, NaN) });
  });

  it("reads Arrow's decimals, timestamps and 64-bit integers", () => {
    const decimals = makeData({
      type: new Decimal(2, 10, 128),
      length: 2,
      data: Uint32Array.of(12345, 0, 0, 0, 4294967246, 4294967295, 4294967295, 4294967295),
    });
    const arrow = new Arrow({
      price: makeVector(decimals),
      at: vectorFromArray([new Date(day + 1), null], new TimestampMillisecond()),
      id: vectorFromArray([5n, -(2n ** 60n)], new Int64()),
    });
    const table = asTable(arrow, "glm");
    expect(valuesOf(table, "price")).toEqual([123.45, -0.5]);
    expect(valuesOf(table, "at")).toEqual([day + 1, null]);
    expect(valuesOf(table, "id")).toEqual([5, -(2 ** 60)]);
  });

  it.each<[unknown, string]>([
    [
      null,
      "glm: the table must be an Arquero or Arrow table, an array of row objects or an object of columns, got null",
    ],
    [
      "streets.csv",
      "glm: the table must be an Arquero or Arrow table, an array of row objects or an object of columns, got the text 'streets.csv'",
    ],
    [Promise.resolve({ x: [1] }), "glm: the table is still a promise; write 'await' before what makes it"],
    [{}, "glm: the table has no columns"],
    [[], "glm: the table has no rows"],
    [[{}], "glm: the table has no columns"],
    [{ x: [] }, "glm: the table has no rows"],
    [arquero({ x: [1] }).filter(() => false), "glm: the table has no rows"],
    [{ x: [1, 2], y: [1] }, "glm: the table's columns differ in length: 'x' has 2 rows and 'y' has 1"],
    [{ x: [1], y: 5 }, "glm: column 'y' of the table must be an array, got a value of type number"],
    [[{ x: 1 }, 7], "glm: row 2 of the table must be an object, got a value of type number"],
    [twoOfOneName(), "glm: the table has two columns named 'x'"],
  ])("refuses %j", (like, message) => {
    expect(() => asTable(like as TableLike, "glm")).toThrow(new InputError(message));
  });

  it.each<[unknown[] | BigInt64Array, string]>([
    [[1, [2]], "glm: column 'x' holds a list in row 2; columns hold numbers, text, booleans or dates"],
    [
      [{}],
      "glm: column 'x' holds a value of type object in row 1; columns hold numbers, text, booleans or dates",
    ],
    [
      BigInt64Array.of(1n, 2n ** 53n + 1n),
      "glm: column 'x' holds 9007199254740993 in row 2, which a 64-bit floating-point number cannot hold exactly; pass it as text",
    ],
  ])("refuses a column of %o when it is asked for", (x, message) => {
    expect(() => asTable({ x: x as unknown[] }, "glm").column("x")).toThrow(new InputError(message));
  });

  it("gives the same columns for rows and for columns, whatever they hold", () => {
    const cell = fc.oneof(
      fc.double(),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.date(),
      fc.maxSafeInteger().map(BigInt),
    );
    const name = fc.string().filter((text) => text !== "__proto__");
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.array(cell, { minLength: 3, maxLength: 3 }), { minKeys: 1 }),
        (columns) => {
          const rows = [0, 1, 2].map((row) =>
            Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]])),
          );
          const [one, other] = [asTable(rows, "a"), asTable(columns, "b")];
          expect(one.columnNames).toEqual(other.columnNames);
          for (const name of one.columnNames) expect(one.column(name)).toEqual(other.column(name));
        },
      ),
    );
  });
});

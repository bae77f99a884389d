import { expect, test } from "vitest";
import { asTable } from "../../../kernel-lib/src/data/as-table.js";
import { takeRows } from "../../../kernel-lib/src/data/take-rows.js";

test("gathers the columns of some rows, missing values and all, in the order given", () => {
  const table = asTable({ name: ["b", null, "a"], size: [1, 2, NaN], unused: [0, 0, 0] }, "test");
  const taken = takeRows(table, [2, 0, 0]);
  expect([taken.rows, taken.columnNames]).toEqual([3, ["name", "size", "unused"]]);
  expect(taken.column("name")).toEqual({ kind: "text", codes: Int32Array.of(0, 1, 1), levels: ["a", "b"] });
  expect(taken.column("size")).toEqual({ kind: "number", values: Float64Array.of(NaN, 1, 1) });
  expect(taken.column("other")).toBeUndefined();
});

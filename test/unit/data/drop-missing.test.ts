import { expect, test } from "vitest";
import { asTable } from "../../../kernel-lib/src/data/as-table.js";
import { dropMissing } from "../../../kernel-lib/src/data/drop-missing.js";

const table = asTable({ name: ["b", null, "a", "c"], size: [1, 2, NaN, NaN], whole: [1, 2, 3, 4] }, "test");
const where = "model";

test("keeps rows that have a value in each of the columns, and says how many do not", () => {
  const { kept, warnings } = dropMissing(table, ["name", "size"], { missing: "drop", where });
  expect(kept).toEqual(Int32Array.of(0));
  expect(warnings).toEqual([
    {
      code: "missing-dropped",
      message: "3 of 4 rows were left out: columns 'name' (1), 'size' (2) have missing values.",
    },
  ]);
});

test("keeps all rows without a word where nothing is missing", () => {
  expect(dropMissing(table, ["whole"], { missing: "error", where })).toEqual({ kept: null, warnings: [] });
});

test("refuses missing values unless they may be dropped, and to drop all rows", () => {
  expect(() => dropMissing(table, ["size", "size"], { missing: "error", where })).toThrow(
    "model: column 'size' has 2 missing values (first in row 3); give missing: \"drop\" to leave those rows out",
  );
  const empty = asTable({ size: [NaN, NaN] }, "test");
  expect(() => dropMissing(empty, ["size"], { missing: "drop", where })).toThrow(
    "model: no row is without missing values",
  );
});

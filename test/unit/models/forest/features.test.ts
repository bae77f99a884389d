import { describe, expect, it } from "vitest";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { applyFeatures, featureMatrix } from "../../../../kernel-lib/src/models/forest/index.js";

const table = asTable(
  {
    n: [3, NaN, 1],
    t: ["b", null, "a"],
    o: ["low", "high", "low"],
    k: [10, 2, NaN],
    empty: [null, null, null],
  },
  "test",
);
const where = "test";

describe("featureMatrix", () => {
  it("reads numbers, categories and ordered levels, and keeps missing values", () => {
    const { recipe, columns } = featureMatrix(table, ["n", "t", "o", "k"], {
      where,
      ordered: { o: ["low", "high"] },
      categories: ["k"],
    });
    expect(recipe).toEqual([
      { name: "n", kind: "number" },
      { name: "t", kind: "category", levels: ["a", "b"] },
      { name: "o", kind: "ordered", levels: ["low", "high"] },
      { name: "k", kind: "category", levels: ["2", "10"] },
    ]);
    expect(columns.map((c) => [...(c.kind === "number" ? c.values : c.codes)])).toEqual([
      [3, NaN, 1],
      [1, -1, 0],
      [0, 1, 0],
      [1, 0, -1],
    ]);
  });

  it("reads other rows the same way, and judges levels it does not know", () => {
    const { recipe } = featureMatrix(table, ["t", "n"], { where });
    const other = asTable({ n: [1, 2], t: ["b", "c"] }, where);
    expect(() => applyFeatures(recipe, other, { where })).toThrow(
      "test: column 't' holds 'c' in row 2, which is not among the levels the model knows ('a', 'b')",
    );
    const { columns } = applyFeatures(recipe, other, { where, unseen: "missing" });
    expect(columns[0]).toMatchObject({ kind: "category", codes: Int32Array.of(1, -1) });
  });

  it.for([
    [["empty"], {}, "names column 'empty', which is missing in every row"],
    [["m"], {}, "names column 'm', which the table does not have"],
    [["o"], { ordered: { o: ["low"] } }, "column 'o' holds 'high' in row 2, which is not among the levels"],
  ] as const)("refuses %o", ([names, options, message]) => {
    expect(() => featureMatrix(table, names, { where, ...options })).toThrow(message);
  });

  it("refuses text where numbers were, infinite numbers, and texts that are no categories", () => {
    const { recipe } = featureMatrix(table, ["n"], { where });
    expect(() => applyFeatures(recipe, asTable({ n: ["x", "y"] }, where), { where })).toThrow(
      "holds text, for example 'x'",
    );
    expect(() => featureMatrix(asTable({ n: [1, Infinity] }, where), ["n"], { where })).toThrow(
      "holds Infinity in row 2",
    );
    const many = asTable({ t: Array.from({ length: 10_001 }, (_, i) => `t${i}`) }, where);
    expect(() => featureMatrix(many, ["t"], { where })).toThrow("has 10001 different texts");
  });
});

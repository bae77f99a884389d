import { describe, expect, it } from "vitest";
import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import {
  applyDesign,
  buildDesign,
  type Design,
  type DesignOptions,
} from "../../../../kernel-lib/src/data/design/index.js";

const build = (table: TableLike, terms: string[], options: Partial<DesignOptions> = {}) =>
  buildDesign(asTable(table, "glm"), { terms, where: "glm", ...options });
const rowsOf = ({ values, columns, rows }: Design) =>
  Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]);

const people = {
  x: [1, 2, 3, 4, 5, 7],
  z: [0.5, 1, 4, 9, 2, 2],
  a: ["p", "q", "p", "q", "p", "q"],
  b: ["u", "u", "v", "v", "w", "w"],
};

describe("buildDesign", () => {
  it("lays numbers and treatment-coded text out row by row, on shared memory", () => {
    const design = build(people, ["x", "b"]);
    expect(design.names).toEqual(["Intercept", "x", "b[T.v]", "b[T.w]"]);
    expect(rowsOf(design)).toEqual([
      [1, 1, 0, 0],
      [1, 2, 0, 0],
      [1, 3, 1, 0],
      [1, 4, 1, 0],
      [1, 5, 0, 1],
      [1, 7, 0, 1],
    ]);
    expect(design.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(design.missing).toBeNull();
    expect(design.spans).toEqual([
      { term: "Intercept", start: 0, end: 1 },
      { term: "x", start: 1, end: 2 },
      { term: "b", start: 2, end: 4 },
    ]);
  });

  // Names as patsy 1.0.3's dmatrix gives them for the same formulas; the order of terms is the one written.
  it.each([
    [["a:b"], true, ["Intercept", "b[T.v]", "b[T.w]", "a[T.q]:b[u]", "a[T.q]:b[v]", "a[T.q]:b[w]"]],
    [["a"], false, ["a[p]", "a[q]"]],
    [["a", "b"], false, ["a[p]", "a[q]", "b[T.v]", "b[T.w]"]],
    [["x:a"], true, ["Intercept", "x:a[p]", "x:a[q]"]],
    [["x*a"], true, ["Intercept", "x", "a[T.q]", "x:a[T.q]"]],
    [["a", "a:x"], true, ["Intercept", "a[T.q]", "a[p]:x", "a[q]:x"]],
    [["a", "a:b"], true, ["Intercept", "a[T.q]", "a[p]:b[T.v]", "a[q]:b[T.v]", "a[p]:b[T.w]", "a[q]:b[T.w]"]],
    [["a:x", "b:x"], true, ["Intercept", "a[p]:x", "a[q]:x", "b[T.v]:x", "b[T.w]:x"]],
    [["a:x", "b"], false, ["a[p]:x", "a[q]:x", "b[u]", "b[v]", "b[w]"]],
    [
      ["(a + b + x)^2"],
      true,
      [
        ...["Intercept", "a[T.q]", "b[T.v]", "b[T.w]", "x"],
        ...["a[T.q]:b[T.v]", "a[T.q]:b[T.w]", "a[T.q]:x", "b[T.v]:x", "b[T.w]:x"],
      ],
    ],
  ])("codes %j with intercept %j in full rank", (terms, intercept, names) => {
    // Twice as many rows, so that every cell is there.
    const twice = Object.fromEntries(
      Object.entries(people).map(([name, values]) => [name, [...values, ...values]]),
    );
    expect(build(twice, terms, { intercept }).names).toEqual(names);
  });

  it("applies its recipe to the same rows and gets the same design", () => {
    const design = build(people, ["log(x)", "a"]);
    const again = applyDesign(JSON.parse(JSON.stringify(design.recipe)), asTable(people, "predict"), {
      where: "predict",
    });
    expect(again).toEqual(design);
  });
});

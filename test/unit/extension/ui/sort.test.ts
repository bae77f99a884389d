import fc from "fast-check";
import { expect, it } from "vitest";
import { nextSort, sortRows } from "../../../../extension/src/ui/sort";

const cell = fc.option(fc.oneof(fc.double({ noNaN: true }), fc.boolean(), fc.string()));

it("sorts numbers as numbers and text with its numbers in order", () => {
  const numbers = [{ x: 10 }, { x: -2 }, { x: 9 }];
  expect(sortRows(numbers, { column: "x", direction: "ascending" }).map(({ x }) => x)).toEqual([-2, 9, 10]);
  const words = [{ x: "bs(x, 4)[10]" }, { x: "bs(x, 4)[9]" }, { x: "Alpha" }];
  expect(sortRows(words, { column: "x", direction: "descending" }).map(({ x }) => x)).toEqual([
    "bs(x, 4)[10]",
    "bs(x, 4)[9]",
    "Alpha",
  ]);
});

it("keeps every row, puts missing values last and leaves the document's rows alone", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ x: cell })),
      fc.constantFrom("ascending", "descending"),
      (rows, direction) => {
        const before = structuredClone(rows);
        const sorted = sortRows(rows, { column: "x", direction: direction as "ascending" });
        expect(rows).toEqual(before);
        expect(new Set(sorted)).toEqual(new Set(rows));
        const missing = sorted.map(({ x }) => x === null);
        expect(missing).toEqual([...missing].sort((a, b) => Number(a) - Number(b)));
      },
    ),
  );
});

it("goes from ascending to descending to the document's own order", () => {
  const first = nextSort(null, "x");
  expect(first).toEqual({ column: "x", direction: "ascending" });
  const second = nextSort(first, "x");
  expect(second).toEqual({ column: "x", direction: "descending" });
  expect(nextSort(second, "x")).toBe(null);
  expect(nextSort(second, "y")).toEqual({ column: "y", direction: "ascending" });
});

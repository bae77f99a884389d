import fc from "fast-check";
import { expect, it } from "vitest";
import { foldIn, normal, randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { buildDesign } from "../../../../kernel-lib/src/data/design/index.js";

// Every combination of the categories, sixteen times over, so that no cell is empty.
const rows = 16 * 12;
const noise = (index: number) => Array.from(normal(foldIn(randomKey(4), index), rows));
const columns = {
  a: Array.from({ length: rows }, (_, row) => `a${row % 2}`),
  b: Array.from({ length: rows }, (_, row) => `b${Math.floor(row / 2) % 3}`),
  c: Array.from({ length: rows }, (_, row) => `c${Math.floor(row / 6) % 2}`),
  x: noise(0),
  z: noise(1),
};
type Name = keyof typeof columns;
const table = asTable(columns, "test");

/** Rank by orthogonalising one column after the other. */
function rank(matrix: number[][]): number {
  const basis: number[][] = [];
  for (const column of matrix) {
    const rest = [...column];
    for (let pass = 0; pass < 2; pass++) {
      for (const unit of basis) {
        const share = unit.reduce((sum, value, row) => sum + value * rest[row]!, 0);
        unit.forEach((value, row) => (rest[row]! -= share * value));
      }
    }
    const size = Math.hypot(...rest);
    if (size > 1e-8 * Math.hypot(...column)) basis.push(rest.map((value) => value / size));
  }
  return basis.length;
}

/** A term coded in full: the product of an indicator of every level, and of the numbers. */
function inFull(term: readonly Name[]): number[][] {
  return term.reduce<number[][]>(
    (made, name) => {
      const values = columns[name];
      const levels = [...new Set<string | number>(values)];
      const pieces: number[][] =
        typeof values[0] === "number"
          ? [values as number[]]
          : levels.map((level) => values.map((value) => (value === level ? 1 : 0)));
      return made.flatMap((column) => pieces.map((piece) => column.map((value, row) => value * piece[row]!)));
    },
    [new Array<number>(rows).fill(1)],
  );
}

it("spans exactly what the terms say, with no column too many", () => {
  const term = fc.subarray(["a", "b", "c", "x", "z"] as Name[], { minLength: 1, maxLength: 4 });
  const terms = fc.uniqueArray(term, { minLength: 1, maxLength: 5, selector: (names) => names.join() });
  fc.assert(
    fc.property(terms, fc.boolean(), (terms, intercept) => {
      const design = buildDesign(table, {
        terms: terms.map((names) => names.join(":")),
        intercept,
        where: "test",
      });
      const made = design.names.map((_, column) =>
        Array.from({ length: rows }, (_, row) => design.values[row * design.columns + column]!),
      );
      const meant = [...(intercept ? [inFull([])] : []), ...terms.map(inFull)].flat();
      expect(rank(made)).toBe(design.columns);
      expect(rank(meant)).toBe(design.columns);
      expect(rank([...made, ...meant])).toBe(design.columns);
      expect(new Set(design.names).size).toBe(design.columns);
    }),
    { numRuns: 60 },
  );
});

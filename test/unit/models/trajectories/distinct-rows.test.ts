import fc from "fast-check";
import { expect, it } from "vitest";
import { distinctRows } from "../../../../kernel-lib/src/models/trajectories/curve/distinct-rows.js";

it("tells rows apart by all of their numbers, and numbers them by first appearance", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1.5, 0, 1e-300, 7)), {
        maxLength: 60,
      }),
      (rows) => {
        const { count, cellOfRow, firstRow } = distinctRows(rows.length, [
          { values: Float64Array.from(rows, ([a]) => a), columns: 1 },
          { values: Float64Array.from(rows.flatMap(([a, b]) => [b, a])), columns: 2 },
        ]);
        const keys = [...new Set(rows.map(String))];
        expect(count).toBe(keys.length);
        expect([...cellOfRow]).toEqual(rows.map((row) => keys.indexOf(String(row))));
        expect([...firstRow]).toEqual(keys.map((key) => rows.findIndex((row) => String(row) === key)));
      },
    ),
  );
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPairSorter, sortByKey } from "../../../../kernel-lib/src/compute/trees/sort.js";

describe("createPairSorter", () => {
  const sortPairs = createPairSorter(3000);
  it("sorts any pairs stably, however crowded", () => {
    const code = fc.oneof(fc.nat(20), fc.nat(65_535), fc.integer({ min: 60_000, max: 60_040 }));
    fc.assert(
      fc.property(fc.array(code, { maxLength: 300 }), fc.integer({ min: 1, max: 10 }), (some, copies) => {
        const codes = Int32Array.from(Array.from({ length: copies }, () => some).flat());
        const places = codes.map((_, i) => i);
        const expected = [...places].sort((a, b) => codes[a]! - codes[b]! || a - b);
        sortPairs(codes, places, codes.length, Math.min(...codes), Math.max(...codes));
        expect([...places]).toEqual(expected);
        expect([...codes]).toEqual([...codes].sort((a, b) => a - b));
      }),
    );
  });
});

describe("sortByKey", () => {
  it("sorts by key, ties by id", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 200 }), (keys) => {
        const ids = Int32Array.from(keys.keys()).reverse();
        sortByKey(ids, keys.length, Float64Array.from(keys));
        expect([...ids]).toEqual([...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b));
      }),
    );
  });
});

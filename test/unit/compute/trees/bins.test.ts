import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binColumns } from "../../../../kernel-lib/src/compute/trees/bins.js";

const number = (values: number[]) => ({ kind: "number" as const, values: Float64Array.from(values) });

describe("binColumns", () => {
  it("keeps the order of any column's values, and their ties", async () => {
    const value = fc.oneof(
      fc.constantFrom(0, -0, 1, 2, NaN),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 40 }), async (values) => {
        const { codes, missing, lows, highs } = await binColumns([number(values)], values.length);
        values.forEach((a, i) => {
          if (Number.isNaN(a)) return expect(codes[i]).toBe(missing[0]);
          expect(codes[i]).toBeLessThan(missing[0]!);
          expect(lows[codes[i]!]! <= a && a <= highs[codes[i]!]!).toBe(true);
          values.forEach((b, k) => {
            if (a < b) expect(codes[i]).toBeLessThan(codes[k]!);
            else if (a === b) expect(codes[i]).toBe(codes[k]);
          });
        });
      }),
    );
  });

  it("gives every distinct value its own bin up to 63,488 of them, and shares them evenly above", async () => {
    const rows = 100_000;
    const values = Float64Array.from({ length: rows }, (_, i) => (i * 7919) % rows);
    const { codes, binStart, lows, highs, slots, shift, missing } = await binColumns(
      [number([...values]), number([...values.map((v) => Math.floor(v / 10))])],
      rows,
    );
    expect(binStart[2]! - binStart[1]!).toBe(10_000);
    const count = binStart[1]!;
    expect(count).toBeGreaterThan(60_000);
    expect(count).toBeLessThanOrEqual(63_488);
    expect(Math.max(...highs.subarray(0, count).map((high, b) => high - lows[b]!))).toBeLessThanOrEqual(2);
    expect(slots[0]).toBeLessThanOrEqual(2048);
    expect(missing[0]).toBeLessThan(65_536);
    expect(missing[0]! >>> shift[0]!).toBe(slots[0]);
    for (let i = 0; i < rows; i += 997) {
      const code = codes[i]!;
      expect(lows[code]! <= values[i]! && values[i]! <= highs[code]!).toBe(true);
    }
  });

  it("codes categories as they are, missing ones above them", async () => {
    const codes = Int32Array.of(2, 0, -1, 1);
    const bins = await binColumns([{ kind: "category", codes, levels: ["a", "b", "c"] }], 4);
    expect([...bins.codes]).toEqual([2, 0, 3, 1]);
    expect([bins.missing[0], bins.levels[0], bins.category[0]]).toEqual([3, 3, 1]);
  });
});

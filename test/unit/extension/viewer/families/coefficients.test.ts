import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearTicks, roundStep } from "../../../../../extension/src/ui/ticks";
import {
  forestRows,
  mostTerms,
  ratioKind,
  readCoefficients,
} from "../../../../../extension/src/viewer/families/linear/coefficients";
import { fixture } from "../../support";

const counts = fixture("negative-binomial");
const all = readCoefficients(counts);
const name = (label: string) => ({ label, detail: null });
const shown = { scale: "difference", order: "model", intercept: false, name } as const;

describe("forestRows", () => {
  it("draws what the table's rows say, on either scale", () => {
    const rows = counts.tables.coefficients!.rows;
    for (const row of forestRows(all, { ...shown, scale: "ratio", intercept: true })) {
      const { term, ratio, ratioLower, ratioUpper } = rows[Number(row.key)]!;
      expect(row.label).toBe(term);
      expect(row.estimate).toBeCloseTo(ratio as number, 12);
      expect(row.lower).toBeCloseTo(ratioLower as number, 12);
      expect(row.upper).toBeCloseTo(ratioUpper as number, 12);
    }
    expect(forestRows(all, shown)[0]).toMatchObject({
      label: "alcohol_outlets",
      estimate: rows[1]!.estimate,
    });
  });

  it("orders by size and by strength, without the intercept", () => {
    const of = (order: "size" | "strength") => forestRows(all, { ...shown, order }).map(({ label }) => label);
    expect(of("size")[0]).toBe("alcohol_outlets");
    expect(of("size").at(-1)).toBe("zone[T.outer]");
    expect(of("strength").slice(0, 2)).toEqual(["alcohol_outlets", "zone[T.outer]"]);
    expect(of("strength")).not.toContain("Intercept");
  });

  it("keeps the surest of many terms, in the model's order", () => {
    const many = Array.from({ length: 100 }, (_, row) => ({ ...all[1]!, row, strength: row }));
    const keys = forestRows(many, shown).map(({ key }) => Number(key));
    expect(keys).toEqual(Array.from({ length: mostTerms }, (_, k) => 100 - mostTerms + k));
  });
});

it("only links that are logarithms have ratios", () => {
  expect(ratioKind(counts)).toBe("rate");
  expect(ratioKind(fixture("ols"))).toBeNull();
  const binomial = { ...counts, config: { ...counts.config, family: "binomial" } } as typeof counts;
  expect(ratioKind(binomial)).toBe("odds");
});

describe("ticks", () => {
  it("are round numbers within the range, evenly apart", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        (low, width) => {
          const ticks = linearTicks(low, low + width, 5);
          const step = roundStep(width / 5);
          expect(ticks.length).toBeGreaterThan(0);
          expect(ticks.length).toBeLessThanOrEqual(6);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(low - 1e-6 * step);
            expect(tick).toBeLessThanOrEqual(low + width + 1e-6 * step);
            expect(Math.abs(tick / step - Math.round(tick / step))).toBeLessThan(1e-3);
          }
        },
      ),
    );
  });

  it("are none where there is no range", () => {
    expect(linearTicks(1, 1, 5)).toEqual([]);
    expect(linearTicks(NaN, 1, 5)).toEqual([]);
    expect(linearTicks(0, Infinity, 5)).toEqual([]);
  });
});

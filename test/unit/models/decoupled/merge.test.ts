import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeCohorts, type MergingCohort } from "../../../../kernel-lib/src/models/decoupled/merge.js";
import { validityOf } from "../../../../kernel-lib/src/models/decoupled/validity.js";

const where = "decoupled";
const cohort = (name: string, ...counts: number[]): MergingCohort => ({
  name,
  size: counts.reduce((a, b) => a + b),
  counts: Float64Array.from(counts),
});

describe("validity", () => {
  const rule = { rows: 1000, minCohortSize: 50, minCohortShare: 0.1, minorityRate: 0.1 };
  it("looks at the distribution first, then at the size", () => {
    expect(validityOf(20, [19, 1], rule)).toBe("distribution");
    expect(validityOf(20, [18, 2], rule)).toBe("size");
    expect(validityOf(100, [90, 10], rule)).toBe("valid");
    expect(validityOf(99, [50, 49], rule)).toBe("size");
    expect(validityOf(60, null, { ...rule, rows: 600 })).toBe("valid");
    expect(validityOf(49, null, { ...rule, rows: 100 })).toBe("size");
  });
  it("counts a class that the cohort does not have", () => {
    expect(validityOf(200, [100, 100, 0], rule)).toBe("distribution");
    expect(validityOf(200, [100, 100, 0], { ...rule, minorityRate: 0 })).toBe("valid");
  });
});

describe("merging", () => {
  it("takes a skewed cohort before a small one, joins the smallest other (of equals the first), keeps name and place", () => {
    // c is skewed; a and d are the smallest others, and a comes first. Then d is small, and b is smaller than c.
    const cohorts = [cohort("a", 30, 30), cohort("b", 60, 60), cohort("c", 99, 1), cohort("d", 30, 30)];
    const merged = mergeCohorts(cohorts, { rows: 340, minCohortSize: 70, minCohortShare: 0 }, where);
    expect(merged.map(({ name, members, size }) => [name, members, size])).toEqual([
      ["c", [2, 0], 160],
      ["d", [3, 1], 180],
    ]);
  });

  it("leaves valid cohorts alone", () => {
    const cohorts = [cohort("a", 50, 50), cohort("b", 50, 50)];
    expect(mergeCohorts(cohorts, { rows: 200 }, where).map(({ members }) => members)).toEqual([[0], [1]]);
  });

  it("refuses to end with one cohort", () => {
    expect(() => mergeCohorts([cohort("a", 20, 20), cohort("b", 50, 50)], { rows: 140 }, where)).toThrow(
      "decoupled: merging the 2 cohorts leaves one only",
    );
    expect(() => mergeCohorts([cohort("a", 50, 50)], { rows: 100 }, where)).toThrow(
      "'cohorts' makes one cohort only, 'a', so there is nothing to decouple",
    );
  });

  it("ends with valid cohorts that hold every row once", () => {
    const counts = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 90 })), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(counts, (each) => {
        const cohorts = each.map((pair, k) => cohort(String(k), ...pair));
        const rows = cohorts.reduce((sum, { size }) => sum + size, 0);
        let merged;
        try {
          merged = mergeCohorts(cohorts, { rows }, where);
        } catch {
          return;
        }
        expect(merged.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(
          cohorts.map((_, k) => k),
        );
        for (const { size, counts, members, name } of merged) {
          expect(validityOf(size, counts, { rows })).toBe("valid");
          expect(size).toBe(members.reduce((sum, k) => sum + cohorts[k]!.size, 0));
          expect(name).toBe(String(members[0]));
        }
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { proxyEstimates, unawareStudy } from "../../../../../kernel-lib/src/api/index.js";
import { simulateInterviews } from "../../../../../kernel-lib/src/data/index.js";

const records = simulateInterviews({ records: 600, seed: 5 }).interviews.objects() as Record<
  string,
  unknown
>[];
const options = { protected: "race", proxies: ["district", "complexion"], trees: 20, minLeaf: 5 };

describe("proxyEstimates", () => {
  test.each(["out-of-fold", "out-of-bag", "fitted"] as const)(
    "%s: probabilities of every row",
    async (estimates) => {
      const found = await proxyEstimates(records, { ...options, estimates });
      expect(found.numRows()).toBe(records.length);
      const levels = ["Asian", "Black", "Hispanic", "White"];
      const columns = levels.map((level) => found.array(`P(race = ${level})`) as Float64Array);
      expect(found.columnNames()).toEqual(["estimated:race", ...levels.map((level) => `P(race = ${level})`)]);
      const estimated = found.array("estimated:race") as string[];
      records.forEach((_, row) => {
        const chances = columns.map((column) => column[row]!);
        expect(chances.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
        expect(estimated[row]).toBe(levels[chances.indexOf(Math.max(...chances))]);
      });
    },
  );

  test.each([
    [{ proxies: ["strete"] }, "proxyEstimates: 'proxies' names column 'strete'"],
    [{ proxies: [] }, "proxyEstimates: 'proxies' must hold at least 1 entry"],
    [{ proxies: undefined }, "proxyEstimates: 'proxies' is missing"],
    [{ proxies: ["race"] }, "proxyEstimates: 'proxies' holds the protected class 'race'"],
    [{ protected: "rase" }, "proxyEstimates: 'protected' names column 'rase'"],
    [{ tres: 5 }, "proxyEstimates: unknown option 'tres' (did you mean 'trees'?)"],
    [{ trees: 0 }, "proxyEstimates: 'trees' must be >= 1, got 0"],
    [{ folds: 1 }, "proxyEstimates: 'folds' must be >= 2, got 1"],
  ])("refuses %o", async (wrong, message) => {
    await expect(proxyEstimates(records, { ...options, ...wrong } as never)).rejects.toThrow(message);
  });

  test("refuses a class that is missing, or the same in every row", async () => {
    const one = records.map((record) => ({ ...record, race: "Black" }));
    await expect(proxyEstimates(one, options)).rejects.toThrow(
      "proxyEstimates: the protected class 'race' is 'Black' in every row",
    );
    const gap = records.map((record, row) => ({ ...record, race: row === 3 ? null : record.race }));
    await expect(proxyEstimates(gap, options)).rejects.toThrow(
      "proxyEstimates: column 'race' is missing in row 4; drop the rows without a class",
    );
  });
});

test.each([
  [{ reps: 3 }, "unawareStudy: unknown option 'reps'"],
  [{ n: 1 }, "unawareStudy: 'n' must be a whole number of at least 20, got 1"],
  [{ trees: 0 }, "unawareStudy: 'trees' must be >= 1, got 0"],
  [{ interval: 2 }, "unawareStudy: 'interval' must be < 1, got 2"],
])("unawareStudy refuses %o", async (wrong, message) => {
  await expect(unawareStudy(wrong as never)).rejects.toThrow(message);
});

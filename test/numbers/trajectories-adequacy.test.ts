import { beforeAll, describe, expect, it } from "vitest";
import { type Fit, readTable, toLong, trajectories, waldTest } from "../../kernel-lib/src/index.js";
import { dataFile, dataLacks } from "./data-folder.js";

if (dataLacks) console.warn(`skipped: adequacy of published trajectories, ${dataLacks}`);

const seeds = [1, 2, 3, 4, 5];
const groupsOf = (fit: Fit) => fit.tables.groups!.rows as Record<string, number>[];

/** To half a unit of the last digit that was printed. */
const printed = (actual: unknown, expected: number, digits: number) =>
  expect(Math.abs((actual as number) - expected), `${String(actual)} for ${expected}`).toBeLessThan(
    0.5001 * 10 ** -digits,
  );

describe.skipIf(dataLacks)("Toronto offenders", () => {
  let long: ReturnType<typeof toLong>;
  const options = { id: "id", time: "age", outcome: "contacts", family: "poisson" } as const;
  beforeAll(async () => {
    const wide = await readTable(dataFile("trajectories/to1adj.csv"));
    long = toLong(wide, { id: "id", outcome: { contacts: "age*" }, timeName: "age" });
  });

  it.each(seeds)("entropy and mean posteriors of two groups, seed %i", async (seed) => {
    const fit = await trajectories(long, { ...options, groups: 2, seed });
    printed(fit.fit.relativeEntropy, 0.985748, 6);
    const [low, high] = groupsOf(fit);
    printed(low!.app, 0.996882, 6);
    printed(high!.app, 0.995221, 6);
    for (const { app, appLower, appUpper } of [low!, high!]) {
      expect(appLower).toBeLessThan(app!);
      expect(appUpper).toBeGreaterThan(app!);
      expect(appUpper).toBeLessThan(1);
    }
  });

  it("BIC of one to four groups in one table, with both counts", async () => {
    const fit = await trajectories(long, { ...options, groups: [1, 2, 3, 4] });
    const rows = fit.tables.comparison!.rows as Record<string, number>[];
    [37879.31, 30371.535, 28840.16, 27806.626].forEach((bic, k) => {
      // The log-likelihood is held to 1e-3, so twice that.
      expect(Math.abs(rows[k]!.bic! - bic)).toBeLessThan(2e-3);
      const observations = rows[k]!.bic! + rows[k]!.parameters! * Math.log((378 * 31) / 378);
      expect(rows[k]!.bicObservations).toBeCloseTo(observations, 6);
      expect(rows[k]!.icl).toBeGreaterThanOrEqual(rows[k]!.bic!);
    });
    expect(groupsOf(fit)).toHaveLength(4);
  });

  it("the curves of two groups are nothing alike", async () => {
    const fit = await trajectories(long, { ...options, groups: 2, starts: 10 });
    for (const term of ["Intercept", "Linear", "Quadratic"]) {
      expect(waldTest(fit, { equal: term }).pValue).toBeLessThan(1e-6);
    }
    expect(waldTest(fit, { zero: "highest order" })).toMatchObject({ df: 2 });
  });
});

describe.skipIf(dataLacks)("Gaussian of two groups, a σ each (trajeR)", () => {
  it.each(seeds)("APP, OCC and BIC, seed %i", async (seed) => {
    const wide = await readTable(dataFile("trajectories/cnorm2gr.csv"));
    const long = toLong(wide, { id: "Id", outcome: { y: "Y*" }, time: "T*" });
    const fit = await trajectories(long, { id: "Id", time: "time", outcome: "y", sigma: "separate", seed });
    // trajeR's group 1 falls, and so has the lower mean.
    const [falling, rising] = groupsOf(fit);
    printed(falling!.share, 0.386877, 6);
    printed(falling!.app, 0.98376, 5);
    printed(rising!.app, 0.97896, 5);
    printed(falling!.occ, 96.01, 2);
    printed(rising!.occ, 29.35, 2);
    expect(Math.abs(fit.fit.bic! - 1695.2223)).toBeLessThan(2e-3);
    const assigned = groupsOf(fit).reduce((sum, row) => sum + row.persons!, 0);
    expect(assigned).toBe(50);
  });
});

import { expect, test } from "vitest";
import { simulateRiskTerrain } from "../../../../kernel-lib/src/features/index.js";
import { estimate } from "./places.js";

// A short run of what test/bench/risk-terrain.mjs measures at length.
test("in simulated cities exact finds the true factors at least as often as the other methods", async () => {
  const ladder = { distances: [100, 200, 300], densities: [200, 300, 400] };
  const generators = [
    { name: "bars", points: 60, variable: "kde_300", coefficient: 0.9, ...ladder },
    { name: "metro", points: 12, spread: "even", variable: "dis_300", coefficient: 0.8, ...ladder },
    { name: "schools", points: 40, spread: "even", variable: null, ...ladder },
  ] as const;
  const right = { exact: 0, lasso: 0, dropout: 0 };
  let covered = 0;
  let ratios = 0;
  for (let seed = 1; seed <= 4; seed++) {
    const city = simulateRiskTerrain({ seed, units: 1500, generators });
    const { outcome, always, chosen, coefficients } = city.truth;
    for (const method of ["exact", "lasso", "dropout"] as const) {
      const replicates = method === "exact" ? 60 : 0;
      const options = { outcome, always, sets: city.sets, method, seed, replicates };
      const { rows } = (await estimate(city.table as never, options)).document.tables.coefficients!;
      for (const [set, variable] of Object.entries(chosen)) {
        const row = rows.find((each) => each.set === set);
        const isRight = (row?.term ?? null) === variable;
        if (isRight) right[method]++;
        if (!isRight || !row || method !== "exact") continue;
        const ratio = Math.exp(coefficients[variable!]!);
        ratios++;
        if (ratio >= (row.bootstrapLower as number) && ratio <= (row.bootstrapUpper as number)) covered++;
      }
    }
  }
  expect(right.exact).toBeGreaterThanOrEqual(right.lasso);
  expect(right.exact).toBeGreaterThan(right.dropout);
  // 12 sets; fewer than 10 would be a search that misses what is plainly there.
  expect(right.exact).toBeGreaterThanOrEqual(10);
  // Of 8 intervals that cover at a rate of 95 % three or more miss with a chance of 0.006.
  expect(covered / ratios).toBeGreaterThanOrEqual(0.75);
});

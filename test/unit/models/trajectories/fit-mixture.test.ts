import { describe, expect, it } from "vitest";
import { randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { sandwich } from "../../../../kernel-lib/src/compute/linalg/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/trajectories.js";
import type { Table } from "../../../../kernel-lib/src/data/table.js";
import { covariances } from "../../../../kernel-lib/src/models/trajectories/covariance.js";
import { fitMixture } from "../../../../kernel-lib/src/models/trajectories/fit-mixture.js";
import type { MixtureFit } from "../../../../kernel-lib/src/models/trajectories/mixture.js";
import {
  buildModel,
  type TrajectoriesOptions,
} from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import { reportParameters } from "../../../../kernel-lib/src/models/trajectories/reported.js";
import { familyTasks } from "./every-family.js";
import { quietRun } from "./simple-mixtures.js";

async function fit(
  table: Table,
  options: TrajectoriesOptions,
  { starts = 2, seed = 1, given }: { starts?: number; seed?: number; given?: MixtureFit } = {},
) {
  const built = buildModel(table, options);
  const found = await fitMixture(built.model, {
    starts: given ? 0 : starts,
    key: randomKey(seed),
    run: quietRun(),
    given: given ? [given.parameters] : [],
  });
  return { built, found, reported: reportParameters(found, { membership: built.membership.scale }) };
}

const columnsOf = (table: Table): Record<string, Float64Array> =>
  Object.fromEntries(
    table.columnNames.map((name) => [name, (table.column(name) as { values: Float64Array }).values]),
  );

const close = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number) => {
  expect(a.length).toBe(b.length);
  for (let k = 0; k < a.length; k++)
    expect(Math.abs(a[k]! - b[k]!)).toBeLessThan(tolerance * (1 + Math.abs(b[k]!)));
};

const curveOf = (
  { found, reported }: { found: MixtureFit; reported: { estimates: Float64Array } },
  group: number,
) => Array.from(found.model.components[0]!.groupParameters[group]!, (place) => reported.estimates[place]!);

describe.each(familyTasks)("a fit of $family, $sigma", ({ family, table, options }) => {
  it("repeats to the bit, and has the same maximum for rows in any order", async () => {
    const first = await fit(table, options);
    const again = await fit(table, options);
    expect(again.found.parameters).toEqual(first.found.parameters);
    const columns = columnsOf(table);
    const backwards = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, values.toReversed()]),
    );
    const turned = await fit(asTable(backwards, "test"), options, { given: first.found });
    close([turned.found.logLik], [first.found.logLik], 1e-9);
    close(turned.reported.estimates, first.reported.estimates, 1e-4);
  });

  it("changes nothing but units when time is rescaled", async () => {
    const columns = columnsOf(table);
    const months = { ...columns, time: columns.time!.map((year) => 12 * (year - 1900)) };
    const years = await fit(table, options);
    const other = await fit(asTable(months, "test"), options);
    close([other.found.logLik], [years.found.logLik], 1e-10);
    close(other.found.shares, years.found.shares, 1e-6);
    const at = (coefficients: readonly number[], t: number) =>
      coefficients.reduceRight((sum, b) => sum * t + b, 0);
    for (const group of [0, 1]) {
      const order = (options.order as number[])[group]!;
      for (const year of [1990, 1995, 1998]) {
        const here = at(curveOf(years, group).slice(0, order + 1), year);
        const there = at(curveOf(other, group).slice(0, order + 1), 12 * (year - 1900));
        // Powers of years near 2000 cancel in the last digits.
        expect(Math.abs(here - there)).toBeLessThan(1e-4 * (1 + Math.abs(here)));
      }
    }
  });

  it("has shares and posteriors that sum to 1, and stops at a maximum", async () => {
    const { found } = await fit(table, options);
    expect(found.shares[0]! + found.shares[1]!).toBeCloseTo(1, 12);
    for (let i = 0; i < found.model.persons; i++) {
      expect(found.posteriors[2 * i]! + found.posteriors[2 * i + 1]!).toBeCloseTo(1, 12);
    }
    expect(found.status).toBe("converged");
    expect(found.measure).toBeLessThan(1e-4);
    if (family !== "zip-tau") expect(covariances(found).observed).not.toBeNull();
  });

  it("takes a weight of 2 for two people", async () => {
    const columns = columnsOf(table);
    const doubled = columns.id!.map((id) => (id % 3 === 0 ? 2 : 1));
    const rows = [...columns.id!.keys()];
    const copies = rows.filter((row) => doubled[row] === 2);
    const repeated = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [
        name,
        Float64Array.from(
          [...rows, ...copies],
          (row, k) => values[row]! + (name === "id" && k >= rows.length ? 1000 : 0),
        ),
      ]),
    );
    const { weights: _, ...unweighted } = options;
    const weighted = await fit(asTable({ ...columns, double: doubled }, "test"), {
      ...unweighted,
      weights: "double",
    });
    const plain = await fit(asTable(repeated, "test"), unweighted, { given: weighted.found });
    close([weighted.found.logLik], [plain.found.logLik], 1e-8);
    close(weighted.reported.estimates, plain.reported.estimates, 1e-4);
    const [a, b] = [weighted, plain].map(({ found, reported: { jacobian } }) => {
      const p = Math.sqrt(jacobian.length);
      const { observed, sandwich: robust, outerProduct } = covariances(found);
      // Inside, covariates are centred at the mean of the rows, which repetition moves: compare what is reported.
      return [observed, robust, outerProduct].map((matrix) => sandwich(jacobian, matrix!, p, p));
    });
    a!.forEach((matrix, kind) => {
      const p = Math.sqrt(matrix.length);
      for (let j = 0; j < p; j++) {
        const [one, two] = [matrix[j * p + j]!, b![kind]![j * p + j]!];
        expect(Number.isNaN(one)).toBe(Number.isNaN(two));
        if (!Number.isNaN(one)) expect(Math.abs(one - two)).toBeLessThan(1e-3 * two);
      }
    });
  });
});

const simulated = simulateTrajectories({
  family: "poisson",
  people: 80,
  groups: [{ coefficients: [1.5, 0, 0] }, { coefficients: [-0.5, 0, 0] }, { coefficients: [0.6, 0, 0] }],
});
const counts = asTable(simulated.table, "test");
const poisson = { id: "id", time: "time", outcome: "y", family: "poisson", groups: 3 } as const;

describe("the search", () => {
  it("numbers groups by ascending level", async () => {
    const { found } = await fit(counts, { ...poisson, order: 0 });
    const [component] = found.model.components;
    const level = [0, 1, 2].map((group) => component!.level!(found.parameters.components[0]!, group));
    expect(level).toEqual([...level].sort((a, b) => a - b));
  });

  it("keeps groups in their places where the user gave each its own order", async () => {
    const { found } = await fit(counts, { ...poisson, order: [2, 1, 0] });
    expect(found.model.components[0]!.groupParameters.map((places) => places.length)).toEqual([3, 2, 1]);
  });

  it("reports every start, best first", async () => {
    const { found } = await fit(counts, poisson, { starts: 12 });
    const { logLik, origin, followed, reachedBest, spurious } = found.starts;
    expect(logLik.length + spurious).toBeGreaterThanOrEqual(12);
    expect(origin).toHaveLength(logLik.length);
    expect(followed).toHaveLength(logLik.length);
    expect(logLik).toEqual([...logLik].sort((a, b) => b - a));
    expect(reachedBest).toBe(logLik.filter((value) => value > logLik[0]! - 1e-3).length);
    expect(Math.abs(logLik[0]! - found.logLik)).toBeLessThan(1e-8);
  });

  it("goes on from given parameters, and never falls behind them", async () => {
    const { built, found } = await fit(counts, poisson);
    const again = await fitMixture(built.model, {
      starts: 0,
      key: randomKey(9),
      run: quietRun(),
      given: [found.parameters],
    });
    expect(again.starts.origin).toEqual(["given"]);
    close([again.logLik], [found.logLik], 1e-10);
  });

  it("keeps what it has when it is interrupted", async () => {
    const { model } = buildModel(counts, poisson);
    const found = await fitMixture(model, { starts: 50, key: randomKey(1), run: quietRun({ after: 20 }) });
    expect(found.status).toBe("interrupted");
    expect(Number.isFinite(found.logLik)).toBe(true);
  });

  it("ends at a maximum also where few starts are followed", async () => {
    // Groups so far apart that many starts are at the maximum, to rounding, before the best few are chosen.
    const { table } = simulateTrajectories({
      family: "poisson",
      people: 200,
      times: [0, 1, 2, 3, 4, 5],
      groups: [{ coefficients: [0, 0.3] }, { coefficients: [3, 0.3] }],
    });
    const { model } = buildModel(asTable(table, "test"), { ...poisson, groups: 2, order: 1 });
    // Said to be of many outcomes, so that only a tenth of the starts is followed.
    const many = {
      ...model,
      components: model.components.map((each) => ({ ...each, observations: 1e9 })),
    };
    for (let seed = 1; seed <= 10; seed++) {
      const found = await fitMixture(many, { starts: 60, key: randomKey(seed), run: quietRun() });
      expect(found.starts.followed.filter(Boolean).length).toBeLessThan(10);
      expect(found.status).toBe("converged");
    }
  });

  it("refuses outcomes that curves meet exactly", async () => {
    const people = Array.from({ length: 30 }, (_, i) =>
      [0, 1, 2, 3].map((time) => ({ id: i, time, y: (i % 2) + time })),
    );
    const options = { id: "id", time: "time", outcome: "y", order: 1 };
    await expect(fit(asTable(people.flat(), "test"), options)).rejects.toThrow(/meet outcomes exactly/);
  });

  it("flags a group that nobody needs rather than printing its errors", async () => {
    // Everybody's outcomes are the same: two groups are one too many.
    const people = Array.from({ length: 30 }, (_, i) =>
      [0, 1, 2, 3].map((time) => ({ id: i, time, y: (i + time) % 2 })),
    );
    const { found } = await fit(asTable(people.flat(), "test"), { ...poisson, groups: 2, order: 1 });
    expect(covariances(found).reasons.some((reason) => reason !== null)).toBe(true);
    expect(found.shares[0]! + found.shares[1]!).toBeCloseTo(1, 12);
  });

  it("sets spikes of an unbounded likelihood aside", async () => {
    const { table } = simulateTrajectories({ family: "gaussian", people: 25, times: [0, 1, 2], seed: 4 });
    const { found } = await fit(
      asTable(table, "test"),
      {
        id: "id",
        time: "time",
        outcome: "y",
        groups: 4,
        order: 1,
        sigma: "separate",
      },
      { starts: 40 },
    );
    const sizes = [0, 1, 2, 3].map((g) => {
      let sum = 0;
      for (let i = 0; i < 25; i++) sum += found.posteriors[4 * i + g]!;
      return sum;
    });
    expect(found.starts.spurious).toBeGreaterThan(0);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1.5);
  });
});

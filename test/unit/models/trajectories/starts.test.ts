import { describe, expect, it } from "vitest";
import { randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/trajectories.js";
import { fitMixture } from "../../../../kernel-lib/src/models/trajectories/fit-mixture.js";
import { kMeans } from "../../../../kernel-lib/src/models/trajectories/k-means.js";
import { buildModel } from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import { makeSplits } from "../../../../kernel-lib/src/models/trajectories/splits.js";
import { makeStarts } from "../../../../kernel-lib/src/models/trajectories/starts.js";
import { quietRun } from "./simple-mixtures.js";

const levels = [-1, 0, 1, 2];
const { table } = simulateTrajectories({
  family: "poisson",
  people: 120,
  times: [0, 1, 2, 3, 4, 5],
  groups: levels.map((level) => ({ coefficients: [level, 0, 0] })),
});
const options = { id: "id", time: "time", outcome: "y", family: "poisson", order: 0, groups: 4 } as const;
const { model } = buildModel(asTable(table, "test"), options);

describe("starts", () => {
  it("are of all kinds, all different, and the same for the same key", () => {
    const made = [...makeStarts(model, 8, randomKey(1))];
    expect(new Set(made.map(({ origin }) => origin))).toEqual(
      new Set(["quantiles", "subject-fits", "random"]),
    );
    expect(new Set(made.map(({ parameters }) => parameters.components[0]!.join())).size).toBe(8);
    expect([...makeStarts(model, 8, randomKey(1))]).toEqual(made);
  });

  it("do not depend on how many are made", () => {
    expect([...makeStarts(model, 3, randomKey(1))]).toEqual(
      [...makeStarts(model, 8, randomKey(1))].slice(0, 3),
    );
  });
});

it("splits lead out of a maximum where two groups share one and one holds two", async () => {
  const run = quietRun();
  const search = { key: randomKey(1), run };
  const best = await fitMixture(model, { ...search, starts: 20 });
  // Groups 1 and 2 both at the lowest level, groups 3 and 4 left to one.
  const [a, , , d] = best.parameters.components[0]!;
  const given = [
    {
      components: [Float64Array.of(a! - 0.05, a! + 0.05, (a! + d!) / 2, d!)],
      membership: new Float64Array(3),
    },
  ];
  const stuck = await fitMixture(model, { ...search, starts: 0, given });
  const ends: number[] = [];
  for (const parameters of makeSplits(model, stuck.parameters, { count: 12, key: randomKey(2) })) {
    ends.push((await fitMixture(model, { ...search, starts: 0, given: [parameters] })).logLik);
  }
  expect(Math.max(...ends)).toBeGreaterThan(best.logLik - 1e-3);
});

describe("k-means", () => {
  it("finds clusters that lie far apart", () => {
    const noise = uniform(randomKey(3), 90);
    const points = Float64Array.from({ length: 90 }, (_, i) => 10 * (i % 3) + noise[i]!);
    const cluster = kMeans(points, { count: 90, width: 1, clusters: 3, key: randomKey(4), rounds: 20 });
    for (let i = 3; i < 90; i++) expect(cluster[i]).toBe(cluster[i % 3]);
    expect(new Set(cluster).size).toBe(3);
  });

  it("does with fewer different points than clusters", () => {
    const cluster = kMeans(new Float64Array(10), {
      count: 10,
      width: 1,
      clusters: 4,
      key: randomKey(1),
      rounds: 5,
    });
    expect(cluster.every((c) => c >= 0 && c < 4)).toBe(true);
  });
});

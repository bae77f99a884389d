import { table } from "arquero";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import {
  countWithin,
  kernelDensity,
  riskDummies,
  riskFactors,
  zScore,
} from "../../../kernel-lib/src/features/index.js";
import { base, lattice } from "./points.js";

const units = lattice(12);
const streets = table({ id: units.x.map((_, row) => row), ...units });
const bars = {
  x: [base + 120, base + 140, base + 700],
  y: [base + 130, base + 90, base + 650],
  visits: [1, 1, 9],
};

describe("riskDummies", () => {
  const {
    table: dummies,
    sets,
    constant,
  } = riskDummies(streets, bars, {
    name: "alc",
    distances: [10, 100, 250],
    densities: [100, 300],
  });
  const column = (name: string) => [...(dummies.array(name) as Float64Array)];

  it("names the columns as the seed does, and makes sets of those that vary", () => {
    expect(dummies.columnNames()).toEqual([
      "alc_dis_10",
      "alc_dis_100",
      "alc_dis_250",
      "alc_kde_100",
      "alc_kde_300",
    ]);
    expect(sets).toEqual({ alc: ["alc_dis_100", "alc_dis_250", "alc_kde_100", "alc_kde_300"] });
    expect(constant).toEqual(["alc_dis_10"]);
  });

  it("is 1 nearer than a distance, or where the density's z-score is above 2", () => {
    for (const distance of [100, 250]) {
      const near = countWithin(streets, bars, { distance });
      expect(column(`alc_dis_${distance}`)).toEqual([...near].map((count) => Number(count > 0)));
    }
    for (const bandwidth of [100, 300]) {
      const z = zScore(kernelDensity(streets, bars, { bandwidth }));
      expect(column(`alc_kde_${bandwidth}`)).toEqual([...z].map((score) => Number(score > 2)));
      expect(column(`alc_kde_${bandwidth}`)).toContain(1);
    }
  });

  it("takes weights, kernel, cutoff and threshold into the density", () => {
    const options = { kernel: "quartic", weights: "visits" } as const;
    const z = zScore(kernelDensity(streets, bars, { ...options, bandwidth: 300 }));
    const made = riskDummies(streets, bars, { name: "a", densities: [300], threshold: 1, ...options });
    expect([...made.table.array("a_kde_300")]).toEqual([...z].map((score) => Number(score > 1)));
    expect([...made.table.array("a_kde_300")]).not.toEqual(column("alc_kde_300"));
  });

  it("makes zeros of a density that is the same everywhere", () => {
    const far = { x: [base + 90_000], y: [base] };
    const made = riskDummies(streets, far, { name: "far", distances: [50], densities: [50] });
    expect(made.sets).toEqual({});
    expect(made.constant).toEqual(["far_dis_50", "far_kde_50"]);
  });
});

describe("riskFactors", () => {
  it("puts the dummies of several generators beside the units' columns, row by row", () => {
    const some = streets.filter("d => d.id % 2 === 0").orderby("y");
    const made = riskFactors(some, [
      { name: "alc", points: bars, distances: [250] },
      { name: "c31", points: some, weights: "id", densities: [200], threshold: 1 },
      {
        name: "met",
        points: [{ east: base, north: base }],
        coordinates: { x: "east", y: "north" },
        distances: [300],
      },
    ]);
    expect(made.table.columnNames()).toEqual(["id", "x", "y", "alc_dis_250", "c31_kde_200", "met_dis_300"]);
    expect(made.sets).toEqual({ alc: ["alc_dis_250"], c31: ["c31_kde_200"], met: ["met_dis_300"] });
    expect(made.table.numRows()).toBe(some.numRows());
    for (const { x, y, met_dis_300 } of made.table.objects() as {
      x: number;
      y: number;
      met_dis_300: number;
    }[]) {
      expect(met_dis_300).toBe(Number(Math.hypot(x - base, y - base) < 300));
    }
  });

  const generator = { name: "alc", points: bars, distances: [100] };
  it.each<[() => unknown, string]>([
    [
      () => riskFactors(streets, [{ ...generator, points: table({ x: [], y: [] }) }]),
      "riskFactors: there are no points of 'alc'",
    ],
    [() => riskFactors(streets, []), "riskFactors: there are no generators"],
    [() => riskFactors(streets, [generator, generator]), "riskFactors: two generators are named 'alc'"],
    [
      () => riskFactors(streets.assign({ alc_dis_100: units.x } as never), [generator]),
      "riskFactors: the units have a column 'alc_dis_100' already",
    ],
    [
      () => riskFactors(units as never, [generator]),
      "riskFactors: the units must be an Arquero table, such as readTable gives",
    ],
    [
      () => riskDummies(streets, bars, { name: "alc" }),
      "riskDummies: generator 'alc' has neither 'distances' nor 'densities'",
    ],
    [
      () => riskDummies(streets, bars, { name: "alc", densities: [100, 0] }),
      "riskDummies: 'densities' must be a number of metres greater than 0, got 0",
    ],
    [
      () => riskFactors(streets, [{ ...generator, coordinates: { x: "east", y: "north" } }]),
      "riskFactors: 'alc.coordinates' names column 'east', which the table does not have",
    ],
    [
      () => riskFactors(streets, [{ ...generator, distances: 100 as never }]),
      "riskFactors: 'distances' must be a list of metres such as [100, 200, 400], got 100",
    ],
    [
      () => riskFactors(streets, [{ name: "alc", points: bars, distance: [100] } as never]),
      "riskFactors: generator 'alc' has an unknown option 'distance' (did you mean 'distances'?)",
    ],
    [
      () => riskDummies(streets, bars, { name: "alc", distances: ["100m" as never] }),
      "riskDummies: 'distances' must be a number of metres greater than 0, got '100m'",
    ],
    [
      () => riskDummies(streets, bars, { name: "alc", distances: [100, 100] }),
      "riskDummies: 'distances' has 100 twice",
    ],
    [
      () => riskDummies(streets, bars, { name: "", distances: [100] }),
      `riskDummies: 'name' must say what the generator is called, got ""`,
    ],
  ])("refuses bad input (%#)", (make, message) => {
    expect(make).toThrow(new InputError(message));
  });
});

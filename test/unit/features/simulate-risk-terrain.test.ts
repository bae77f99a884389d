import { describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { riskFactors, simulateRiskTerrain } from "../../../kernel-lib/src/features/index.js";
import { expectClose } from "./points.js";

const city = simulateRiskTerrain({ units: 4000, seed: 5 });
const column = (name: string, of = city) => of.table.array(name, Float64Array) as Float64Array;

describe("simulateRiskTerrain", () => {
  it.each(["crimes", "next_crimes"])("draws %s about the mean that the truth makes", (outcome) => {
    const { coefficients, mean } = city.truth;
    const eta = new Float64Array(mean.length);
    const y = column(outcome);
    for (const [name, value] of Object.entries(coefficients)) {
      const x = name === "Intercept" ? mean.map(() => 1) : column(name);
      x.forEach((each, unit) => (eta[unit]! += value * each));
      // The score of each coefficient is near 0 at the truth, in standard errors.
      const score = y.reduce((sum, count, unit) => sum + x[unit]! * (count - mean[unit]!), 0);
      const variance = mean.reduce((sum, each, unit) => sum + x[unit]! ** 2 * each, 0);
      expect(Math.abs(score) / Math.sqrt(variance)).toBeLessThan(4);
    }
    expectClose(mean, eta.map(Math.exp));
  });

  it("draws negative binomial counts with the spread it says", () => {
    const spread = simulateRiskTerrain({ units: 4000, seed: 5, family: "negative-binomial", theta: 0.7 });
    expect(spread.truth).toMatchObject({ theta: 0.7, chosen: city.truth.chosen });
    const y = column("crimes", spread);
    const { mean } = spread.truth;
    const ratio = y.reduce(
      (sum, count, i) => sum + (count - mean[i]!) ** 2 / (mean[i]! + mean[i]! ** 2 / 0.7),
      0,
    );
    expect(ratio / y.length).toBeGreaterThan(0.8);
    expect(ratio / y.length).toBeLessThan(1.2);
    expect(city.truth.theta).toBeNull();
  });

  it("lets at most one dummy of each set act, and none of the schools'", () => {
    const { chosen, coefficients } = city.truth;
    expect(Object.keys(chosen)).toEqual(Object.keys(city.sets));
    for (const [set, names] of Object.entries(city.sets)) {
      const acting = names.filter((name) => name in coefficients);
      expect(acting).toEqual(chosen[set] === null ? [] : [chosen[set]]);
      for (const name of names) expect(new Set(column(name))).toEqual(new Set([0, 1]));
    }
    expect(chosen["schools"]).toBeNull();
  });

  it("gives the parts that its features are made of", () => {
    const { table, sets } = riskFactors(city.streets, city.generators);
    expect(sets).toEqual(city.sets);
    for (const name of Object.values(sets).flat())
      expect(table.array(name, Float64Array)).toEqual(column(name));
    expect(new Set(city.points.array("type"))).toEqual(new Set(["bars", "metro", "petrol", "schools"]));
    expect(city.shapes.features.map(({ id }) => id)).toEqual([...column("unit")]);
    expect(city.streets.numRows()).toBe(4000);
    const lengths = column("length");
    column("intersection").forEach((is, unit) => expect(is === 1).toBe(lengths[unit] === 0));
  });

  it("repeats with its seed", () => {
    const [one, again, other] = [7, 7, 8].map((seed) =>
      simulateRiskTerrain({ units: 500, seed }).table.objects(),
    );
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  const bars = { name: "bars", points: 30, variable: "dis_200" };
  it.each<[() => unknown, string]>([
    [
      () => simulateRiskTerrain({ units: 50 }),
      "simulateRiskTerrain: 'units' must be a whole number of at least 100, got 50",
    ],
    [
      () => simulateRiskTerrain({ generators: [{ ...bars, variable: "dis_250" }] }),
      "simulateRiskTerrain: 'variable' of 'bars' is 'dis_250', which its ladder does not make (did you mean 'bars_dis_200'?)",
    ],
    [
      () => simulateRiskTerrain({ generators: [{ ...bars, variable: "dis_9999", distances: [9999] }] }),
      "simulateRiskTerrain: 'bars_dis_9999' is the same in every unit of this city; change the seed, the units or the points",
    ],
    [
      () => simulateRiskTerrain({ generators: [{ ...bars, name: "length" }] }),
      "simulateRiskTerrain: a generator cannot be named 'length', as a column is",
    ],
    [
      () => simulateRiskTerrain({ generators: [{ ...bars, points: 0 }] }),
      "simulateRiskTerrain: 'points' of 'bars' must be 'units' or a whole number of at least 1, got 0",
    ],
    [
      () => simulateRiskTerrain({ generators: [{ ...bars, coefficient: NaN }] }),
      "simulateRiskTerrain: coefficient 'bars_dis_200' must be a number, got NaN",
    ],
    [
      () => simulateRiskTerrain({ units: 300, family: "negative-binomial", theta: 0 }),
      "simulateRiskTerrain: 'theta' must be greater than 0, got 0",
    ],
  ])("refuses bad options (%#)", (simulate, message) => {
    expect(simulate).toThrow(new InputError(message));
  });
});

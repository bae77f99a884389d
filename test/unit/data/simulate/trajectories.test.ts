import { describe, expect, it } from "vitest";
import { InputError, type TrajectoryFamily } from "../../../../kernel-lib/src/contract/index.js";
import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/index.js";

const families: TrajectoryFamily[] = [
  "gaussian",
  "censored-normal",
  "poisson",
  "negative-binomial",
  "zip",
  "zip-tau",
  "logit",
  "binomial",
  "beta",
];
const column = (simulation: ReturnType<typeof simulateTrajectories>, name: string) =>
  simulation.table.array(name) as Float64Array;

describe("simulateTrajectories", () => {
  it.each(families)("draws %s outcomes with the mean and the variance of the family", (family) => {
    const people = 4000;
    const trials = 6;
    const group = {
      coefficients: [0.4, 0.6, -0.3],
      zero: [-0.5, 1],
      sigma: 2,
      tau: 0.7,
      theta: 3,
      precision: 12,
    };
    const simulation = simulateTrajectories({ family, people, groups: [group], trials, seed: 7 });
    const [y, mean] = [column(simulation, "y"), simulation.truth.mean];
    const time = column(simulation, "time");
    const moments = (row: number): [number, number] => {
      const m = mean[row]!;
      const t = (time[row]! - 5) / 5;
      const zero =
        family === "zip"
          ? 1 / (1 + Math.exp(0.5 - t))
          : 1 / (1 + Math.exp(0.7 * (0.4 + 0.6 * t - 0.3 * t * t)));
      switch (family) {
        case "gaussian":
        case "censored-normal":
          return [m, 4];
        case "poisson":
          return [m, m];
        case "negative-binomial":
          return [m, m + m ** 2 / 3];
        case "zip":
        case "zip-tau":
          return [(1 - zero) * m, (1 - zero) * (m + m * m) - ((1 - zero) * m) ** 2];
        case "logit":
          return [m, m * (1 - m)];
        case "binomial":
          return [trials * m, trials * m * (1 - m)];
        case "beta":
          return [m, (m * (1 - m)) / 13];
      }
    };
    // At every wave, the mean within four and a half standard errors, and the variance within a tenth.
    for (let wave = 0; wave <= 10; wave++) {
      const values = Array.from({ length: people }, (_, i) => y[i * 11 + wave]!);
      const [expected, variance] = moments(wave);
      const average = values.reduce((sum, value) => sum + value, 0) / people;
      const spread = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / people;
      expect(Math.abs(average - expected)).toBeLessThan(4.5 * Math.sqrt(variance / people));
      expect(spread / variance).toBeGreaterThan(0.88);
      expect(spread / variance).toBeLessThan(1.12);
    }
  });

  it("assigns people by their shares and the covariate, sees waves by chance, and repeats itself", () => {
    const options = {
      people: 20_000,
      groups: [
        { coefficients: [0], share: 3 },
        { coefficients: [1], share: 1, slope: 0.8 },
      ],
      times: [1, 2, 3],
      observed: 0.6,
      seed: 3,
    };
    const simulation = simulateTrajectories(options);
    const { memberOf } = simulation.truth;
    const [id, x] = [column(simulation, "id"), column(simulation, "x")];
    // Score of the membership logit at the truth: within four standard errors of 0.
    const xOf = new Float64Array(memberOf.length);
    id.forEach((person, row) => (xOf[person - 1] = x[row]!));
    let [score, information, slopeScore, slopeInformation] = [0, 0, 0, 0];
    memberOf.forEach((group, i) => {
      const p = 1 / (1 + 3 * Math.exp(-0.8 * xOf[i]!));
      score += (group === 2 ? 1 : 0) - p;
      slopeScore += xOf[i]! * ((group === 2 ? 1 : 0) - p);
      information += p * (1 - p);
      slopeInformation += xOf[i]! ** 2 * p * (1 - p);
    });
    expect(Math.abs(score) / Math.sqrt(information)).toBeLessThan(4);
    expect(Math.abs(slopeScore) / Math.sqrt(slopeInformation)).toBeLessThan(4);
    const perPerson = id.length / 20_000;
    expect(perPerson).toBeGreaterThan(2.17);
    expect(perPerson).toBeLessThan(2.23);
    expect(column(simulateTrajectories(options), "y")).toEqual(column(simulation, "y"));
    expect(column(simulateTrajectories({ ...options, seed: 4 }), "y")).not.toEqual(column(simulation, "y"));
  });

  it("censors at the limits and draws exposures between theirs", () => {
    const censored = simulateTrajectories({ family: "censored-normal", lower: 1, upper: 4, seed: 2 });
    const y = column(censored, "y");
    expect([Math.min(...y), Math.max(...y)]).toEqual([1, 4]);
    const exposed = simulateTrajectories({ family: "poisson", exposure: [2, 5], seed: 2 });
    const exposure = column(exposed, "exposure");
    expect(Math.min(...exposure)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...exposure)).toBeLessThanOrEqual(5);
    expect(exposed.truth.mean[0]! / exposure[0]!).toBeCloseTo(
      Math.exp(exposed.truth.group[0] === 1 ? 0.5 - 1 - 0.5 : 0.5 + 1 - 0.5),
      10,
    );
  });

  it("takes groups that are known", () => {
    const { truth } = simulateTrajectories({ memberOf: [2, 1, 2], times: [0, 1] });
    expect(Array.from(truth.memberOf)).toEqual([2, 1, 2]);
    expect(Array.from(truth.group)).toEqual([2, 2, 1, 1, 2, 2]);
    const exact = simulateTrajectories({ people: [2, 1], times: [0] });
    expect(Array.from(exact.truth.memberOf)).toEqual([1, 1, 2]);
  });

  it.each([
    ["an unknown option", { peopel: 3 }, "unknown option 'peopel' (did you mean 'people'?)"],
    ["an unknown family", { family: "poison" }, "(did you mean 'poisson'?)"],
    ["no groups", { groups: [] }, "'groups' is empty"],
    ["a share of 0", { groups: [{ coefficients: [1], share: 0 }] }, "'groups[0]' must have a share above 0"],
    ["no coefficients", { groups: [{ coefficients: [] }] }, "'groups[0]' must have coefficients"],
    ["half a person", { people: 2.5 }, "'people' must be whole numbers of at least 1, got 2.5"],
    ["people of other groups", { people: [1, 2, 3] }, "one for each of 2 groups"],
    ["a group there is not", { memberOf: [3] }, "'memberOf' must hold groups from 1 to 2, got 3"],
    ["a time twice", { times: [1, 1] }, "'times' must be different finite numbers"],
    ["a chance of 0", { observed: 0 }, "'observed' must be above 0"],
    ["exposures of a mean", { exposure: [1, 2] }, "'exposure' is of counts"],
    [
      "counts beyond bounds",
      { family: "poisson", groups: [{ coefficients: [50] }] },
      "beyond a mean of a billion",
    ],
  ])("refuses %s in a sentence", (_, options, sentence) => {
    const call = () => simulateTrajectories(options as object);
    expect(call).toThrow(InputError);
    expect(call).toThrow("simulateTrajectories: ");
    expect(call).toThrow(sentence);
  });
});

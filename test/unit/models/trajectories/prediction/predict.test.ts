import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  InputError,
  type ResultDocument,
  type TrajectoryFamily,
} from "../../../../../kernel-lib/src/contract/index.js";
import { asTable, type TableLike } from "../../../../../kernel-lib/src/data/as-table.js";
import {
  simulateTrajectories,
  type TrajectorySimulationOptions,
} from "../../../../../kernel-lib/src/data/simulate/trajectories.js";
import {
  predictTrajectories,
  type PredictTrajectoriesOptions,
} from "../../../../../kernel-lib/src/models/trajectories/prediction/predict.js";
import { type Fitted, fitted } from "../fitted.js";

type Columns = Record<string, number[]>;

function predict(document: ResultDocument, like: TableLike, options?: PredictTrajectoriesOptions): Columns {
  const out = predictTrajectories(document, asTable(like, "test"), options);
  return Object.fromEntries(out.columnNames().map((name) => [name, Array.from(out.array(name)) as number[]]));
}

const columnsOf = (like: ReturnType<typeof simulateTrajectories>["table"]): Columns =>
  Object.fromEntries(like.columnNames().map((name) => [name, Array.from(like.array(name)) as number[]]));

const names = { id: "id", time: "time", outcome: "y" };
const gaussian: TrajectorySimulationOptions = {
  people: 120,
  groups: [
    { coefficients: [1, 1], share: 0.4, sigma: 1 },
    { coefficients: [2, -1], share: 0.6, sigma: 1 },
  ],
};

let shared: Promise<Fitted & { data: Columns }> | undefined;
const ofGaussian = () =>
  (shared ??= (async () => {
    const { table } = simulateTrajectories(gaussian);
    return { ...(await fitted(table, { ...names, order: 1 })), data: columnsOf(table) };
  })());

/** The document with θ moved in one place. */
function moved(document: ResultDocument, place: number, by: number): ResultDocument {
  const copy = structuredClone(document);
  (copy.predictor as { theta: number[] }).theta[place]! += by;
  return copy;
}

/** Standard error of a column by the delta method, from differences of the whole prediction. */
function deltaErrors(document: ResultDocument, value: (document: ResultDocument) => number[]): number[] {
  const { theta, covariance } = document.predictor as unknown as { theta: number[]; covariance: number[][] };
  const slopes = theta.map((_, j) => {
    const step = 1e-5;
    const [up, down] = [value(moved(document, j, step)), value(moved(document, j, -step))];
    return up.map((x, i) => (x - down[i]!) / (2 * step));
  });
  return slopes[0]!.map((_, i) => {
    let variance = 0;
    slopes.forEach((a, j) => slopes.forEach((b, k) => (variance += a[i]! * b[i]! * covariance[j]![k]!)));
    return Math.sqrt(variance);
  });
}

describe("predict, of people", () => {
  it("gives the people of the fit the posteriors of the fit", async () => {
    const { document, fit, data } = await ofGaussian();
    const people = predict(document, data, { of: "people" });
    expect(people.id).toHaveLength(120);
    expect(people.waves).toEqual(new Array(120).fill(11));
    fit.posteriors.forEach((value, k) => {
      expect(people[`probability${1 + (k % 2)}`]![Math.floor(k / 2)]).toBeCloseTo(value, 12);
    });
    people.group!.forEach((group, i) =>
      expect(people.probability![i]).toBe(people[`probability${group}`]![i]),
    );
  });

  it("names people as the table does, however it is asked", async () => {
    const { document } = await ofGaussian();
    for (const id of [7, "seven"]) {
      const table = { id: [id, id], time: [3, 4], y: [1, 2] };
      expect(predict(document, table, { of: "people" }).id).toEqual([id]);
      expect(predict(document, table).id).toEqual([id, id]);
      expect(predict(document, table, { times: [5] }).id).toEqual([id]);
    }
  });

  it("gives people of whom nothing was seen the shares of the groups", async () => {
    const { document, fit } = await ofGaussian();
    const strangers: TableLike[] = [
      { id: [1], time: [3], y: [NaN] },
      { id: ["a"], time: [3] },
    ];
    for (const stranger of strangers) {
      const people = predict(document, stranger, { of: "people" });
      expect(people.waves).toEqual([0]);
      expect(people.probability1![0]).toBeCloseTo(fit.shares[0]!, 12);
      expect(people.probability2![0]).toBeCloseTo(fit.shares[1]!, 12);
    }
  });

  it("follows Bayes' rule from any number of waves", async () => {
    const { document, fit, report } = await ofGaussian();
    const value = (name: string) => report.parameters.find((each) => each.name === name)!.estimate;
    const sigma = value("Sigma");
    const person = { time: [2, 7, 4], y: [0.3, 1.9, 1.1] };
    for (const waves of [0, 1, 2, 3]) {
      const joint = [1, 2].map((g) => {
        let log = Math.log(fit.shares[g - 1]!);
        for (let t = 0; t < waves; t++) {
          const mean = value(`Intercept[${g}]`) + value(`Linear[${g}]`) * person.time[t]!;
          log -= 0.5 * ((person.y[t]! - mean) / sigma) ** 2;
        }
        return Math.exp(log);
      });
      const y = person.y.map((each, t) => (t < waves ? each : NaN));
      const people = predict(document, { id: [9, 9, 9], time: person.time, y }, { of: "people" });
      expect(people.waves).toEqual([waves]);
      expect(people.probability1![0]).toBeCloseTo(joint[0]! / (joint[0]! + joint[1]!), 9);
    }
  });

  it("uses the membership covariates of people never seen", async () => {
    const { table } = simulateTrajectories({
      people: 400,
      groups: [{ coefficients: [0] }, { coefficients: [3], slope: 1.2 }],
      times: [1, 2, 3],
    });
    const { document, report } = await fitted(table, { ...names, order: 0, membership: ["x"], reference: 1 });
    const value = (name: string) => report.parameters.find((each) => each.name === name)!.estimate;
    const x = [-2, 0, 1.5];
    const people = predict(document, { id: [1, 2, 3], time: [1, 1, 1], x }, { of: "people" });
    x.forEach((each, i) => {
      const logit = value("membership:Intercept[2]") + value("membership:x[2]") * each;
      expect(people.probability2![i]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 9);
    });
    const unknown = predict(document, { id: [1, 2], time: [1, 1], x: [NaN, 0] }, { of: "people" });
    expect(unknown.group![0]).toBeNaN();
    expect(unknown.probability1![0]).toBeNaN();
    expect(unknown.probability1![1]).toBeCloseTo(people.probability1![1]!, 12);
  });

  it("has intervals of the probability by the delta method", async () => {
    const { document } = await ofGaussian();
    // At time 5 the curves are nearest, and one wave leaves doubt.
    const persons = { id: [1, 2, 3, 3], time: [4, 9, 5, 6], y: [1.4, 2, NaN, 1.2] };
    const people = predict(document, persons, { of: "people", level: 0.9 });
    const errors = deltaErrors(document, (each) => {
      const found = predict(each, persons, { of: "people" });
      return people.group!.map((group, i) => found[`probability${group}`]![i]!);
    });
    people.probability!.forEach((p, i) => {
      const reach = (1.6448536269514722 * errors[i]!) / (p * (1 - p));
      const odds = p / (1 - p);
      expect(people.lower![i]).toBeCloseTo((odds * Math.exp(-reach)) / (1 + odds * Math.exp(-reach)), 5);
      expect(people.upper![i]).toBeCloseTo((odds * Math.exp(reach)) / (1 + odds * Math.exp(reach)), 5);
      expect(people.lower![i]).toBeLessThan(p);
    });
  });
});

describe("predict, of rows", () => {
  it("mixes the groups' curves by the person's probabilities, row by row in the table's order", async () => {
    const { document } = await ofGaussian();
    const table = { id: ["b", "a", "b", "a"], time: [3, 0, 1, 10], y: [0.4, NaN, 1.2, NaN] };
    const out = predict(document, table);
    expect(out.id).toEqual(table.id);
    expect(out.time).toEqual(table.time);
    const curves = predict(document, { time: [0, 1, 3, 10] }, { of: "curves" });
    const mean = (time: number, group: number) => {
      const at = curves.time!.findIndex((each, k) => each === time && curves.group![k] === group);
      return curves.estimate![at]!;
    };
    table.time.forEach((time, row) => {
      const expected = out.probability1![row]! * mean(time, 1) + out.probability2![row]! * mean(time, 2);
      expect(out.estimate![row]).toBeCloseTo(expected, 10);
    });
    expect(out.probability1![0]).toBe(out.probability1![2]);
    const shuffled = predict(document, {
      id: ["a", "b", "a", "b"],
      time: [10, 1, 0, 3],
      y: [NaN, 1.2, NaN, 0.4],
    });
    expect(shuffled.estimate).toEqual([3, 2, 1, 0].map((row) => out.estimate![row]));
    expect(shuffled.predictionUpper).toEqual([3, 2, 1, 0].map((row) => out.predictionUpper![row]));
  });

  const families: [TrajectoryFamily, TrajectorySimulationOptions["groups"], object][] = [
    ["gaussian", [{ coefficients: [1, 1] }, { coefficients: [2, -1] }], { sigma: "separate" }],
    ["censored-normal", [{ coefficients: [1, 1] }, { coefficients: [3, -1] }], { lower: 0, upper: 4 }],
    ["poisson", [{ coefficients: [0, 0.5] }, { coefficients: [1.5, -0.5] }], {}],
    ["negative-binomial", [{ coefficients: [0, 0.5] }, { coefficients: [2, -0.5] }], {}],
    ["zip", [{ coefficients: [0.5, 0.5] }, { coefficients: [2, -0.5] }], {}],
    [
      "zip-tau",
      [
        { coefficients: [0.5, 0.5], tau: 1 },
        { coefficients: [2, -0.5], tau: 0.5 },
      ],
      {},
    ],
    ["logit", [{ coefficients: [-1.5, 0.5] }, { coefficients: [1.5, -0.5] }], {}],
    ["binomial", [{ coefficients: [-1, 0.5] }, { coefficients: [1, -0.5] }], { trials: "trials" }],
    ["beta", [{ coefficients: [-1, 0.5] }, { coefficients: [1, -0.5] }], {}],
  ];
  it.each(families)(
    "has delta-method intervals of the expected outcome: %s",
    async (family, groups, more) => {
      const limits = family === "censored-normal" ? { lower: 0, upper: 4 } : {};
      const { table } = simulateTrajectories({
        family,
        groups,
        people: 150,
        times: [0, 2, 4, 6, 8],
        ...limits,
      });
      const { document } = await fitted(table, { ...names, family, order: 1, starts: 4, ...more });
      const data = columnsOf(table);
      // One person seen twice, one never; the rest of their paths is asked for.
      const waves = [0, 1, 2, 3, 4];
      const ask = {
        id: waves.flatMap(() => [1, 2]),
        time: waves.flatMap((t) => [2 * t, 2 * t]),
        y: waves.flatMap((t) => [t < 2 ? data.y![t]! : NaN, NaN]),
        ...(family === "binomial" && { trials: waves.flatMap(() => [10, 4]) }),
      };
      const out = predict(document, ask, { level: 0.8 });
      const errors = deltaErrors(document, (each) => predict(each, ask).estimate!);
      const reach = 1.2815515655446004;
      const trials = (row: number) => (family === "binomial" ? ask.trials![row]! : 1);
      const scale = {
        identity: (low: number) => low,
        log: (low: number, mean: number) => mean * Math.log(low / mean),
        logit: (low: number, mean: number, n: number) => {
          const [p, q] = [mean / n, low / n];
          return n * p * (1 - p) * (Math.log(q / (1 - q)) - Math.log(p / (1 - p)));
        },
      };
      out.estimate!.forEach((mean, row) => {
        const low = out.lower![row]!;
        const back =
          family === "gaussian" || family === "censored-normal"
            ? mean - scale.identity(low)
            : ["logit", "binomial", "beta"].includes(family)
              ? -scale.logit(low, mean, trials(row))
              : -scale.log(low, mean);
        expect(back / (reach * errors[row]!)).toBeCloseTo(1, 3);
        expect(out.upper![row]).toBeGreaterThan(mean);
        expect(out.predictionLower![row]).toBeLessThanOrEqual(out.predictionUpper![row]!);
      });
      // What was seen narrows what is expected.
      expect(out.probability1![0]).not.toBe(out.probability1![1]);
    },
  );

  it("covers new outcomes as often as it says", async () => {
    const { document } = await ofGaussian();
    const { table } = simulateTrajectories({ ...gaussian, people: 400, seed: 77 });
    const future = columnsOf(table);
    const seen = { ...future, y: future.y!.map((y, row) => (future.time![row]! < 3 ? y : NaN)) };
    const out = predict(document, seen, { level: 0.9 });
    const asked = future.y!.map((_, row) => row).filter((row) => future.time![row]! >= 3);
    const inside = asked.filter(
      (row) => future.y![row]! >= out.predictionLower![row]! && future.y![row]! <= out.predictionUpper![row]!,
    );
    // 3200 outcomes of 400 people; people differ in what is known of their group.
    expect(inside.length / asked.length).toBeGreaterThan(0.87);
    expect(inside.length / asked.length).toBeLessThan(0.93);
  });

  it("narrows with every wave that is seen, and passes from the shares to one group", async () => {
    const { document } = await ofGaussian();
    const widths = [0, 2, 6].map((waves) => {
      const y = Array.from({ length: 8 }, (_, t) => (t < waves ? 1 + (t - 5) / 5 : NaN));
      const out = predict(document, { id: new Array(8).fill(1), time: [0, 1, 2, 3, 4, 5, 6, 10], y });
      return out.predictionUpper![7]! - out.predictionLower![7]!;
    });
    expect(widths[0]).toBeGreaterThan(widths[1]!);
    expect(widths[1]).toBeGreaterThan(widths[2]!);
  });

  it("counts a row's own exposure", async () => {
    const { table } = simulateTrajectories({
      family: "poisson",
      people: 100,
      times: [0, 1, 2, 3],
      exposure: [0.5, 2],
    });
    const { document } = await fitted(table, { ...names, family: "poisson", order: 1, exposure: "exposure" });
    const out = predict(document, { id: [1, 2, 3], time: [1, 1, 1], exposure: [1, 2, NaN] });
    expect(out.estimate![1]! / out.estimate![0]!).toBeCloseTo(2, 9);
    expect(out.upper![1]! / out.upper![0]!).toBeCloseTo(2, 9);
    expect(out.estimate![2]).toBeNaN();
    expect(out.probability1![2]).toBe(out.probability1![0]);
    expect(() => predict(document, { id: [1], time: [1], exposure: [0] })).toThrow(
      "'exposure' must be above 0",
    );
    expect(() => predict(document, { id: [1], time: [1], exposure: [1] }, { times: [3] })).toThrow(
      "predict: 'times' alone cannot say what 'exposure' will be then; give rows of the table with its value and an empty 'y'",
    );
  });

  it("is NaN where an id, a time or a covariate is missing", async () => {
    const { document } = await ofGaussian();
    const out = predict(document, { id: ["a", null, "c"], time: [1, 2, NaN], y: [1, 1, 1] });
    expect(out.group![0]).toBeGreaterThan(0);
    for (const name of ["group", "probability1", "estimate", "lower", "predictionUpper"]) {
      expect(out[name]![1]).toBeNaN();
      expect(out[name]![2]).toBeNaN();
    }
  });

  it("takes time-varying covariates from the rows", async () => {
    const { table } = simulateTrajectories({ ...gaussian, people: 80 });
    const data = columnsOf(table);
    const z = data.y!.map((_, row) => Math.sin(row));
    const y = data.y!.map((value, row) => value + 2 * z[row]!);
    const { document, report } = await fitted({ ...data, y, z }, { ...names, order: 1, covariates: ["z"] });
    const slope = (g: number) => report.parameters.find(({ name }) => name === `z[${g}]`)!.estimate;
    const out = predict(document, { id: [1, 1, 1], time: [5, 5.5, 5.5 + 1e-9], z: [0, 0, 1] });
    const expected = out.probability1![0]! * slope(1) + out.probability2![0]! * slope(2);
    expect(out.estimate![2]! - out.estimate![1]!).toBeCloseTo(expected, 6);
    const curves = predict(document, { time: [5, 5, 6, 5], z: [0, 1, 0, 0] }, { of: "curves" });
    expect(curves.row).toEqual([1, 1, 2, 2, 3, 3]);
    expect(curves.estimate![2]! - curves.estimate![0]!).toBeCloseTo(slope(1), 9);
  });
});

describe("predict, at times and of curves", () => {
  it("gives every person every time", async () => {
    const { document } = await ofGaussian();
    const seen = { id: ["p", "q"], time: [0, 0], y: [0.1, 3] };
    const out = predict(document, seen, { times: [8, 12] });
    expect(out.id).toEqual(["p", "p", "q", "q"]);
    expect(out.time).toEqual([8, 12, 8, 12]);
    const rows = predict(document, {
      id: ["p", "p", "p", "q", "q", "q"],
      time: [0, 8, 12, 0, 8, 12],
      y: [0.1, NaN, NaN, 3, NaN, NaN],
    });
    for (const name of ["group", "probability2", "estimate", "lower", "upper", "predictionLower"]) {
      [1, 2, 4, 5].forEach((row, k) => expect(out[name]![k]).toBeCloseTo(rows[name]![row]!, 12));
    }
  });

  it("gives the groups' curves with intervals", async () => {
    const { document, report } = await ofGaussian();
    const out = predict(document, { id: [1] }, { of: "curves", times: [0, 4, 20], level: 0.99 });
    expect(out.time).toEqual([0, 0, 4, 4, 20, 20]);
    expect(out.group).toEqual([1, 2, 1, 2, 1, 2]);
    const find = (name: string) => report.parameters.find((each) => each.name === name)!;
    for (const g of [1, 2]) {
      const intercept = find(`Intercept[${g}]`);
      expect(out.estimate![g - 1]).toBeCloseTo(intercept.estimate, 10);
      // At time 0 the curve is its intercept, and so is its error.
      expect(out.upper![g - 1]! - intercept.estimate).toBeCloseTo(
        2.5758293035489004 * intercept.stdError!,
        8,
      );
      expect(out.estimate![3 + g]).toBeCloseTo(intercept.estimate + 20 * find(`Linear[${g}]`).estimate, 9);
    }
    expect(out.row).toBeUndefined();
  });

  it("does not make up an interval for a curve that the data do not determine", async () => {
    // Group 2 always has the outcome: its chance is 1, and its logit has no end.
    const table = { id: [] as number[], time: [] as number[], y: [] as number[] };
    for (let person = 0; person < 60; person++) {
      for (let time = 0; time < 6; time++) {
        table.id.push(person);
        table.time.push(time);
        table.y.push(person < 25 ? 1 : Number((person * 7 + time * 13) % 10 < 3));
      }
    }
    const { document, report } = await fitted(table, { ...names, family: "logit", order: 0 });
    expect(report.parameters.find(({ name }) => name === "Intercept[2]")!.stdError).toBeNull();
    const curves = predict(document, { time: [1] }, { of: "curves" });
    expect(curves.estimate![1]).toBeCloseTo(1, 3);
    expect(curves.lower![1]).toBeNaN();
    expect(curves.upper![0]).toBeGreaterThan(curves.estimate![0]!);
  });
});

describe("predict, of further models", () => {
  it("predicts each outcome of a multi-trajectory model from all that was seen", async () => {
    const memberOf = Array.from({ length: 100 }, (_, i) => 1 + (i % 2));
    const one = simulateTrajectories({ ...gaussian, people: undefined, memberOf, times: [0, 1, 2, 3] });
    const two = simulateTrajectories({
      family: "poisson",
      groups: [{ coefficients: [0] }, { coefficients: [2] }],
      memberOf,
      times: [0, 1, 2, 3],
      outcome: "n",
      seed: 5,
    });
    const data = { ...columnsOf(one.table), n: columnsOf(two.table).n! };
    const { document } = await fitted(data, {
      ...names,
      order: 1,
      also: [{ outcome: "n", family: "poisson", order: 0 }],
    });
    const person = { id: [1, 1], time: [1, 2], y: [NaN, NaN], n: [9, NaN] };
    const [y, n] = [predict(document, person), predict(document, person, { outcome: "n" })];
    expect(y.probability1).toEqual(n.probability1);
    expect(Math.max(y.probability1![0]!, y.probability2![0]!)).toBeGreaterThan(0.99);
    expect(n.estimate![1]).toBeGreaterThan(6);
    expect(Number.isInteger(n.predictionUpper![1])).toBe(true);
    expect(predict(document, person, { of: "people", outcome: "n" }).waves).toEqual([1]);
    expect(() => predict(document, person, { outcome: "Crimes" })).toThrow(
      "predict: 'outcome' is 'Crimes', which the fit does not predict; it predicts y, n",
    );
  });

  it("predicts the groups of either outcome of a dual model, and one outcome from the other", async () => {
    const memberOf = Array.from({ length: 200 }, (_, i) => 1 + (i % 2));
    const other = memberOf.map((group, i) => (i % 20 < 2 ? 3 - group : group));
    const curves = [{ coefficients: [0] }, { coefficients: [4] }];
    const one = simulateTrajectories({ groups: curves, memberOf, times: [0, 1, 2] });
    const two = simulateTrajectories({
      groups: curves,
      memberOf: other,
      times: [0, 1, 2],
      outcome: "w",
      seed: 4,
    });
    const data = { ...columnsOf(one.table), w: columnsOf(two.table).w! };
    const { document } = await fitted(data, {
      ...names,
      order: 0,
      dual: { outcome: "w", groups: 2, order: 0 },
    });
    const person = { id: [1, 1], time: [0, 1], y: [4, 4.2], w: [NaN, NaN] };
    const first = predict(document, person, { of: "people" });
    const second = predict(document, person, { of: "people", outcome: "w" });
    expect(first.probability2![0]).toBeGreaterThan(0.99);
    // Nine in ten of those in the high group of one outcome are in that of the other.
    expect(second.probability2![0]).toBeGreaterThan(0.8);
    expect(second.probability2![0]).toBeLessThan(0.97);
    expect(predict(document, person, { outcome: "w" }).estimate![0]).toBeCloseTo(3.6, 0);
  });
});

describe("predict, of models of dropout and of a later outcome", () => {
  /** Two groups of one level, told apart by who leaves early and by what comes later. */
  function leavers() {
    const table = { id: [] as number[], time: [] as number[], y: [] as number[], arrest: [] as number[] };
    const { table: drawn } = simulateTrajectories({
      people: [100, 100],
      times: [0, 1, 2, 3, 4, 5],
      groups: [{ coefficients: [0] }, { coefficients: [1.2] }],
    });
    const all = columnsOf(drawn);
    all.id!.forEach((id, row) => {
      const high = id > 100;
      // Of the high group every third person leaves after each wave, of the low one every twentieth.
      const stays = high ? 1 + ((id * 7) % 9) : 3 + ((id * 11) % 40);
      if (all.time![row]! >= stays) return;
      table.id.push(id);
      table.time.push(all.time![row]!);
      table.y.push(all.y![row]!);
      table.arrest.push(Number(high ? id % 5 !== 0 : id % 5 === 0));
    });
    return table;
  }

  it("learns from a new person's staying, and makes nothing of where the person was last seen", async () => {
    const data = leavers();
    const { document, report } = await fitted(data, { ...names, order: 0, dropout: { lags: 0 } });
    const value = (name: string) => report.parameters.find((each) => each.name === name)!.estimate;
    const person = { id: [1, 1, 1, 1], time: [0, 1, 2, 3], y: [0.6, 0.6, 0.6, 0.6] };
    const one = (waves: number, fit: ResultDocument) => {
      const cut = Object.fromEntries(
        Object.entries(person).map(([name, list]) => [name, list.slice(0, waves)]),
      );
      return predict(fit, cut, { of: "people" }).probability1![0]!;
    };
    const odds = (p: number) => p / (1 - p);
    const staying = (g: number) => 1 / (1 + Math.exp(value(`dropout:Intercept[${g}]`)));
    // The odds from the outcomes alone, at the estimates of the same model.
    const mean = (g: number) => value(`Intercept[${g}]`);
    const sigma = value("Sigma");
    const share = predict(document, { id: [1], time: [0] }, { of: "people" }).probability1![0]!;
    for (const waves of [1, 2, 4]) {
      const ratio = Math.exp((waves * ((0.6 - mean(2)) ** 2 - (0.6 - mean(1)) ** 2)) / (2 * sigma ** 2));
      const stayed = (staying(1) / staying(2)) ** (waves - 1);
      expect(odds(one(waves, document))).toBeCloseTo(odds(share) * ratio * stayed, 6);
    }
    expect(staying(1)).toBeGreaterThan(1.1 * staying(2));
    const errors = deltaErrors(document, (each) => predict(each, person).estimate!);
    const out = predict(document, person);
    expect((out.estimate![0]! - out.lower![0]!) / (1.959963984540054 * errors[0]!)).toBeCloseTo(1, 4);
  });

  it("uses a later outcome where it is known", async () => {
    const { document } = await fitted(leavers(), {
      ...names,
      order: 0,
      later: { outcome: "arrest", family: "logit" },
    });
    const person = { id: [1, 2, 3], time: [0, 0, 0], y: [0.6, 0.6, 0.6] };
    const high = predict(document, { ...person, arrest: [1, 0, NaN] }, { of: "people" }).probability2!;
    expect(high[0]).toBeGreaterThan(high[2]!);
    expect(high[2]).toBeGreaterThan(high[1]!);
    expect(predict(document, person, { of: "people" }).probability2![0]).toBeCloseTo(high[2]!, 12);
  });
});

describe("predict refuses", () => {
  const refused: [string, TableLike, unknown, string][] = [
    ["no id", { time: [1], y: [1] }, {}, "predict: 'id' names column 'id', which the table does not have"],
    [
      "no time",
      { id: [1], y: [1] },
      {},
      "predict: 'time' names column 'time', which the table does not have",
    ],
    ["two rows at a time", { id: [1, 1], time: [2, 2], y: [1, 1] }, {}, "two rows at 'time' 2"],
    [
      "text as outcome",
      { id: [1], time: [2], y: ["a"] },
      {},
      "'outcome' needs numbers, but column 'y' holds text",
    ],
    [
      "level",
      { id: [1], time: [1], y: [1] },
      { level: 2 },
      "predict: 'level' must be between 0 and 1, got 2",
    ],
    [
      "of",
      { id: [1], time: [1] },
      { of: "groups" },
      "predict: 'of' must be 'rows', 'people' or 'curves', got 'groups'",
    ],
    ["times", { id: [1], time: [1] }, { times: [] }, "predict: 'times' must be a list of numbers"],
    [
      "a time",
      { id: [1], time: [1] },
      { times: [1, "b"] },
      "predict: 'times' must hold finite numbers, got 'b'",
    ],
    [
      "times of people",
      { id: [1], time: [1] },
      { of: "people", times: [1] },
      "people have no times of their own",
    ],
    [
      "curves of nothing",
      { time: [NaN, NaN] },
      { of: "curves" },
      "no row of the table has everything that the curves need",
    ],
  ];
  it.each(refused)("%s", async (_, table, options, message) => {
    const { document } = await ofGaussian();
    expect(() => predict(document, table, options as PredictTrajectoriesOptions)).toThrow(InputError);
    expect(() => predict(document, table, options as PredictTrajectoriesOptions)).toThrow(message);
  });

  it("outcomes that the family cannot have, as itself", async () => {
    const { table } = simulateTrajectories({ family: "poisson", people: 30, times: [0, 1, 2] });
    const { document } = await fitted(table, { ...names, family: "poisson", order: 0, groups: 1 });
    expect(() => predict(document, { id: [1, 1], time: [0, 1], y: [2, -1] })).toThrow(
      "predict: the family 'poisson' counts, but 'y' is negative: -1 in row 2",
    );
  });

  it("whatever a stranger changed in a document, in one sentence", async () => {
    const { table } = simulateTrajectories({ ...gaussian, people: 60, times: [0, 2, 4, 6, 8] });
    const data = columnsOf(table);
    const z = data.y!.map((_, row) => Math.cos(row));
    const x = data.id!.map((id) => Math.sin(id));
    const left = data.time!.map((_, row) => row % 5 < 3 || (row * 7) % 11 < 6);
    const kept = Object.fromEntries(
      Object.entries({ ...data, z, x }).map(([name, list]) => [name, list.filter((_, row) => left[row])]),
    );
    const { document } = await fitted(kept, {
      ...names,
      order: 3,
      curve: "natural-spline",
      covariates: ["z"],
      membership: ["x"],
      starts: 2,
    });
    const ask = { id: [1, 1, 2], time: [0, 2, 4], y: [1, NaN, 0], z: [0, 1, 0], x: [1, 1, -1] };
    expect(predict(document, ask).estimate).toHaveLength(3);
    const paths: (string | number)[][] = [];
    const walk = (value: unknown, path: (string | number)[]) => {
      if (path.length > 0) paths.push(path);
      // Of long lists of numbers a few places stand for all.
      if (Array.isArray(value)) value.slice(0, 3).forEach((each, i) => walk(each, [...path, i]));
      else if (typeof value === "object" && value !== null) {
        for (const [name, each] of Object.entries(value)) walk(each, [...path, name]);
      }
    };
    walk(document.predictor, []);
    const anything = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        "",
        "y",
        "id",
        -1,
        0,
        0.5,
        2,
        1e300,
        true,
        [],
        {},
        [[]],
        [null],
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), anything, (path, value) => {
        const copy = structuredClone(document) as unknown as { predictor: never };
        const parent = path
          .slice(0, -1)
          .reduce<Record<string | number, never>>((at, step) => at[step]!, copy.predictor);
        parent[path.at(-1)!] = value as never;
        for (const of of ["rows", "people", "curves"] as const) {
          try {
            predict(copy as never, ask, { of });
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("damaged documents", async () => {
    const { document } = await ofGaussian();
    const table = { id: [1], time: [1], y: [1] };
    const damage = (change: (predictor: never) => void) => {
      const copy = structuredClone(document);
      change(copy.predictor as never);
      return () => predict(copy, table);
    };
    type P = { theta: unknown[]; recipe: Record<string, never> & { curves: Record<string, unknown>[] } };
    expect(damage((p: P) => p.theta.pop())).toThrow(InputError);
    expect(damage((p: P) => Object.assign(p, { recipe: null }))).toThrow("has no recipe of the model");
    expect(damage((p: P) => Object.assign(p.recipe, { groups: 3 }))).toThrow("another number of groups");
    expect(damage((p: P) => Object.assign(p.recipe, { curves: [] }))).toThrow("damaged recipe of a curve");
    expect(damage((p: P) => Object.assign(p.recipe.curves[0]!, { family: "cauchy" }))).toThrow(
      "damaged recipe of a curve",
    );
    expect(damage((p: P) => Object.assign(p.recipe.curves[0]!, { orders: [1, 2] }))).toThrow(
      "differ in number",
    );
    expect(damage((p: P) => Object.assign(p.recipe, { membership: {} }))).toThrow("recipe of the membership");
    expect(damage((p: P) => Object.assign(p.recipe, { dropout: 1 }))).toThrow("recipe of the dropout");
  });
});

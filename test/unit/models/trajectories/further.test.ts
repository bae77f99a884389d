import { describe, expect, it } from "vitest";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import {
  dropoutTable,
  dualProbabilities,
  dualTables,
  equalLaterTest,
  independenceTest,
  type EquationComponent,
  laterTable,
} from "../../../../kernel-lib/src/models/trajectories/further/index.js";
import {
  estimateTrajectories,
  predictTrajectories,
} from "../../../../kernel-lib/src/models/trajectories/index.js";
import { mixtureDerivatives } from "../../../../kernel-lib/src/models/trajectories/information.js";
import { priorProbabilities } from "../../../../kernel-lib/src/models/trajectories/membership.js";
import { personLogDensity } from "../../../../kernel-lib/src/models/trajectories/person-density.js";
import { flatten, unflatten } from "../../../../kernel-lib/src/models/trajectories/mixture-vector.js";
import type {
  MixtureModel,
  MixtureParameters,
} from "../../../../kernel-lib/src/models/trajectories/mixture.js";
import { groupPosteriors } from "../../../../kernel-lib/src/models/trajectories/posterior.js";
import {
  buildModel,
  type TrajectoriesOptions,
} from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import {
  base,
  byPerson,
  covarianceOf,
  fitStudy,
  logBernoulli,
  logNormal,
  logPoisson,
  quiet,
  type Row,
  simulateStudy,
  truth,
} from "./further-studies.js";

const build = (rows: Row[], options: Partial<TrajectoriesOptions>) =>
  buildModel(asTable(rows, "test"), { ...base, ...options });

const logSum = (values: number[]) => {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
};

/** Some parameters, all different, at which to compare likelihoods. */
function anyParameters({ components, classes, membership }: MixtureModel): MixtureParameters {
  return {
    components: components.map(({ parameters }, m) =>
      Float64Array.from(parameters, (_, k) => 0.3 * Math.sin(1 + 2.3 * k + m)),
    ),
    membership: Float64Array.from(
      { length: (classes - 1) * membership.names.length },
      (_, k) => 0.2 - 0.15 * k,
    ),
  };
}

const logPrior = (logits: number[], c: number) => [0, ...logits][c]! - logSum([0, ...logits]);
const scaledTime = (row: Row) => (row["time"]! - 2.5) / 2.5;

/** Gradient and Hessian against differences of the log-likelihood. */
function checkDerivatives(model: MixtureModel, parameters: MixtureParameters): void {
  const x = flatten(parameters);
  const { gradient, hessian, logLik } = mixtureDerivatives(model, parameters);
  const scale = Math.abs(logLik);
  x.forEach((_, j) => {
    const moved = (by: number) =>
      mixtureDerivatives(
        model,
        unflatten(
          model,
          x.map((value, k) => (k === j ? value + by : value)),
        ),
      );
    const [up, down] = [moved(1e-5), moved(-1e-5)];
    expect(Math.abs((up.logLik - down.logLik) / 2e-5 - gradient[j]!)).toBeLessThan(1e-6 * scale);
    for (let k = 0; k < x.length; k++) {
      const difference = (up.gradient[k]! - down.gradient[k]!) / 2e-5;
      expect(Math.abs(difference - hessian[j * x.length + k]!)).toBeLessThan(1e-6 * scale);
    }
  });
}

describe("dropout", () => {
  const rows = simulateStudy(1, { people: 40 });

  it.each([0, 1, 2] as const)("has the likelihood of the definition, with %i past outcomes", (lags) => {
    const { model } = build(rows, { dropout: { lags, covariates: ["x"] } });
    const parameters = anyParameters(model);
    const [curve, dropout] = parameters.components as [Float64Array, Float64Array];
    const expected = byPerson(rows).map((own) =>
      logSum(
        [0, 1].map((g) => {
          let sum = logPrior([...parameters.membership], g);
          own.forEach((row, k) => {
            sum += logNormal(
              row["y"]!,
              curve[2 * g]! + curve[2 * g + 1]! * scaledTime(row),
              Math.exp(curve[4]!),
            );
            if (row["time"] === 5 || k < lags - 1) return;
            const d = dropout.subarray((2 + lags) * g, (2 + lags) * (g + 1));
            let eta = d[0]! + d[1 + lags]! * row["x"]!;
            if (lags > 0) eta += d[1]! * row["y"]!;
            if (lags > 1) eta += d[2]! * own[k - 1]!["y"]!;
            sum += logBernoulli(k === own.length - 1 ? 1 : 0, eta);
          });
          return sum;
        }),
      ),
    );
    const { personLogLik } = personLogDensity(model, parameters);
    expected.forEach((value, i) => expect(personLogLik[i]).toBeCloseTo(value, 9));
    checkDerivatives(model, parameters);
  });

  it("is found again in data simulated from it, and its chances by group", async () => {
    const study = simulateStudy(5, { people: 1500 });
    const { built, fit, covariance } = await fitStudy(study, { ...base, dropout: {} });
    expect(fit.status).toBe("converged");
    const own = covarianceOf(fit, covariance, 1);
    truth.dropout.flat().forEach((value, k) => {
      const error = Math.sqrt(own[k * 4 + k]!);
      expect(Math.abs(fit.parameters.components[1]![k]! - value)).toBeLessThan(3.5 * error);
      expect(error).toBeLessThan(0.5);
    });
    const table = dropoutTable(
      {
        component: built.model.components[1] as EquationComponent,
        parameters: fit.parameters.components[1]!,
        covariance: own,
      },
      { recipe: built.dropout!, level: 0.95, posteriors: fit.posteriors, weights: built.model.weights },
    );
    // The fitted mean chance of a logit with an intercept is the share that left, by posterior weight.
    const people = byPerson(study);
    for (const g of [0, 1]) {
      let [left, risk] = [0, 0];
      people.forEach((rows, i) => {
        rows.forEach((row, k) => {
          if (row["time"] === 5) return;
          risk += fit.posteriors[2 * i + g]!;
          if (k === rows.length - 1) left += fit.posteriors[2 * i + g]!;
        });
      });
      const row = table.rows[g]!;
      expect(row["chance"]).toBeCloseTo(left / risk, 6);
      expect(row["stdError"] as number).toBeGreaterThan(0);
      expect(row["lower"] as number).toBeLessThan(row["chance"] as number);
      expect(row["lastRatio"]).toBeCloseTo(Math.exp(fit.parameters.components[1]![2 * g + 1]!), 12);
    }
  });

  it("takes each person's own end of the study", () => {
    // The same people, but everyone's study ended at their last row or one wave later.
    const ended = byPerson(rows).flatMap((own, i) =>
      own.map((row) => ({ ...row, end: own.at(-1)!["time"]! + (i % 2) })),
    );
    const { model } = build(ended, { dropout: { lags: 0, end: "end" } });
    const component = model.components[1] as EquationComponent;
    const left = component.rows.response.reduce((sum, value) => sum + value, 0);
    expect(left).toBe(20);
    expect(component.rows.response.length).toBe(rows.length - 20);
  });

  it("refuses in a sentence what it cannot use", () => {
    const complete = byPerson(rows).flatMap((own) =>
      Array.from({ length: 6 }, (_, time) => ({ ...own[0]!, time })),
    );
    const refused = (table: Row[], dropout: object, sentence: string) => {
      const call = () => build(table, { order: 0, dropout });
      expect(call).toThrow(InputError);
      expect(call).toThrow(sentence);
    };
    refused(complete, {}, "nobody leaves before the last wave, 5");
    refused(
      rows.map((row) => ({ ...row, time: row["time"]! + row["id"]! / 100 })),
      {},
      "only 1 is seen then; name in 'dropout.end' a column",
    );
    refused(rows, { lags: 3 }, "'dropout.lags' must be 0, 1 or 2, got 3");
    refused(rows, { covariates: ["y"] }, "holds the outcome 'y'");
    const named = rows.map(({ z, ...row }) => ({ ...row, dropout: z! }));
    expect(() => build(named, { outcome: "dropout", dropout: {} })).toThrow("an outcome column of that name");
    refused(rows, { covariates: ["w"] }, "'w', which the table does not have");
    refused(rows, { end: "x" }, "'dropout.end' is");
    refused(
      rows.map((row) => ({ ...row, end: row["time"]! + 1 })),
      { end: "end" },
      "must be constant within a person",
    );
    const gap = rows.map((row, k) => (k === 0 ? { ...row, x: NaN } : row));
    refused(gap, { covariates: ["x"] }, 'give missing: "drop" to leave such waves out');
    const { warnings } = build(gap, { dropout: { covariates: ["x"] }, missing: "drop" });
    expect(warnings.map(({ code }) => code)).toContain("dropout-missing");
  });
});

describe("a later outcome", () => {
  const rows = simulateStudy(2, { people: 40 });

  it.each(["gaussian", "poisson", "logit"] as const)(
    "has the likelihood of the definition (%s)",
    (family) => {
      const outcome = { gaussian: "earnings", poisson: "arrests", logit: "prison" }[family];
      // Some people lack it.
      const gaps = rows.map((row) => (row["id"]! % 5 === 0 ? { ...row, [outcome]: NaN } : row));
      const { model, warnings } = build(gaps, {
        later: { outcome, family, covariates: ["x"] },
        missing: "drop",
      });
      expect(warnings[0]!.message).toContain("8 of 40 people lack the later outcome");
      const parameters = anyParameters(model);
      const [curve, later] = parameters.components as [Float64Array, Float64Array];
      const expected = byPerson(gaps).map((own) =>
        logSum(
          [0, 1].map((g) => {
            let sum = logPrior([...parameters.membership], g);
            for (const row of own) {
              sum += logNormal(
                row["y"]!,
                curve[2 * g]! + curve[2 * g + 1]! * scaledTime(row),
                Math.exp(curve[4]!),
              );
            }
            const value = own[0]![outcome]!;
            if (Number.isNaN(value)) return sum;
            const eta = later[g]! + later[2]! * own[0]!["x"]!;
            if (family === "gaussian") return sum + logNormal(value, eta, Math.exp(later[3]!));
            return sum + (family === "poisson" ? logPoisson(value, eta) : logBernoulli(value, eta));
          }),
        ),
      );
      const { personLogLik } = personLogDensity(model, parameters);
      expected.forEach((value, i) => expect(personLogLik[i]).toBeCloseTo(value, 9));
      checkDerivatives(model, parameters);
    },
  );

  it("is found again in data simulated from it, with its means by group", async () => {
    const study = simulateStudy(6, { people: 800 });
    const later = { outcome: "earnings", covariates: ["x"] };
    const { built, fit, covariance } = await fitStudy(study, { ...base, later });
    const own = covarianceOf(fit, covariance, 1);
    [...truth.later, truth.laterSlope, Math.log(1.5)].forEach((value, k) => {
      const error = Math.sqrt(own[k * 4 + k]!);
      expect(Math.abs(fit.parameters.components[1]![k]! - value)).toBeLessThan(3.5 * error);
      expect(error).toBeLessThan(0.2);
    });
    const estimate = {
      component: built.model.components[1] as EquationComponent,
      parameters: fit.parameters.components[1]!,
      covariance: own,
    };
    const table = laterTable(estimate, { recipe: built.later!, level: 0.95 });
    const people = byPerson(study);
    const mean = people.reduce((sum, [row]) => sum + row!["x"]!, 0) / people.length;
    for (const g of [0, 1]) {
      const [a, b] = [estimate.parameters[g]!, estimate.parameters[2]!];
      const error = Math.sqrt(own[5 * g]! + 2 * mean * own[4 * g + 2]! + mean * mean * own[10]!);
      expect(table.rows[g]!["mean"]).toBeCloseTo(a + b * mean, 10);
      expect(table.rows[g]!["stdError"]).toBeCloseTo(error, 10);
      expect(table.rows[g]!["upper"]).toBeCloseTo(a + b * mean + 1.959964 * error, 6);
    }
    const difference = estimate.parameters[1]! - estimate.parameters[0]!;
    const square = difference ** 2 / (own[0]! + own[5]! - 2 * own[1]!);
    const test = equalLaterTest(estimate)!;
    expect(test.statistic).toBeCloseTo(square, 8);
    expect([test.df, test.hypothesis]).toEqual([1, "earnings is the same in all groups"]);
    expect(test.pValue).toBeLessThan(1e-6);
  });

  it("refuses in a sentence what it cannot use", () => {
    const refused = (later: object, sentence: string, table: Row[] = rows) => {
      const call = () => build(table, { later: later as never });
      expect(call).toThrow(InputError);
      expect(call).toThrow(sentence);
    };
    refused({ outcome: "earning" }, "(did you mean 'earnings'?)");
    refused({ outcome: "y" }, "'later.outcome' names column 'y', which has a curve already");
    refused({ outcome: "z" }, "'later.outcome' needs one value a person, but 'z' is");
    refused({ outcome: "earnings", family: "logit" }, "which needs 0 or 1, but 'earnings' is");
    refused({ outcome: "earnings", family: "poisson" }, "needs whole numbers of at least 0");
    refused({ outcome: "earnings", covariates: ["time"] }, "'later.covariates' needs one value a person");
    refused({ outcome: "earnings", covariates: ["earnings"] }, "cannot explain itself");
    const same = rows.map((row) => ({ ...row, prison: 1 }));
    refused({ outcome: "prison", family: "logit" }, "is 1 for everybody", same);
    const gaps = rows.map((row) => (row["id"] === 3 ? { ...row, earnings: NaN } : row));
    refused({ outcome: "earnings" }, "1 of 40 people lack: 'earnings' is missing", gaps);
  });
});

describe("dual trajectories", () => {
  const dual = { outcome: "z", family: "poisson", order: 1, groups: 3 } as const;

  it("have the likelihood of the definition", () => {
    const rows = simulateStudy(3, { people: 40 });
    const { model, dualGroups } = build(rows, { dual, membership: ["x"] });
    expect([model.classes, dualGroups]).toEqual([6, 3]);
    const parameters = anyParameters(model);
    const [y, z] = parameters.components as [Float64Array, Float64Array];
    // Membership columns are scaled inside; the model has them.
    const columns = model.membership.values;
    const expected = byPerson(rows).map((own, i) => {
      const logits = Array.from(
        { length: 5 },
        (_, c) => parameters.membership[2 * c]! + parameters.membership[2 * c + 1]! * columns[2 * i + 1]!,
      );
      return logSum(
        [0, 1].flatMap((j) =>
          [0, 1, 2].map((k) => {
            let sum = logPrior(logits, 3 * j + k);
            for (const row of own) {
              const t = scaledTime(row);
              sum += logNormal(row["y"]!, y[2 * j]! + y[2 * j + 1]! * t, Math.exp(y[4]!));
              sum += logPoisson(row["z"]!, z[2 * k]! + z[2 * k + 1]! * t);
            }
            return sum;
          }),
        ),
      );
    });
    const { personLogLik } = personLogDensity(model, parameters);
    expected.forEach((value, i) => expect(personLogLik[i]).toBeCloseTo(value, 9));
    checkDerivatives(model, parameters);
  });

  it("are found again in data simulated from them, with the conditional probabilities", async () => {
    const study = simulateStudy(7, { people: 1200 });
    const options = { ...base, dual: { ...dual, groups: 2 } };
    const { fit, covariance } = await fitStudy(study, options);
    const found = dualProbabilities(fit.model, fit.parameters, { groups: 2, dualGroups: 2, covariance });
    const within = (value: number, { estimate, stdError }: typeof found.joint, index: number) => {
      expect(Math.abs(estimate[index]! - value)).toBeLessThan(3.5 * stdError[index]!);
      expect(stdError[index]).toBeLessThan(0.05);
    };
    const joint = [0.6 * 0.8, 0.6 * 0.2, 0.4 * 0.3, 0.4 * 0.7];
    joint.forEach((value, c) => within(value, found.joint, c));
    truth.conditional.flat().forEach((value, c) => within(value, found.secondGivenFirst, c));
    [0.48 / 0.6, 0.12 / 0.4, 0.12 / 0.6, 0.28 / 0.4].forEach((value, c) =>
      within(value, found.firstGivenSecond, c),
    );
    [0.6, 0.4].forEach((value, j) => within(value, found.first, j));
    [0.6, 0.4].forEach((value, k) => within(value, found.second, k));
    const { joint: pairs, conditional } = dualTables(found, { first: "y", second: "z", level: 0.95 });
    expect(pairs.rows.reduce((sum, row) => sum + (row["probability"] as number), 0)).toBeCloseTo(1, 12);
    const given = new Map<string, number>();
    for (const row of conditional.rows) {
      const name = `${String(row["given"])} ${String(row["givenGroup"])}`;
      given.set(name, (given.get(name) ?? 0) + (row["probability"] as number));
      expect(row["lower"] as number).toBeLessThan(row["probability"] as number);
      expect(row["upper"] as number).toBeGreaterThan(row["probability"] as number);
    }
    expect([...given.keys()]).toEqual(["y 1", "y 2", "z 1", "z 2"]);
    for (const sum of given.values()) expect(sum).toBeCloseTo(1, 12);
  });

  it("have errors of their probabilities that agree with differences, covariates included", async () => {
    const study = simulateStudy(8, { people: 300 });
    const options = { ...base, dual: { ...dual, groups: 2 }, membership: ["x"] };
    const { fit, covariance } = await fitStudy(study, options);
    const { model, parameters } = fit;
    const found = dualProbabilities(model, parameters, { groups: 2, dualGroups: 2, covariance });
    const p = Math.sqrt(covariance.length);
    const from = p - parameters.membership.length;
    const meanPrior = (membership: Float64Array) => {
      const prior = priorProbabilities(model, membership);
      return [0, 1, 2, 3].map((c) => {
        let sum = 0;
        for (let i = 0; i < model.persons; i++) sum += prior[4 * i + c]!;
        return sum / model.persons;
      });
    };
    const conditional = (membership: Float64Array) => {
      const joint = meanPrior(membership);
      return joint[3]! / (joint[2]! + joint[3]!);
    };
    const slopes = parameters.membership.map((_, k) => {
      const moved = (by: number) => conditional(parameters.membership.map((v, l) => (k === l ? v + by : v)));
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    });
    let variance = 0;
    slopes.forEach((a, k) =>
      slopes.forEach((b, l) => (variance += a * b * covariance[(from + k) * p + from + l]!)),
    );
    expect(found.secondGivenFirst.estimate[3]).toBeCloseTo(conditional(parameters.membership), 12);
    expect(found.secondGivenFirst.stdError[3]).toBeCloseTo(Math.sqrt(variance), 8);
  });

  it("have no errors for a pair of groups that is empty, and errors for the others", () => {
    const { model } = build(simulateStudy(3, { people: 10 }), { dual: { ...dual, groups: 2 } });
    const parameters = { ...anyParameters(model), membership: Float64Array.from([0.2, -20, -0.3]) };
    const p = flatten(parameters).length;
    const at = (row: number, column: number) => {
      if (row === p - 2 || column === p - 2) return NaN;
      return row === column ? 0.04 : 0;
    };
    const covariance = Float64Array.from({ length: p * p }, (_, k) => at(Math.floor(k / p), k % p));
    const { joint, secondGivenFirst, first } = dualProbabilities(model, parameters, {
      groups: 2,
      dualGroups: 2,
      covariance,
    });
    expect(Array.from(joint.stdError, Number.isNaN)).toEqual([false, false, true, false]);
    expect(Array.from(secondGivenFirst.stdError, Number.isNaN)).toEqual([false, false, true, true]);
    // P(1 | 1) is the logit of the second class alone.
    const q = 1 / (1 + Math.exp(0.2));
    expect(secondGivenFirst.stdError[0]).toBeCloseTo(0.2 * q * (1 - q), 9);
    expect(first.stdError.every(Number.isFinite)).toBe(true);
  });

  it("are tested for independence: rejected where they depend, at its level where they do not", async () => {
    const options = { ...base, dual: { ...dual, groups: 2 } };
    const names = { first: "y", second: "z", groups: 2, dualGroups: 2 };
    const depend = await fitStudy(simulateStudy(7, { people: 300 }), options, 2);
    const test = independenceTest(depend.fit.model, depend.fit.parameters, {
      ...names,
      covariance: depend.covariance,
    })!;
    // The log odds ratio of the 2 × 2 table, and its standard error by the delta method.
    const found = dualProbabilities(depend.fit.model, depend.fit.parameters, {
      ...names,
      covariance: depend.covariance,
    });
    const [a, b, c, d] = found.joint.estimate as unknown as [number, number, number, number];
    const logOdds = Math.log((a * d) / (b * c));
    const { membership } = depend.fit.parameters;
    expect(membership[2]! - membership[1]! - membership[0]!).toBeCloseTo(logOdds, 9);
    expect(test.df).toBe(1);
    expect(test.pValue).toBeLessThan(1e-6);
    // Pairs of outcomes of different people have nothing to do with each other.
    let rejected = 0;
    for (let sample = 0; sample < 20; sample++) {
      const rows = byPerson(simulateStudy(100 + sample, { people: 120 }));
      const shuffled = rows.flatMap((own, i) => {
        const other = rows[(i + 60) % 120]!;
        return own.map((row, wave) => ({ ...row, z: other[wave % other.length]!["z"]! }));
      });
      const { fit, covariance } = await fitStudy(shuffled, options, 2);
      if (independenceTest(fit.model, fit.parameters, { ...names, covariance })!.pValue < 0.05) rejected++;
    }
    expect(rejected).toBeLessThanOrEqual(4);
  });

  it("fall apart into two mixtures when the outcomes have nothing to do with each other", async () => {
    const study = simulateStudy(9, { people: 200 });
    const { built } = await fitStudy(study, { ...base, dual: { ...dual, groups: 2 } }, 1);
    const one = (await fitStudy(study, base, 1)).fit;
    const two = (await fitStudy(study, { ...base, outcome: "z", family: "poisson" }, 1)).fit;
    const [a, b] = [one.shares, two.shares];
    const product = [a[0]! * b[0]!, a[0]! * b[1]!, a[1]! * b[0]!, a[1]! * b[1]!];
    const parameters = {
      components: [one.parameters.components[0]!, two.parameters.components[0]!],
      membership: Float64Array.from(product.slice(1), (share) => Math.log(share / product[0]!)),
    };
    const { personLogLik, posteriors } = personLogDensity(built.model, parameters);
    personLogLik.forEach((value, i) =>
      expect(value).toBeCloseTo(one.personLogLik[i]! + two.personLogLik[i]!, 8),
    );
    const first = groupPosteriors(posteriors, built.model.classGroup[0]!, 2);
    first.forEach((value, k) => expect(value).toBeCloseTo(one.posteriors[k]!, 8));
  });

  it("refuse in a sentence groups that are none, and the same outcome twice", () => {
    const rows = simulateStudy(3, { people: 10 });
    expect(() => build(rows, { dual: { ...dual, groups: 0 } })).toThrow(
      "'dual.groups' must be a whole number",
    );
    expect(() => build(rows, { dual: { outcome: "y" } })).toThrow("the outcome 'y' is there twice");
    expect(() => build(rows, { dual: { outcome: "y2" } })).toThrow("'y2', which the table does not have");
  });
});

describe("multi-trajectory", () => {
  const also = [{ outcome: "z", family: "poisson", order: 0 } as const];

  it("has the likelihood of the definition", () => {
    const rows = simulateStudy(4, { people: 40 });
    const { model } = build(rows, { also });
    const parameters = anyParameters(model);
    const [y, z] = parameters.components as [Float64Array, Float64Array];
    const expected = byPerson(rows).map((own) =>
      logSum(
        [0, 1].map((g) => {
          let sum = logPrior([...parameters.membership], g);
          for (const row of own) {
            sum += logNormal(row["y"]!, y[2 * g]! + y[2 * g + 1]! * scaledTime(row), Math.exp(y[4]!));
            sum += logPoisson(row["z"]!, z[g]!);
          }
          return sum;
        }),
      ),
    );
    const { personLogLik } = personLogDensity(model, parameters);
    expected.forEach((value, i) => expect(personLogLik[i]).toBeCloseTo(value, 9));
    checkDerivatives(model, parameters);
  });

  it("is a dual model whose two outcomes always change groups together", async () => {
    const study = simulateStudy(10, { people: 200 });
    const { fit } = await fitStudy(study, { ...base, also }, 2);
    const { built } = await fitStudy(study, { ...base, dual: { ...also[0]!, groups: 2 } }, 1);
    const impossible = -700;
    const parameters = {
      components: fit.parameters.components,
      membership: Float64Array.from([impossible, impossible, fit.parameters.membership[0]!]),
    };
    const { personLogLik } = personLogDensity(built.model, parameters);
    personLogLik.forEach((value, i) => expect(value).toBeCloseTo(fit.personLogLik[i]!, 8));
  });
});

it("puts all further parts into one model", async () => {
  const study = simulateStudy(11, { people: 500 });
  const { built, fit } = await fitStudy(
    study,
    {
      ...base,
      dual: { outcome: "z", family: "poisson", order: 1 },
      dropout: { lags: 1 },
      later: { outcome: "prison", family: "logit" },
    },
    2,
  );
  expect(built.model.components.map(({ name }) => name)).toEqual(["y", "z", "dropout", "prison"]);
  expect(fit.status).toBe("converged");
  const [low, high] = fit.parameters.components[3]! as unknown as [number, number];
  expect(high).toBeGreaterThan(low);
});

it("assigns people never seen by all of it: that they stayed, and what came later where that is known", async () => {
  const study = simulateStudy(12, { people: 300 });
  const options: TrajectoriesOptions = {
    ...base,
    dropout: { lags: 1 },
    later: { outcome: "earnings", covariates: ["x"] },
  };
  const { document } = await estimateTrajectories(asTable(study, "test"), { ...options, starts: 2 }, quiet);
  const { theta } = document.predictor as unknown as { theta: number[] };
  const [curve, dropout, later] = [theta.slice(0, 5), theta.slice(5, 9), theta.slice(9, 13)];
  const share = [0, theta[13]!];
  const chanceOfOne = (own: Row[], known: boolean) => {
    const logs = [0, 1].map((g) => {
      let sum = share[g]!;
      own.forEach((row, k) => {
        sum += logNormal(row["y"]!, curve[2 * g]! + curve[2 * g + 1]! * scaledTime(row), Math.exp(curve[4]!));
        // The last wave seen may be the last or not.
        if (k < own.length - 1) sum += logBernoulli(0, dropout[2 * g]! + dropout[2 * g + 1]! * row["y"]!);
      });
      const { earnings, x } = own[0]!;
      return known ? sum + logNormal(earnings!, later[g]! + later[2]! * x!, Math.exp(later[3]!)) : sum;
    });
    return Math.exp(logs[0]! - logSum(logs));
  };
  const people = byPerson(simulateStudy(13, { people: 8, waves: 6 })).map((own) => own.slice(0, 3));
  const check = (rows: Row[][], known: boolean) => {
    const predicted = predictTrajectories(document, asTable(rows.flat(), "test"), { of: "people" });
    const chances = Array.from(predicted.array("probability1") as ArrayLike<number>);
    expect(chances.length).toBe(rows.length);
    rows.forEach((own, i) => expect(chances[i]).toBeCloseTo(chanceOfOne(own, known), 9));
  };
  check(people, true);
  check(
    people.map((own) => own.map(({ earnings: _, x: __, ...row }) => row as Row)),
    false,
  );
});

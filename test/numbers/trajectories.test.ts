import { beforeAll, describe, expect, it } from "vitest";
import { randomKey } from "../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../kernel-lib/src/compute/run.js";
import { asTable } from "../../kernel-lib/src/data/as-table.js";
import { readTable } from "../../kernel-lib/src/data/index.js";
import type { Table } from "../../kernel-lib/src/data/table.js";
import { covariances, type Covariances } from "../../kernel-lib/src/models/trajectories/covariance.js";
import { fitMixture } from "../../kernel-lib/src/models/trajectories/fit-mixture.js";
import type { MixtureFit } from "../../kernel-lib/src/models/trajectories/mixture.js";
import { buildModel, type TrajectoriesOptions } from "../../kernel-lib/src/models/trajectories/prepare.js";
import { type Reported, reportParameters } from "../../kernel-lib/src/models/trajectories/reported.js";
import { dataFile, dataLacks } from "./data-folder.js";

/** Published values; see the sources in the test names. Log-likelihoods to 1e-3, coefficients 1e-4, errors 1e-3 relative. */
const seeds = [1, 2, 3, 4, 5];

if (dataLacks) console.warn(`skipped: published trajectories, ${dataLacks}`);

interface Fitted {
  fit: MixtureFit;
  reported: Reported;
  errors: Covariances;
  /** Standard errors of the reported parameters; NaN where flagged. */
  stdErrors: Float64Array;
}

async function fitTo(table: Table, options: TrajectoriesOptions): Promise<Fitted> {
  const { model, membership } = buildModel(table, options);
  const { starts = 50, seed = 1 } = options;
  const fit = await startRun("test", (run) => fitMixture(model, { starts, key: randomKey(seed), run }));
  const reported = reportParameters(fit, { membership: membership.scale });
  const errors = covariances(fit);
  const p = reported.estimates.length;
  const stdErrors = Float64Array.from({ length: p }, (_, j) => {
    let variance = 0;
    for (let a = 0; a < p; a++) {
      for (let b = 0; b < p; b++) {
        const weight = reported.jacobian[j * p + a]! * reported.jacobian[j * p + b]!;
        if (weight !== 0) variance += weight * errors.observed![a * p + b]!;
      }
    }
    return Math.sqrt(variance);
  });
  return { fit, reported, errors, stdErrors };
}

const ofGroup = ({ reported }: Fitted, values: Float64Array, group: number, part = "curve"): number[] =>
  [...values].filter(
    (_, j) => reported.parameters[j]!.group === group && reported.parameters[j]!.part === part,
  );

const near = (
  actual: readonly number[],
  expected: readonly number[],
  tolerance: number,
  relative = false,
) => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, k) => {
    expect(Math.abs(actual[k]! - value), `place ${k}: ${actual[k]} for ${value}`).toBeLessThan(
      relative ? tolerance * Math.abs(value) : tolerance,
    );
  });
};

/** The columns Y1 … and T1 … of a wide file, or ages of the offenders, as a long table. */
async function longTable(
  file: string,
  outcomes: RegExp,
  timeOf: (wave: number) => number,
  id: string,
): Promise<Table> {
  const wide = asTable(await readTable(dataFile(`trajectories/${file}`)), "test");
  const waves = wide.columnNames.filter((name) => outcomes.test(name));
  const columnOf = (name: string) => (wide.column(name) as { values: Float64Array }).values;
  const ids = columnOf(id);
  const long = { id: [] as number[], t: [] as number[], y: [] as number[] };
  waves.forEach((name, wave) => {
    columnOf(name).forEach((value, row) => {
      long.id.push(ids[row]!);
      long.t.push(timeOf(wave));
      long.y.push(value);
    });
  });
  return asTable(long, "test");
}

describe.skipIf(dataLacks)("Toronto offenders (crimCV, SciPy)", () => {
  let table: Table;
  beforeAll(async () => {
    table = await longTable("to1adj.csv", /^age\d+$/, (wave) => wave / 30, "id");
  });
  const options = { id: "id", time: "t", outcome: "y", family: "poisson" } as const;

  it.each([
    [1, -18930.7525, 37879.31],
    [3, -14387.4382, 28840.16],
    [4, -13858.8014, 27806.626],
  ])("Poisson, quadratic, %i groups", async (groups, logLik, bic) => {
    for (const seed of seeds) {
      const { fit, reported } = await fitTo(table, { ...options, groups, seed });
      near([fit.logLik], [logLik], 1e-3);
      near([reported.estimates.length * Math.log(378) - 2 * fit.logLik], [bic], 2e-3);
      expect(fit.status).toBe("converged");
    }
  });

  it("Poisson, quadratic, 2 groups in detail", async () => {
    for (const seed of seeds) {
      const fitted = await fitTo(table, { ...options, groups: 2, seed });
      const { fit, reported, stdErrors } = fitted;
      near([fit.logLik], [-15164.9954], 1e-3);
      near([reported.estimates.length * Math.log(378) - 2 * fit.logLik], [30371.535], 2e-3);
      near([...fit.shares], [0.7528, 0.2472], 1e-4);
      near(ofGroup(fitted, reported.estimates, 1), [-3.536657, 19.412035, -25.254759], 1e-4);
      near(ofGroup(fitted, stdErrors, 1), [0.099792, 0.539827, 0.706621], 1e-3, true);
      near(ofGroup(fitted, reported.estimates, 2), [-2.028122, 15.125411, -15.599997], 1e-4);
      near(ofGroup(fitted, stdErrors, 2), [0.072752, 0.302926, 0.302557], 1e-3, true);
    }
  });

  it.each([
    [2, -12509.67],
    [3, -11928.183],
  ])("ZIP(τ), quadratic, %i groups", async (groups, logLik) => {
    for (const seed of seeds) {
      const fitted = await fitTo(table, { ...options, family: "zip-tau", groups, seed });
      near([fitted.fit.logLik], [logLik], 1e-3);
      if (groups !== 2) continue;
      const tau = [1, 2].map((group) => ofGroup(fitted, fitted.reported.estimates, group, "tau")[0]!);
      near(tau.sort(), [0.189, 0.203], 6e-4);
      near([...fitted.fit.shares].sort(), [0.213, 0.787], 6e-4);
    }
  });

  it("finds the best cubic of 4 groups in every seed", async () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const { fit } = await fitTo(table, { ...options, groups: 4, order: 3, seed });
      near([fit.logLik], [-13537.3996], 1e-3);
    }
  });
});

describe.skipIf(dataLacks)("small sets of trajeR", () => {
  const wave = (k: number) => k + 1;
  const read = (file: string) => longTable(file, /^Y\d$/, wave, "Id");
  const options = { id: "id", time: "t", outcome: "y" } as const;

  it("Gaussian, quadratic, a σ a group, 2 groups", async () => {
    const table = await read("cnorm2gr.csv");
    for (const seed of seeds) {
      const fitted = await fitTo(table, { ...options, sigma: "separate", seed });
      const { fit, reported, stdErrors } = fitted;
      near([fit.logLik], [-830.007071], 1e-3);
      near([...fit.shares], [0.386877, 0.613123], 1e-4);
      near(ofGroup(fitted, reported.estimates, 1), [11.044106, -9.311014, 0.942237], 1e-4);
      near(ofGroup(fitted, stdErrors, 1), [2.455594, 1.882414, 0.30687], 1e-3, true);
      near(ofGroup(fitted, reported.estimates, 2), [-6.009225, 6.981168, -1.141976], 1e-4);
      near(ofGroup(fitted, stdErrors, 2), [2.622372, 1.996495, 0.323301], 1e-3, true);
      near(
        [1, 2].map((group) => ofGroup(fitted, reported.estimates, group, "sigma")[0]!),
        [4.966529, 6.60139],
        1e-4,
      );
      near([reported.estimates.length * Math.log(50) - 2 * fit.logLik], [1695.2223], 2e-3);
    }
  });

  it.each([
    [2, "common", -834.073459],
    [1, "common", -876.00468],
    [3, "separate", -823.44001],
  ] as const)("Gaussian, quadratic, %i groups, %s σ", async (groups, sigma, logLik) => {
    const table = await read("cnorm2gr.csv");
    for (const seed of seeds) {
      const { fit } = await fitTo(table, { ...options, groups, sigma, seed });
      near([fit.logLik], [logLik], 1e-3);
    }
  });

  it("Poisson, quadratic, 2 groups", async () => {
    const table = await read("pois2gr.csv");
    for (const seed of seeds) {
      const fitted = await fitTo(table, { ...options, family: "poisson", seed });
      near([fitted.fit.logLik], [-488.13064], 1e-3);
      near([fitted.fit.shares[0]!], [0.776317], 1e-4);
      near(ofGroup(fitted, fitted.reported.estimates, 1), [0.195524, 0.443656, -0.058611], 1e-4);
      near(ofGroup(fitted, fitted.reported.estimates, 2), [0.119996, 1.416365, -0.25657], 1e-4);
    }
  });

  it("logit, linear, 2 groups, of which the second is separated", async () => {
    const table = await read("logit2gr.csv");
    for (const seed of seeds) {
      const fitted = await fitTo(table, { ...options, family: "logit", order: 1, seed });
      near([fitted.fit.logLik], [-58.21622], 1e-3);
      const flagged = [1, 2].map((group) => ofGroup(fitted, fitted.stdErrors, group).some(Number.isNaN));
      expect(flagged.filter(Boolean)).toHaveLength(1);
      expect(fitted.errors.reasons.filter((reason) => reason !== null)).toHaveLength(2);
    }
  });
});

describe.skipIf(dataLacks)("npreg of flexmix", () => {
  let table: Table;
  beforeAll(async () => {
    table = asTable(await readTable(dataFile("trajectories/npreg.csv")), "test");
  });
  const options = { id: "id2", time: "x" } as const;

  it.each([
    ["yn", "gaussian", 2, "separate", -561.553688],
    ["yp", "poisson", 1, undefined, -420.081383],
    ["yb", "logit", 1, undefined, -92.699293],
  ] as const)("%s, %s of order %i", async (outcome, family, order, sigma, logLik) => {
    for (const seed of seeds) {
      const { fit } = await fitTo(table, { ...options, outcome, family, order, sigma, seed });
      near([fit.logLik], [logLik], 1e-3);
      if (outcome === "yn") near([...fit.shares], [0.5, 0.5], 1e-3);
    }
  });
});

/**
 * How often 95 % intervals of curves and of shares hold the truth, over simulated data sets of a family. The library
 * comes as an argument: the bench has the built one, the tests the sources.
 */

const times = [0, 1, 2, 3, 4, 5, 6, 7];
const scaling = { centre: 3.5, scale: 3.5 };
const z = 1.959963984540054;

/** What is simulated of each family: two groups apart enough to be told, in ascending order of level. */
const studies = {
  gaussian: { groups: [{ coefficients: [-0.6, 0.8, 0.3] }, { coefficients: [1, -0.5, 0.2] }] },
  "censored-normal": {
    groups: [{ coefficients: [0.4, 0.8, 0.3] }, { coefficients: [2.2, -0.5, 0.2] }],
    limits: { lower: 0, upper: 4 },
  },
  poisson: { groups: [{ coefficients: [-0.4, 0.6, -0.3] }, { coefficients: [0.9, -0.4, 0.2] }] },
  "negative-binomial": {
    groups: [
      { coefficients: [-0.2, 0.6, -0.3], theta: 3 },
      { coefficients: [1.4, -0.4, 0.2], theta: 3 },
    ],
  },
  zip: {
    groups: [
      { coefficients: [0.3, 0.6, -0.3], zero: [-1] },
      { coefficients: [1.5, -0.4, 0.2], zero: [-1] },
    ],
  },
  "zip-tau": {
    groups: [
      { coefficients: [0.3, 0.6, -0.3], tau: 1 },
      { coefficients: [1.5, -0.4, 0.2], tau: 0.8 },
    ],
  },
  logit: { groups: [{ coefficients: [-1.2, 0.8, -0.2] }, { coefficients: [1.1, -0.6, 0.3] }] },
  binomial: { groups: [{ coefficients: [-0.8, 0.8, -0.2] }, { coefficients: [0.5, -0.6, 0.3] }] },
  beta: {
    groups: [
      { coefficients: [-0.5, 0.6, -0.2], precision: 6 },
      { coefficients: [0.5, -0.4, 0.2], precision: 6 },
    ],
  },
};

export const coverageFamilies = Object.keys(studies);

/** Counts intervals that hold the truth: of the linear predictor of each group at each time, and of each share. */
export async function coverage(library, { family, sets, people = 200, starts = 6, from = 1 }) {
  const {
    simulateTrajectories,
    asTable,
    buildModel,
    fitMixture,
    covariances,
    groupShares,
    randomKey,
    startRun,
  } = library;
  const { groups, limits = {} } = studies[family];
  const shares = [0.6, 0.4];
  const options = { id: "id", time: "time", outcome: "y", family, order: 2, ...limits };
  if (family === "binomial") options.trials = "trials";
  const count = { curves: [0, 0], shares: [0, 0], flagged: 0 };
  for (let seed = from; seed < from + sets; seed++) {
    const { table } = simulateTrajectories({
      family,
      people,
      times,
      scaling,
      ...limits,
      groups: groups.map((group, g) => ({ ...group, share: shares[g] })),
      seed,
    });
    const { model } = buildModel(asTable(table, "coverage"), options);
    const fit = await startRun("coverage", (run) => fitMixture(model, { starts, key: randomKey(seed), run }));
    const { observed } = covariances(fit);
    if (!observed || observed.some(Number.isNaN)) count.flagged++;
    const p = Math.sqrt(observed?.length ?? 0);
    const [component] = model.components;
    const theta = fit.parameters.components[0];
    groups.forEach(({ coefficients }, g) => {
      const places = component.groupParameters[g];
      const { columns, values } = component.designs.groups[g][0];
      for (let row = 0; row < component.designs.count; row++) {
        let estimate = 0;
        let truth = 0;
        let variance = 0;
        for (let a = 0; a < columns; a++) {
          const xa = values[row * columns + a];
          estimate += xa * theta[places[a]];
          truth += xa * coefficients[a];
          for (let b = 0; b < columns; b++) {
            variance += xa * values[row * columns + b] * observed[places[a] * p + places[b]];
          }
        }
        add(count.curves, Math.abs(estimate - truth) <= z * Math.sqrt(variance));
      }
    });
    const { share, stdError } = groupShares(model, fit.parameters, {
      classGroup: model.classGroup[0],
      groups: 2,
      covariance: observed,
    });
    share.forEach((value, g) => {
      const logit = (x) => Math.log(x / (1 - x));
      const reach = (z * stdError[g]) / (value * (1 - value));
      add(count.shares, Math.abs(logit(value) - logit(shares[g])) <= reach);
    });
  }
  const rate = ([held, all]) => held / all;
  return { family, curves: rate(count.curves), shares: rate(count.shares), flagged: count.flagged };
}

function add(count, held) {
  if (held) count[0]++;
  count[1]++;
}

import { choice, poisson, randomKey, split, uniform } from "../../../kernel-lib/src/compute/random/index.js";
import type { Cell, ResultDocument, ResultTable } from "../../../kernel-lib/src/contract/index.js";
import type {
  GroupFlow,
  OutcomeDetails,
  TrajectoriesDetails,
} from "../../../kernel-lib/src/models/trajectories/details.js";
import { glmDocument } from "./fixtures.js";

const shares = [0.5, 0.25, 0.15, 0.1, 0.05, 0.05];
const curves: ((age: number) => number)[] = [
  (age) => 0.2 * Math.exp(-((age - 16) ** 2) / 60),
  (age) => 2.5 * Math.exp(-((age - 17) ** 2) / 40),
  (age) => 0.3 + 0.06 * (age - 8),
  (age) => 3 - 0.05 * (age - 8),
  () => 1,
  (age) => 0.1 * (age - 8),
];

/** Made-up people in `groups` groups, seen once a year from age 8 on; some share is never sure of its group. */
export function trajectoriesDetails({
  persons = 300,
  groups = 3,
  waves = 31,
  outcomes = ["crimes"],
}: { persons?: number; groups?: number; waves?: number; outcomes?: string[] } = {}): TrajectoriesDetails {
  const [forGroup, forOutcomes, forPosteriors] = split(randomKey(5), 3);
  const weights = shares.slice(0, groups);
  const total = weights.reduce((a, b) => a + b);
  const memberOf = choice(forGroup!, groups, persons, { weights });
  const ages = Float64Array.from({ length: waves }, (_, t) => 8 + t);
  const sure = uniform(forPosteriors!, persons);
  const posteriors = new Float64Array(persons * groups);
  memberOf.forEach((own, person) => {
    for (let g = 0; g < groups; g++) {
      const largest = groups === 1 ? 1 : Math.max(0.55, sure[person]! ** 0.1);
      posteriors[person * groups + g] = g === own ? largest : (1 - largest) / (groups - 1);
    }
  });
  const keys = split(forOutcomes!, outcomes.length);
  return {
    time: "age",
    losses: Array.from({ length: 40 }, (_, step) => ({ step, loss: 14_000 + 900 * Math.exp(-step / 6) })),
    flow: null,
    outcomes: outcomes.map((outcome, k): OutcomeDetails => {
      const rate = Float64Array.from({ length: persons * waves }, (_, row) =>
        curves[memberOf[Math.floor(row / waves)]!]!(ages[row % waves]!),
      );
      const value = Float64Array.from(poisson(keys[k]!, rate, rate.length));
      return {
        outcome,
        family: "poisson",
        personRows: Int32Array.from({ length: persons + 1 }, (_, person) => person * waves),
        time: Float64Array.from(rate, (_, row) => ages[row % waves]!),
        value,
        posteriors,
        groups: weights.map((weight, g) => {
          const mean = ages.map(curves[g]!);
          return {
            group: g + 1,
            share: weight / total,
            curve: { time: ages, mean, lower: mean.map((m) => 0.8 * m), upper: mean.map((m) => 1.2 * m) },
            observed: {
              time: ages,
              mean: mean.map((m, t) => m * (1 + 0.1 * Math.sin(5 * t))),
              weight: mean.map(() => persons * weight),
            },
          };
        }),
      };
    }),
  };
}

export const flow: GroupFlow = {
  from: { outcome: "opposition", shares: [0.2, 0.5, 0.3] },
  to: { outcome: "delinquency", shares: [0.65, 0.35] },
  joint: [
    [0.2, 0],
    [0.35, 0.15],
    [0.1, 0.2],
  ],
};

export const comparisonTable = (most: number): ResultTable => ({
  columns: [],
  rows: Array.from({ length: most }, (_, i): Record<string, Cell> => {
    const bic = 27_000 + 11_000 * 0.2 ** i + 60 * i;
    return {
      groups: i + 1,
      bic,
      bicObservations: bic + 14 * (i + 1),
      adjustedBic: bic - 9 * (i + 1),
      aic: bic - 12 * (i + 1),
      icl: bic + 4 * i,
      relativeEntropy: i === 0 ? null : 0.99 - 0.02 * i,
      smallestShare: 1 / (i + 1) ** 1.5,
      smallestApp: 1 - 0.02 * i,
      chosen: i === most - 1,
    };
  }),
});

export const membershipTable = (): ResultTable => ({
  columns: [],
  rows: [2, 3].flatMap((group): Record<string, Cell>[] =>
    ["Intercept", "male", "family_conflict"].map((term, i) => {
      const estimate = 0.3 * group * (i - 1.2);
      return {
        group,
        reference: 1,
        term,
        estimate,
        ratio: Math.exp(estimate),
        ratioLower: Math.exp(estimate - 0.4),
        ratioUpper: Math.exp(estimate + 0.4),
      };
    }),
  ),
});

export const startsTable = (count = 50): ResultTable => ({
  columns: [],
  rows: Array.from({ length: count }, (_, i): Record<string, Cell> => ({
    start: i + 1,
    origin: ["subject-fits", "quantiles", "random"][i % 3]!,
    logLik: i === count - 1 ? null : -13_858.8 - (i < 30 ? 0 : (i - 29) ** 2),
  })),
});

/** A result document of a trajectory model with every table that a chart reads. */
export function trajectoriesDocument({ most = 4 } = {}): ResultDocument {
  const { config: _, ...glm } = glmDocument();
  return {
    ...glm,
    model: "trajectories",
    config: { model: "trajectories", id: "id", time: "age", outcome: "crimes", family: "poisson", groups: 3 },
    tables: {
      comparison: comparisonTable(most),
      membership: membershipTable(),
      starts: startsTable(),
    },
  };
}

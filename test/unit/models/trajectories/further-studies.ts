import {
  foldIn,
  normal,
  poisson,
  randomKey,
  uniform,
} from "../../../../kernel-lib/src/compute/random/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/index.js";
import { covariances } from "../../../../kernel-lib/src/models/trajectories/covariance.js";
import { fitMixture } from "../../../../kernel-lib/src/models/trajectories/fit-mixture.js";
import type { MixtureFit } from "../../../../kernel-lib/src/models/trajectories/mixture.js";
import {
  buildModel,
  type TrajectoriesOptions,
} from "../../../../kernel-lib/src/models/trajectories/prepare.js";
import { unwatched } from "../../unwatched.js";

export type Row = Record<string, number>;

export const quiet = {
  ...unwatched,
  cancelled: false,
};

export const truth = {
  curves: [
    [1, 0.8],
    [4, -0.8],
  ],
  dropout: [
    [-2.2, 0.5],
    [0.4, -0.6],
  ],
  later: [0.5, 2],
  laterSlope: 0.7,
  /** P(group of the second outcome | group of the first). */
  conditional: [
    [0.8, 0.2],
    [0.3, 0.7],
  ],
};

/**
 * A study of two groups: `y` seen until the person drops out, by a logit on the last outcome; a count `z` with groups
 * of its own; a later outcome in three families, with a covariate `x` of the person.
 */
export function simulateStudy(seed: number, { people = 400, waves = 6 } = {}): Row[] {
  const times = Array.from({ length: waves }, (_, wave) => wave);
  const scaling = { centre: (waves - 1) / 2, scale: (waves - 1) / 2 };
  const first = simulateTrajectories({
    people,
    times,
    scaling,
    seed,
    groups: [
      { coefficients: truth.curves[0]!, share: 0.6 },
      { coefficients: truth.curves[1]!, share: 0.4 },
    ],
  });
  const key = foldIn(randomKey(seed), 99);
  const member = first.truth.memberOf;
  const u = uniform(foldIn(key, 0), people);
  const memberOf = Int32Array.from(member, (group, i) => (u[i]! < truth.conditional[group - 1]![0]! ? 1 : 2));
  const second = simulateTrajectories({
    family: "poisson",
    memberOf,
    times,
    scaling,
    seed: seed + 1,
    groups: [{ coefficients: [0, 0.6] }, { coefficients: [1.6, 0] }],
  });
  const x = normal(foldIn(key, 1), people);
  const noise = normal(foldIn(key, 2), people);
  const eta = x.map((value, i) => truth.later[member[i]! - 1]! + truth.laterSlope * value);
  const counts = poisson(
    foldIn(key, 3),
    eta.map((value) => Math.exp(value / 2)),
    people,
  );
  const chance = uniform(foldIn(key, 4), people);
  const leaving = uniform(foldIn(key, 5), people * waves);
  const [y, z] = [first.table.array("y") as Float64Array, second.table.array("y") as Float64Array];
  const rows: Row[] = [];
  for (let i = 0; i < people; i++) {
    const [intercept, slope] = truth.dropout[member[i]! - 1]! as [number, number];
    for (let wave = 0; wave < waves; wave++) {
      const row = i * waves + wave;
      rows.push({
        id: i + 1,
        time: wave,
        y: y[row]!,
        z: z[row]!,
        x: x[i]!,
        earnings: eta[i]! + 1.5 * noise[i]!,
        arrests: counts[i]!,
        prison: chance[i]! < 1 / (1 + Math.exp(1.5 - eta[i]!)) ? 1 : 0,
      });
      if (leaving[row]! < 1 / (1 + Math.exp(-intercept - slope * y[row]!)) && wave < waves - 1) break;
    }
  }
  return rows;
}

export const base: TrajectoriesOptions = { id: "id", time: "time", outcome: "y", order: 1, groups: 2 };

export async function fitStudy(rows: Row[], options: TrajectoriesOptions, starts = 4) {
  const built = buildModel(asTable(rows, "test"), options);
  const fit = await fitMixture(built.model, { starts, key: randomKey(1), run: quiet });
  return { built, fit, covariance: covariances(fit).observed! };
}

/** The part of the covariance that belongs to one component. */
export function covarianceOf(fit: MixtureFit, covariance: Float64Array, component: number): Float64Array {
  const p = Math.sqrt(covariance.length);
  const sizes = fit.parameters.components.map(({ length }) => length);
  const from = sizes.slice(0, component).reduce((sum, size) => sum + size, 0);
  const n = sizes[component]!;
  return Float64Array.from(
    { length: n * n },
    (_, at) => covariance[(from + Math.floor(at / n)) * p + from + (at % n)]!,
  );
}

/** Rows of each person. */
export function byPerson(rows: Row[]): Row[][] {
  const people = new Map<number, Row[]>();
  for (const row of rows) people.set(row["id"]!, [...(people.get(row["id"]!) ?? []), row]);
  return [...people.values()];
}

export const logNormal = (y: number, mean: number, sigma: number) =>
  -0.5 * Math.log(2 * Math.PI) - Math.log(sigma) - 0.5 * ((y - mean) / sigma) ** 2;

export const logPoisson = (y: number, eta: number) => {
  let logFactorial = 0;
  for (let k = 2; k <= y; k++) logFactorial += Math.log(k);
  return y * eta - Math.exp(eta) - logFactorial;
};

export const logBernoulli = (y: number, eta: number) => -Math.log(1 + Math.exp(y === 1 ? -eta : eta));

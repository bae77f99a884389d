import type { Table } from "../../../../kernel-lib/src/data/table.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/trajectories.js";
import type { TrajectoryFamily } from "../../../../kernel-lib/src/contract/index.js";
import { normal, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import type { TrajectoriesOptions } from "../../../../kernel-lib/src/models/trajectories/prepare.js";

/** A small table of a family with everything a curve can have, and options that use all of it. */
export interface FamilyTask {
  family: TrajectoryFamily;
  sigma: "common" | "separate";
  table: Table;
  options: TrajectoriesOptions;
}

const settings: { family: TrajectoryFamily; sigma?: "common" | "separate" }[] = [
  { family: "gaussian" },
  { family: "gaussian", sigma: "separate" },
  { family: "censored-normal" },
  { family: "censored-normal", sigma: "separate" },
  { family: "poisson" },
  { family: "negative-binomial" },
  { family: "negative-binomial", sigma: "separate" },
  { family: "zip" },
  { family: "zip-tau" },
  { family: "logit" },
  { family: "binomial" },
  { family: "beta" },
  { family: "beta", sigma: "separate" },
];

/** Two groups of each family; unbalanced rows, a covariate over time, one of membership, weights and an offset. */
export const familyTasks: FamilyTask[] = settings.map(({ family, sigma = "common" }) => {
  const counts = ["poisson", "negative-binomial", "zip", "zip-tau"].includes(family);
  const limits = family === "censored-normal" ? { lower: 0, upper: 6 } : {};
  const { table: plain } = simulateTrajectories({
    family,
    people: 60,
    times: [1990, 1991, 1993, 1994, 1996, 1998],
    scaling: { centre: 1994, scale: 4 },
    observed: 0.85,
    groups: [
      { coefficients: [0.2, -1, 0.3], share: 0.6, sigma: 1, precision: 8, theta: 3 },
      { coefficients: [1.6, 0.8, -0.2], share: 0.4, slope: 0.7, sigma: 1.4, precision: 15, theta: 1.5 },
    ],
    ...limits,
    ...(counts && { exposure: [0.5, 2] as const }),
    seed: 11,
  });
  const rows = plain.numRows();
  const ids = plain.array("id") as Float64Array;
  const perPerson = uniform(randomKey(5), 60);
  const columns: Record<string, ArrayLike<number>> = {
    w: normal(randomKey(6), rows),
    o: normal(randomKey(7), rows).map((value) => value / 10),
    weight: Float64Array.from(ids, (id) => 0.5 + perPerson[id - 1]!),
  };
  for (const name of plain.columnNames()) columns[name] = plain.array(name) as Float64Array;
  return {
    family,
    sigma,
    table: asTable(columns, "test"),
    options: {
      id: "id",
      time: "time",
      outcome: "y",
      family,
      groups: 2,
      order: [1, 2],
      membership: ["x"],
      covariates: ["w"],
      offset: "o",
      weights: "weight",
      ...(sigma === "separate" && { sigma }),
      ...limits,
      ...(counts && { exposure: "exposure" }),
      ...(family === "zip" && { zeroOrder: [0, 1] }),
      ...(family === "binomial" && { trials: "trials" }),
    },
  };
});

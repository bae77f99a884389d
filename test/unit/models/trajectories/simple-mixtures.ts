import {
  foldIn,
  type Key,
  normal,
  randomKey,
  uniform,
} from "../../../../kernel-lib/src/compute/random/index.js";
import type { RunContext } from "../../../../kernel-lib/src/compute/run.js";
import { familyOf } from "../../../../kernel-lib/src/models/trajectories/families/index.js";
import { fitMixture } from "../../../../kernel-lib/src/models/trajectories/fit-mixture.js";
import type { MixtureModel } from "../../../../kernel-lib/src/models/trajectories/mixture.js";
import { regressionComponent } from "../../../../kernel-lib/src/models/trajectories/regression-component.js";

/** Some values a person, about a mean of the person's group: mixtures simple enough to check by hand. */
export function flatModel(
  values: readonly (readonly number[])[],
  groups: number,
  { weights, sigma = "common" }: { weights?: Float64Array; sigma?: "common" | "separate" } = {},
): MixtureModel {
  const persons = values.length;
  const personRows = new Int32Array(persons + 1);
  values.forEach((own, i) => (personRows[i + 1] = personRows[i]! + own.length));
  const response = Float64Array.from(values.flat());
  const intercept = { columns: 1, values: new Float64Array([1]) };
  const component = regressionComponent({
    name: "y",
    family: familyOf({ family: "gaussian", centre: 0, unit: 1 }),
    rows: { persons, personRows, response, trials: null, designOfRow: new Int32Array(response.length) },
    designs: {
      count: 1,
      offset: new Float64Array(1),
      logExposure: new Float64Array(1),
      groups: Array.from({ length: groups }, () => [intercept, null]),
    },
    names: Array.from({ length: groups }, () => [
      { part: "curve", term: "Intercept" },
      { part: "sigma", term: "Sigma" },
    ]),
    shared: sigma === "common" ? 1 : 0,
  });
  return {
    components: [component],
    classes: groups,
    classGroup: [Int32Array.from({ length: groups }, (_, g) => g)],
    membership: { names: ["Intercept"], values: new Float64Array(persons).fill(1) },
    weights: weights ?? new Float64Array(persons).fill(1),
    persons,
  };
}

/** Persons of groups with the given means, shares and one σ. */
export function drawPersons(
  persons: number,
  {
    means,
    shares,
    sigma = 1,
    waves = 3,
    seed = 1,
  }: { means: number[]; shares: number[]; sigma?: number; waves?: number; seed?: number },
): { values: number[][]; group: number[] } {
  const key = randomKey(seed);
  const group = Array.from(uniform(foldIn(key, 0), persons), (u) => {
    let g = 0;
    for (let sum = shares[0]!; u >= sum && g < shares.length - 1; sum += shares[g]!) g++;
    return g;
  });
  const noise = normal(foldIn(key, 1), persons * waves);
  const values = group.map((g, i) =>
    Array.from({ length: waves }, (_, t) => means[g]! + sigma * noise[i * waves + t]!),
  );
  return { values, group };
}

/** A run that nobody watches; `after` breaths it is cancelled. */
export function quietRun({ after = Infinity } = {}): RunContext & {
  reports: { phase: string; step: number }[];
} {
  let breaths = 0;
  const reports: { phase: string; step: number }[] = [];
  return {
    reports,
    get cancelled() {
      return breaths > after;
    },
    signal: new AbortController().signal,
    report: (progress) => void reports.push(progress),
    runsOn() {},
    breathe: async () => void breaths++,
    onPause: () => () => {},
    clock: () => 0,
  };
}

export const fitFlat = (
  model: MixtureModel,
  { starts = 5, key = randomKey(1) }: { starts?: number; key?: Key } = {},
) => fitMixture(model, { starts, key, run: quietRun() });

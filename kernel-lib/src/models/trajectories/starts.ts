import { foldIn, type Key, permutation, uniform } from "../../compute/random/index.js";
import { axesOf } from "./axes.js";
import type { Component } from "./component.js";
import { groupWeights, type Workspace, workspaceOf } from "./em.js";
import { kMeans } from "./k-means.js";
import { raiseMembership } from "./membership.js";
import type { MixtureModel, MixtureParameters, StartReport } from "./mixture.js";

export interface Start {
  origin: StartReport["origin"][number];
  parameters: MixtureParameters;
}

// How much of each person a first assignment leaves to the other classes, so that none starts out separated.
const SOFTNESS = 0.1;

/**
 * First assignments of persons to groups, made into parameters one by one; the two outcomes of a dual model have an
 * assignment each. The first cuts persons into slices of equal size by their level. The others take turns: persons'
 * own curves clustered by k-means from random seeds, persons gathered about random ones of their own number, and
 * slices of random size by random features.
 */
export function* makeStarts(model: MixtureModel, count: number, key: Key): Generator<Start> {
  const { persons, classes } = model;
  const axes = axesOf(model).map((axis) => ({
    ...axis,
    features: featuresOf(
      axis.members.map((m) => model.components[m]!),
      persons,
    ),
  }));
  const workspace = workspaceOf(model);
  for (let s = 0; s < count; s++) {
    const own = foldIn(key, s);
    const kind =
      s === 0 ? "quantiles" : (["subject-fits", "random", "subject-fits", "quantiles"] as const)[s % 4]!;
    for (const column of workspace.classes) column.fill(1);
    axes.forEach(({ map, groups, features }, a) => {
      const axisKey = a === 0 ? own : foldIn(own, 10 + a);
      const assigned = assign(kind, features, { persons, groups, key: axisKey, number: s });
      // Groups may have curves of different orders, so which cluster is which group matters.
      const order = permutation(foldIn(axisKey, 2), groups);
      for (let c = 0; c < classes; c++) {
        const column = workspace.classes[c]!;
        for (let i = 0; i < persons; i++) {
          column[i]! *= SOFTNESS / groups + (order[assigned[i]!] === map[c] ? 1 - SOFTNESS : 0);
        }
      }
    });
    yield { origin: kind, parameters: parametersFrom(model, workspace) };
  }
}

/** Parameters to start from, given the persons' classes in a workspace, hard or soft. */
export function parametersFrom(model: MixtureModel, workspace: Workspace): MixtureParameters {
  const { components, classes, membership } = model;
  groupWeights(model, workspace.classes, workspace.weights);
  return {
    components: components.map((component, m) => component.start(workspace.weights[m]!)),
    membership: raiseMembership(
      model,
      workspace.classes,
      new Float64Array((classes - 1) * membership.names.length),
    ),
  };
}

function assign(
  kind: Start["origin"],
  features: Features,
  { persons, groups, key, number }: { persons: number; groups: number; key: Key; number: number },
): Int32Array {
  if (kind === "quantiles") {
    return slices(features, { persons, classes: groups, key: number === 0 ? null : key });
  }
  const { values, width } = reweigh(features, persons, number <= 2 ? null : foldIn(key, 1));
  const rounds = kind === "subject-fits" ? 20 : 0;
  return kMeans(values, { count: persons, width, clusters: groups, key, rounds });
}

export interface Features {
  width: number;
  values: Float64Array;
}

/** Components' features side by side, each component's scaled to the same total spread. */
export function featuresOf(components: readonly Component[], persons: number): Features {
  const all = components.flatMap((component) => component.features?.() ?? []);
  const width = all.reduce((sum, each) => sum + each.width, 0);
  const values = new Float64Array(persons * width);
  let from = 0;
  for (const each of all) {
    let squares = 0;
    for (const value of each.values) squares += value * value;
    const scale = squares > 0 ? Math.sqrt(persons / squares) : 0;
    for (let i = 0; i < persons; i++) {
      for (let k = 0; k < each.width; k++)
        values[i * width + from + k] = scale * each.values[i * each.width + k]!;
    }
    from += each.width;
  }
  return { width, values };
}

/** Features stretched at random, so that clusterings differ in what they look at. */
function reweigh({ width, values }: Features, persons: number, key: Key | null): Features {
  if (!key) return { width, values };
  const stretch = uniform(key, width).map((u) => 4 ** (2 * u - 1));
  return {
    width,
    values: Float64Array.from({ length: persons * width }, (_, k) => values[k]! * stretch[k % width]!),
  };
}

/** Slices of persons in order of their level, or of a random direction cut at random. */
function slices(
  { width, values }: Features,
  { persons, classes, key }: { persons: number; classes: number; key: Key | null },
): Int32Array {
  const direction = key ? uniform(foldIn(key, 3), width).map((u) => 2 * u - 1) : null;
  if (direction) direction[0] = 1;
  const level = Float64Array.from({ length: persons }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < width; k++)
      sum += values[i * width + k]! * (direction ? direction[k]! : k === 0 ? 1 : 0);
    return sum;
  });
  const order = Int32Array.from(level.keys()).sort((i, j) => level[i]! - level[j]! || i - j);
  const cuts = key
    ? [...uniform(foldIn(key, 4), classes - 1)].sort((a, b) => a - b)
    : Array.from({ length: classes - 1 }, (_, c) => (c + 1) / classes);
  const assigned = new Int32Array(persons);
  order.forEach((person, rank) => (assigned[person] = cuts.filter((cut) => rank >= cut * persons).length));
  return assigned;
}

import { type Key, foldIn, permutation, uniform } from "../../compute/random/index.js";
import { axesOf } from "./axes.js";
import { logLikelihood, workspaceOf } from "./em.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";
import { featuresOf, parametersFrom } from "./starts.js";

/**
 * Starts made from a maximum by giving one group up to the others and cutting another in two (split and merge EM;
 * Ueda, Nakano, Ghahramani and Hinton, 2000). A search that sits where two groups share what should be one, and one
 * holds what should be two, gets out this way.
 */
export function* makeSplits(
  model: MixtureModel,
  best: MixtureParameters,
  { count, key }: { count: number; key: Key },
): Generator<MixtureParameters> {
  const { persons, classes } = model;
  const axes = axesOf(model);
  const pairs = axes
    .flatMap(({ groups }, axis) =>
      Array.from({ length: groups * groups }, (_, k) => ({
        axis,
        given: Math.floor(k / groups),
        cut: k % groups,
      })),
    )
    .filter(({ given, cut }) => given !== cut);
  const order = permutation(foldIn(key, 0), pairs.length);
  const features = axes.map(({ members }) =>
    featuresOf(
      members.map((m) => model.components[m]!),
      persons,
    ),
  );
  for (let s = 0; s < Math.min(count, pairs.length); s++) {
    const { axis, given, cut } = pairs[order[s]!]!;
    const workspace = workspaceOf(model);
    logLikelihood(model, best, workspace);
    const { map } = axes[axis]!;
    const partner = (c: number, group: number) =>
      map.findIndex(
        (other, d) => other === group && axes.every((each, a) => a === axis || each.map[d] === each.map[c]),
      );
    const above = upperHalf(
      features[axis]!,
      persons,
      workspace.classes.filter((_, c) => map[c] === cut),
      foldIn(key, s + 1),
    );
    const after = workspace.classes.map(() => new Float64Array(persons));
    for (let c = 0; c < classes; c++) {
      const column = workspace.classes[c]!;
      if (map[c] === given) {
        const others = [...map.keys()].filter((d) => map[d] !== given && partner(d, given) === c);
        for (let i = 0; i < persons; i++) {
          let mass = 1e-12;
          for (const d of others) mass += workspace.classes[d]![i]! + 1e-12;
          for (const d of others) after[d]![i]! += (column[i]! * (workspace.classes[d]![i]! + 1e-12)) / mass;
        }
      } else for (let i = 0; i < persons; i++) after[c]![i]! += column[i]!;
    }
    for (let c = 0; c < classes; c++) {
      const to = map[c] === cut ? partner(c, given) : -1;
      if (to < 0) continue;
      for (let i = 0; i < persons; i++) {
        const moved = after[c]![i]! * (above[i] ? 0.95 : 0.05);
        after[to]![i]! += moved;
        after[c]![i]! -= moved;
      }
    }
    after.forEach((column, c) => workspace.classes[c]!.set(column));
    yield parametersFrom(model, workspace);
  }
}

/** Persons above the weighted median of a group in a random direction of their features (1). */
function upperHalf(
  { width, values }: { width: number; values: Float64Array },
  persons: number,
  columns: readonly Float64Array[],
  key: Key,
): Uint8Array {
  const direction = uniform(key, width).map((u) => 2 * u - 1);
  const level = Float64Array.from({ length: persons }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += values[i * width + k]! * direction[k]!;
    return sum;
  });
  const weight = (i: number) => columns.reduce((sum, column) => sum + column[i]!, 0);
  const order = Int32Array.from(level.keys()).sort((i, j) => level[j]! - level[i]! || i - j);
  let rest = 0;
  for (let i = 0; i < persons; i++) rest += weight(i) / 2;
  const above = new Uint8Array(persons);
  for (const person of order) {
    if ((rest -= weight(person)) < 0) break;
    above[person] = 1;
  }
  return above;
}

import { axesOf } from "./axes.js";
import type { Component } from "./component.js";
import type { MixtureModel, MixtureParameters } from "./mixture.js";

/**
 * Numbers the groups by level: group 1 has the lowest mean outcome over the rows of the data. Groups whose curves
 * differ in order or covariates were numbered by the user and keep to places of their own kind. In a dual model
 * each outcome's groups are ordered by themselves.
 */
export function orderGroups(model: MixtureModel, parameters: MixtureParameters): MixtureParameters {
  const { components, classes } = model;
  const axes = axesOf(model);
  const orders = axes.map(({ members }) =>
    orderOf(
      members.map((m) => components[m]!),
      members.map((m) => parameters.components[m]!),
    ),
  );
  // New class c has new groups map[c], which were the old groups order[map[c]].
  const oldClass = Array.from({ length: classes }, (_, c) => {
    for (let old = 0; old < classes; old++) {
      if (axes.every(({ map }, a) => map[old] === orders[a]![map[c]!])) return old;
    }
    return c;
  });
  const reordered = components.map((component, m) => {
    const axis = axes.findIndex(({ members }) => members.includes(m));
    return permuteGroups(component, parameters.components[m]!, orders[axis]!);
  });
  return { components: reordered, membership: permuteMembership(parameters.membership, oldClass) };
}

/** The old group of each new one. */
function orderOf(components: readonly Component[], vectors: readonly Float64Array[]): number[] {
  const { groups } = components[0]!;
  const leading = components.findIndex((component) => component.level !== undefined);
  const all = Array.from({ length: groups }, (_, g) => g);
  if (leading < 0) return all;
  const kind = all.map((g) => components.map((component) => kindOf(component, g)).join());
  const level = all.map((g) => components[leading]!.level!(vectors[leading]!, g));
  const order = [...all];
  for (const each of new Set(kind)) {
    const places = all.filter((g) => kind[g] === each);
    const sorted = [...places].sort((a, b) => level[a]! - level[b]! || a - b);
    places.forEach((place, k) => (order[place] = sorted[k]!));
  }
  return order;
}

const kindOf = ({ groupParameters, parameters }: Component, group: number): string =>
  [...groupParameters[group]!].map((place) => `${parameters[place]!.part} ${parameters[place]!.term}`).join();

function permuteGroups(component: Component, vector: Float64Array, order: readonly number[]): Float64Array {
  const out = vector.slice();
  component.groupParameters.forEach((places, g) => {
    const from = component.groupParameters[order[g]!]!;
    places.forEach((place, k) => (out[place] = vector[from[k]!]!));
  });
  return out;
}

/** Logits against the new first class. */
function permuteMembership(membership: Float64Array, oldClass: readonly number[]): Float64Array {
  const width = membership.length / Math.max(1, oldClass.length - 1);
  const old = (c: number, k: number) => (c === 0 ? 0 : membership[(c - 1) * width + k]!);
  return membership.map((_, at) => {
    const c = Math.floor(at / width) + 1;
    const k = at % width;
    return old(oldClass[c]!, k) - old(oldClass[0]!, k);
  });
}

import type { MixtureModel, MixtureParameters } from "./mixture.js";

/** All parameters in one vector: the components' in turn, then the membership's. */
export function flatten({ components, membership }: MixtureParameters): Float64Array {
  const size = components.reduce((sum, vector) => sum + vector.length, membership.length);
  const flat = new Float64Array(size);
  let at = 0;
  for (const vector of [...components, membership]) {
    flat.set(vector, at);
    at += vector.length;
  }
  return flat;
}

export function unflatten(model: MixtureModel, flat: Float64Array): MixtureParameters {
  let at = 0;
  const next = (size: number) => flat.slice(at, (at += size));
  return {
    components: model.components.map(({ parameters }) => next(parameters.length)),
    membership: next((model.classes - 1) * model.membership.names.length),
  };
}

/** Number of free parameters. */
export function parameterCount({ components, classes, membership }: MixtureModel): number {
  const own = components.reduce((sum, { parameters }) => sum + parameters.length, 0);
  return own + (classes - 1) * membership.names.length;
}

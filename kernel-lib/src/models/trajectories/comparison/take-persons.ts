import type { MixtureModel } from "../mixture.js";

/** The same model for some persons, in the order given, repetition allowed. */
export function takePersons(model: MixtureModel, persons: Int32Array): MixtureModel {
  const { names, values } = model.membership;
  const width = names.length;
  const taken = new Float64Array(persons.length * width);
  persons.forEach((person, i) => {
    taken.set(values.subarray(person * width, (person + 1) * width), i * width);
  });
  return {
    ...model,
    components: model.components.map((component) => component.take(persons)),
    membership: { names, values: taken },
    weights: Float64Array.from(persons, (person) => model.weights[person]!),
    persons: persons.length,
  };
}

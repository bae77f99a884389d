import { normalQuantile } from "../../../compute/special/index.js";
import { chanceInterval, quadraticForm } from "./expected.js";
import type { NewPeople } from "./new-people.js";
import { assign, groupPosteriors } from "../posterior.js";
import type { Curve } from "./predicted-curve.js";
import type { ReadPredictor } from "./predictor.js";

export type PeopleColumns = Record<string, Float64Array | (string | number | null)[]>;

/** Which group each person belongs to and how surely: one row a person. */
export function peopleColumns(
  { covariance, theta }: ReadPredictor,
  people: NewPeople,
  { curve, level, ids }: { curve: Curve; level: number; ids: readonly (string | number | null)[] },
): PeopleColumns {
  const everyone = Int32Array.from(ids.keys());
  const { group, ...probabilities } = probabilityColumns(people, { curve, personOfRow: everyone });
  const reach = normalQuantile(0.5 + level / 2);
  const [probability, lower, upper] = [0, 1, 2].map(() => new Float64Array(ids.length));
  for (let i = 0; i < ids.length; i++) {
    const own = probabilities[`probability${group![i]}`]?.[i] ?? NaN;
    const gradient = new Float64Array(theta.length);
    people.addPosteriorGradient(
      i,
      curve.classGroup.map((g) => (g + 1 === group![i] ? 1 : 0)),
      gradient,
    );
    const error = Number.isNaN(own) ? NaN : Math.sqrt(quadraticForm(gradient, covariance));
    probability![i] = own;
    [lower![i], upper![i]] = chanceInterval(own, reach * error) as [number, number];
  }
  return {
    id: [...ids],
    waves: Float64Array.from(people.seen),
    group: group!,
    probability: probability!,
    lower: lower!,
    upper: upper!,
    ...probabilities,
  };
}

/** `group`, the most probable, and `probability1` … of each row's person; NaN for a row of nobody. */
export function probabilityColumns(
  { densities, people }: NewPeople,
  { curve, personOfRow }: { curve: Curve; personOfRow: Int32Array },
): Record<string, Float64Array> {
  const groups = curve.recipe.orders.length;
  const posteriors = groupPosteriors(densities.posteriors, curve.classGroup, groups);
  const assigned = assign(posteriors, groups);
  const known = (person: number) =>
    person >= 0 && person < people.ids.length && !Number.isNaN(posteriors[person * groups]!);
  const column = (value: (person: number) => number) =>
    Float64Array.from(personOfRow, (person) => (known(person) ? value(person) : NaN));
  return {
    group: column((person) => assigned[person]! + 1),
    ...Object.fromEntries(
      Array.from({ length: groups }, (_, g) => [
        `probability${g + 1}`,
        column((person) => posteriors[person * groups + g]!),
      ]),
    ),
  };
}

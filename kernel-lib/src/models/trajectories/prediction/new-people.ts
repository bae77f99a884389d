import { InputError, type TrajectoryCurve } from "../../../contract/index.js";
import { applyDesign, numbers } from "../../../data/design/index.js";
import { columnOf } from "../../../data/design/numbers.js";
import type { Table } from "../../../data/table.js";
import type { Component } from "../component.js";
import { checkOutcome } from "../curve/check-outcome.js";
import { curveComponent, keepRows } from "../curve/curve-component.js";
import type { CurveRecipe } from "../curve/recipe.js";
import { dropoutComponent } from "../further/dropout.js";
import { laterComponent } from "../further/later.js";
import { type PersonDensities, personLogDensity } from "../person-density.js";
import type { MixtureModel, MixtureParameters } from "../mixture.js";
import { type People, readPeople } from "../people.js";
import { classesOf } from "./model-recipe.js";
import { placesOfComponent, type ReadPredictor } from "./predictor.js";
import { membershipColumns } from "../prepare.js";

const where = "predict";

/** People of a new table, and what the fit says of them. */
export interface NewPeople {
  people: People;
  /** Rows without an id or a time (1): nothing can be said of them. */
  skip: Uint8Array;
  /** Rows with an outcome of the curve asked for, by person. */
  seen: Int32Array;
  /** The fit's model over these people, as far as they were seen. */
  model: MixtureModel;
  densities: PersonDensities;
  /**
   * Adds to `gradient`, p long, what Σ_c values[c] P(class c | y_i) moves with θ through the posterior probabilities:
   * Σ_c P(c | y_i) (values[c] − mean) ∂ log(π f)_ic/∂θ.
   */
  addPosteriorGradient(person: number, values: ArrayLike<number>, gradient: Float64Array): void;
}

/**
 * Finds the people of a table and how probable each class is for each of them, from whatever was seen: outcomes, that
 * they stayed in the study so far (in a model of dropout), their later outcome (in a model of one). A person of whom
 * nothing was seen has the membership's probabilities.
 * @param main The curve whose waves are counted.
 * @throws InputError when a column is missing or holds what the model cannot use, or a person has two rows at a time.
 */
export function meetPeople(predictor: ReadPredictor, given: Table, main: CurveRecipe): NewPeople {
  const { id, time, curves, dropout, later, membership } = predictor.recipe;
  const table = withMissing(
    given,
    curves.map(({ outcome }) => outcome),
  );
  const times = numbers(table, time, { where, field: "time" });
  const skip = rowsWithoutId(table, id);
  times.forEach((value, row) => {
    if (Number.isNaN(value)) skip[row] = 1;
  });
  const people = readPeople(table, { id, time, times, skip, where });
  const persons = people.ids.length;
  const unseen = curves.map((recipe) => unseenRows(recipe, table, skip));
  const own = curves.map((recipe, c) => {
    const component = curveComponent(recipe, table, { people, skip: unseen[c]! });
    const { response, trials } = component.rows;
    const order = people.order.filter((row) => !unseen[c]![row]);
    checkOutcome(response, curveOf(recipe), { trials, rowOf: (index) => order[index]!, known: true });
    return component;
  });
  const { personRows } = own[curves.indexOf(main)]!.rows;
  const components: Component[] = [
    ...own,
    ...(dropout ? [dropoutComponent(dropout, table, keepRows(people, unseen[0]!), { ended: false })] : []),
    ...(later ? [laterComponent(later, table, people)] : []),
  ];
  const { classes, ofCurve, ofMain } = classesOf(predictor.recipe);
  const model: MixtureModel = {
    components,
    classes,
    classGroup: components.map((_, m) => ofCurve[m] ?? ofMain),
    membership: membershipColumns(membership, table, people),
    weights: new Float64Array(persons).fill(1),
    persons,
  };
  const { parameters, places } = parametersOf(predictor, model);
  const densities = personLogDensity(model, parameters);
  return {
    people,
    skip,
    seen: Int32Array.from(people.ids, (_, i) => personRows[i + 1]! - personRows[i]!),
    model,
    densities,
    addPosteriorGradient: posteriorGradient(model, { parameters, places, densities }),
  };
}

/** The table with columns of missing values where it lacks an outcome: nothing of it was seen. */
function withMissing(table: Table, names: readonly string[]): Table {
  const nothing = new Float64Array(table.rows).fill(NaN);
  return {
    rows: table.rows,
    columnNames: [...table.columnNames, ...names.filter((name) => !table.columnNames.includes(name))],
    column: (name) =>
      table.column(name) ?? (names.includes(name) ? { kind: "number", values: nothing } : undefined),
  };
}

/** The fit's parameters of a model's components, and where each stands in θ, in the order of `flatten`. */
function parametersOf(
  predictor: ReadPredictor,
  { components, classes, membership }: MixtureModel,
): { parameters: MixtureParameters; places: Int32Array } {
  const find = (name: string | null, count: number) => {
    const found = placesOfComponent(predictor, name);
    if (found.length === count) return found;
    throw new InputError(
      "predict: the result document is damaged: its recipe and parameters differ in number",
    );
  };
  const own = components.map(({ name, parameters }) => find(name, parameters.length));
  const logits = find(null, (classes - 1) * membership.names.length);
  const pick = (places: Int32Array) => Float64Array.from(places, (place) => predictor.theta[place]!);
  return {
    parameters: { components: own.map(pick), membership: pick(logits) },
    places: Int32Array.from([...own, logits].flatMap((places) => [...places])),
  };
}

function rowsWithoutId(table: Table, id: string): Uint8Array {
  const column = columnOf(table, id, { where, field: "id" });
  return Uint8Array.from({ length: table.rows }, (_, row) =>
    Number(column.kind === "text" ? column.codes[row]! < 0 : Number.isNaN(column.values[row])),
  );
}

/** Rows that say nothing of an outcome (1): it, or something its curve needs, is missing there. */
function unseenRows(recipe: CurveRecipe, table: Table, skip: Uint8Array): Uint8Array {
  const unseen = unusableRows(recipe, table, skip);
  numbers(table, recipe.outcome, { where, field: "outcome" }).forEach((value, row) => {
    if (Number.isNaN(value)) unseen[row] = 1;
  });
  return unseen;
}

/** Rows where a curve has no place (1): those to skip, and where a column other than the outcome is missing. */
export function unusableRows(recipe: CurveRecipe, table: Table, skip: Uint8Array | null): Uint8Array {
  const unusable = skip ? skip.slice() : new Uint8Array(table.rows);
  for (const field of ["exposure", "offset", "trials"] as const) {
    const name = recipe[field];
    if (name === null) continue;
    numbers(table, name, { where, field }).forEach((value, row) => {
      if (Number.isNaN(value)) unusable[row] = 1;
    });
  }
  if (recipe.covariates) {
    const { missing } = applyDesign(recipe.covariates, table, { where, field: "covariates" });
    missing?.forEach((flag, row) => {
      if (flag) unusable[row] = 1;
    });
  }
  return unusable;
}

const curveOf = ({ outcome, family, lower, upper }: CurveRecipe): TrajectoryCurve => ({
  outcome,
  family,
  ...(lower !== null && { lower }),
  ...(upper !== null && { upper }),
});

function posteriorGradient(
  { components, classes, classGroup, membership, persons }: MixtureModel,
  {
    parameters,
    places,
    densities,
  }: { parameters: MixtureParameters; places: Int32Array; densities: PersonDensities },
): NewPeople["addPosteriorGradient"] {
  const nobody = new Float64Array(persons);
  let offset = 0;
  const blocks = components.map((component, m) => {
    const from = offset;
    offset += component.parameters.length;
    return component.groupParameters.map((own, g) => {
      const scores = new Float64Array(persons * own.length);
      component.addDerivatives(parameters.components[m]!, g, nobody, scores, null);
      return { scores, into: own.map((place) => places[from + place]!) };
    });
  });
  const width = membership.names.length;
  const change = new Float64Array(classes);
  return (person, values, gradient) => {
    const posterior = densities.posteriors.subarray(person * classes, (person + 1) * classes);
    let mean = 0;
    for (let c = 0; c < classes; c++) mean += posterior[c]! * values[c]!;
    for (let c = 0; c < classes; c++) change[c] = posterior[c]! * (values[c]! - mean);
    blocks.forEach((groups, m) => {
      groups.forEach(({ scores, into }, g) => {
        let share = 0;
        for (let c = 0; c < classes; c++) if (classGroup[m]![c] === g) share += change[c]!;
        if (share === 0) return;
        into.forEach((place, k) => (gradient[place]! += share * scores[person * into.length + k]!));
      });
    });
    // The changes sum to 0, so that what the probabilities share drops out.
    for (let c = 1; c < classes; c++) {
      for (let k = 0; k < width; k++) {
        gradient[places[offset + (c - 1) * width + k]!]! +=
          change[c]! * membership.values[person * width + k]!;
      }
    }
  };
}

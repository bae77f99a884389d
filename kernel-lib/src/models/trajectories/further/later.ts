import { InputError, type LaterOutcome, type ResultWarning } from "../../../contract/index.js";
import { applyDesign, buildDesign, numbers } from "../../../data/design/index.js";
import type { DesignRecipe } from "../../../data/design/recipe.js";
import type { Table } from "../../../data/table.js";
import { spreadOf } from "../curve/fit-recipe.js";
import { familyOf } from "../families/index.js";
import type { PersonRows } from "./dropout.js";
import { type EquationComponent, equationComponent } from "./equation.js";

/** How a later outcome's equation is made from a table, as plain JSON. */
export interface LaterRecipe {
  outcome: string;
  family: "gaussian" | "poisson" | "logit";
  covariates: DesignRecipe | null;
  /** Names of the covariates' columns. */
  terms: string[];
  groups: number;
  /** Middle and spread of the outcome, for arithmetic only. */
  centre: number;
  unit: number;
}

const where = "trajectories";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/**
 * The regression of a later outcome on the groups: an intercept each, and coefficients of the covariates (and σ) that
 * all share. It is estimated with the curves, so that the later outcome helps to tell the groups apart and the
 * errors of both know of each other.
 * @throws InputError when the outcome or a covariate changes within a person, is missing with `missing: "error"`, is
 *   the same for everybody, or is not what its family can have.
 */
export function fitLater(
  table: Table,
  later: LaterOutcome,
  { groups, people, missing = "error" }: { groups: number; people: PersonRows; missing?: "error" | "drop" },
): { recipe: LaterRecipe; warnings: ResultWarning[] } {
  const { outcome, family = "gaussian", covariates = [] } = later;
  if (!["gaussian", "poisson", "logit"].includes(family)) {
    throw refuse(`'later.family' must be 'gaussian', 'poisson' or 'logit', got '${family as string}'`);
  }
  if (covariates.includes(outcome)) {
    throw refuse(`'later.covariates' holds the outcome '${outcome}', which cannot explain itself`);
  }
  const values = numbers(table, outcome, { where, field: "later.outcome" });
  checkConstant(values, people, { field: "later.outcome", name: outcome });
  const firsts = firstRows(people);
  const skip = new Uint8Array(table.rows).fill(1);
  for (const row of people.order) if (!Number.isNaN(values[row])) skip[row] = 0;
  const design =
    covariates.length > 0
      ? buildDesign(table, { terms: covariates, skip, where, field: "later.covariates" })
      : null;
  design?.names.slice(1).forEach((name, k) => {
    const column = Float64Array.from(
      { length: table.rows },
      (_, row) => design.values[row * design.columns + 1 + k]!,
    );
    checkConstant(column, people, { field: "later.covariates", name });
  });
  const used = firsts.filter((row) => !skip[row] && !design?.missing?.[row]);
  const lost = firsts.length - used.length;
  const column =
    lost > 0 && used.length < firsts.filter((row) => !skip[row]).length ? "a covariate" : `'${outcome}'`;
  if (lost > 0 && missing === "error") {
    throw refuse(
      `'later' needs values that ${lost} of ${firsts.length} people lack: ${column} is missing; give missing: "drop" to let their curves count without them`,
    );
  }
  const observed = Float64Array.from(used, (row) => values[row]!);
  checkFamily(observed, { family, outcome, used });
  return {
    recipe: {
      outcome,
      family,
      covariates: design?.recipe ?? null,
      terms: design?.names.slice(1) ?? [],
      groups,
      ...spreadOf(observed),
    },
    warnings:
      lost === 0
        ? []
        : [
            {
              code: "later-missing",
              message: `${lost} of ${firsts.length} people lack the later outcome or a covariate of it; they count for the curves alone.`,
            },
          ],
  };
}

/** The equation over some persons; those without the outcome, new people say, have no row in it. */
export function laterComponent(recipe: LaterRecipe, table: Table, people: PersonRows): EquationComponent {
  const { outcome, family, covariates, terms, groups, centre, unit } = recipe;
  const values = table.columnNames.includes(outcome)
    ? numbers(table, outcome, { where, field: "later.outcome" })
    : null;
  const design =
    covariates && values ? applyDesign(covariates, table, { where, field: "later.covariates" }) : null;
  const persons = people.personRows.length - 1;
  const personRows = new Int32Array(persons + 1);
  const rows: number[] = [];
  for (let i = 0; i < persons; i++) {
    const from = people.personRows[i]!;
    const row = people.order[from];
    if (
      values &&
      from < people.personRows[i + 1]! &&
      !Number.isNaN(values[row!]) &&
      !design?.missing?.[row!]
    ) {
      rows.push(row!);
    }
    personRows[i + 1] = rows.length;
  }
  return equationComponent({
    name: outcome,
    part: "later",
    family: familyOf({ family, centre, unit }),
    groups,
    personRows,
    response: Float64Array.from(rows, (row) => values![row]!),
    terms: ["Intercept", ...terms],
    columns: [
      new Float64Array(rows.length).fill(1),
      ...terms.map((_, k) =>
        Float64Array.from(rows, (row) => design!.values[row * design!.columns + 1 + k]!),
      ),
    ],
    sharedSlopes: true,
    unit: family === "gaussian" ? unit : 1,
  });
}

function firstRows({ order, personRows }: PersonRows): number[] {
  const rows: number[] = [];
  for (let i = 0; i + 1 < personRows.length; i++) {
    if (personRows[i + 1]! > personRows[i]!) rows.push(order[personRows[i]!]!);
  }
  return rows;
}

function checkConstant(
  values: Float64Array,
  { order, personRows }: PersonRows,
  { field, name }: { field: string; name: string },
): void {
  for (let i = 0; i + 1 < personRows.length; i++) {
    const first = order[personRows[i]!]!;
    for (let k = personRows[i]! + 1; k < personRows[i + 1]!; k++) {
      const row = order[k]!;
      if (Object.is(values[row]! + 0, values[first]! + 0)) continue;
      throw refuse(
        `'${field}' needs one value a person, but '${name}' is ${show(values[first]!)} in row ${first + 1} and ${show(values[row]!)} in row ${row + 1}`,
      );
    }
  }
}

function checkFamily(
  values: Float64Array,
  { family, outcome, used }: { family: LaterRecipe["family"]; outcome: string; used: readonly number[] },
): void {
  if (values.length === 0) throw refuse(`'later.outcome' names column '${outcome}', which nobody has`);
  const allowed = {
    gaussian: () => true,
    poisson: (value: number) => Number.isInteger(value) && value >= 0,
    logit: (value: number) => value === 0 || value === 1,
  }[family];
  const index = values.findIndex((value) => !allowed(value));
  if (index >= 0) {
    const needed = family === "poisson" ? "whole numbers of at least 0" : "0 or 1";
    throw refuse(
      `'later.family' is '${family}', which needs ${needed}, but '${outcome}' is ${values[index]} in row ${used[index]! + 1}`,
    );
  }
  if (values.every((value) => value === values[0])) {
    throw refuse(`'later.outcome' names column '${outcome}', which is ${values[0]} for everybody`);
  }
}

const show = (value: number) => (Number.isNaN(value) ? "missing" : String(value));

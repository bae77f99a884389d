import {
  InputError,
  type OptionsOf,
  type ResultWarning,
  type TrajectoriesConfig,
  type TrajectoryCurve,
} from "../../contract/index.js";
import { missingColumns } from "./missing.js";
import { applyDesign, buildDesign, numbers } from "../../data/design/index.js";
import { columnOf } from "../../data/design/numbers.js";
import type { DesignRecipe } from "../../data/design/recipe.js";
import type { Table } from "../../data/table.js";
import { checkCurve, checkOutcome } from "./curve/check-outcome.js";
import { curveComponent, keepRows } from "./curve/curve-component.js";
import { columnScales, fitRecipe } from "./curve/fit-recipe.js";
import type { ColumnScale, CurveRecipe } from "./curve/recipe.js";
import { productClasses } from "./further/dual.js";
import { type DropoutRecipe, dropoutComponent, fitDropout } from "./further/dropout.js";
import { fitLater, laterComponent, type LaterRecipe } from "./further/later.js";
import type { Membership, MixtureModel } from "./mixture.js";
import { refuseDependent, refuseDependentDesigns } from "./refuse-dependent.js";
import { type People, readPeople } from "./people.js";

export type TrajectoriesOptions = OptionsOf<TrajectoriesConfig>;

/** How the membership's columns are made from a table. */
export interface MembershipRecipe {
  /** Null when shares are free. */
  design: DesignRecipe | null;
  /** Columns enter as (value − centre)/scale. */
  scale: ColumnScale[];
}

/** A model made from a table, and what it takes to make the same of other tables. */
export interface BuiltModel {
  model: MixtureModel;
  people: People;
  /** The curve of each component that is one: the main outcome's, then those of `also`, then that of `dual`. */
  curves: CurveRecipe[];
  /** For each curve, the time of each of its rows. */
  times: Float64Array[];
  /** Groups of the second outcome in a dual model, else null. */
  dualGroups: number | null;
  /** The components after the curves: dropout, then the later outcome. */
  dropout: DropoutRecipe | null;
  later: LaterRecipe | null;
  membership: MembershipRecipe;
  /** Outcomes seen, over all curves. */
  observations: number;
  warnings: ResultWarning[];
}

const where = "trajectories";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

/**
 * Reads and checks everything a fit needs of a table.
 * @throws InputError with one sentence on the first thing wrong.
 */
export function buildModel(table: Table, options: TrajectoriesOptions): BuiltModel {
  const { id, time, groups = 2, membership = [], weights, missing = "error", also = [] } = options;
  if (table.rows === 0) throw refuse("the table is empty");
  if (typeof groups !== "number")
    throw refuse("one model has one number of 'groups'; several are compared one by one");
  if (!Number.isInteger(groups) || groups < 1)
    throw refuse(`'groups' must be a whole number of at least 1, got ${groups}`);
  const { dual, dropout, later } = options;
  const dualGroups = dual ? (dual.groups ?? 2) : null;
  if (dualGroups !== null && !(Number.isInteger(dualGroups) && dualGroups >= 1))
    throw refuse(`'dual.groups' must be a whole number of at least 1, got ${dualGroups}`);
  const curves = [curveOptions(options), ...also, ...(dual ? [curveOptions(dual)] : [])];
  const isDual = (curve: number) => dual !== undefined && curve === curves.length - 1;
  checkNames(options, curves);
  curves.forEach(checkCurve);

  columnOf(table, id, { where, field: "id" });
  const times = numbers(table, time, { where, field: "time" });
  if (weights !== undefined) columnOf(table, weights, { where, field: "weights" });
  for (const curve of curves) {
    for (const field of ["outcome", "exposure", "offset", "trials"] as const) {
      if (curve[field] !== undefined) columnOf(table, curve[field], { where, field });
    }
  }
  const personColumns = [id, time, ...(weights === undefined ? [] : [weights])];
  const shared = missingColumns(table, { columns: personColumns, designs: membership, field: "membership" });
  const own = curves.map((curve) =>
    missingColumns(table, {
      columns: curveColumns(curve),
      designs: curve.covariates ?? [],
      field: "covariates",
    }),
  );
  const { skip, skips, warnings } = leaveOut(table, { shared, own, missing });
  const people = readPeople(table, { id, time, times, skip, where });
  checkPeople(people, Math.max(groups, dualGroups ?? 1), curves);

  const built = curves.map((curve, c) => {
    const rows = people.order.filter((row) => !skips[c]![row]);
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
    const response = pick(numbers(table, curve.outcome, { where, field: "outcome" }));
    const trials =
      curve.trials === undefined
        ? null
        : checkTrials(pick(numbers(table, curve.trials, { where, field: "trials" })), curve.trials, rows);
    if (rows.length === 0) throw refuse(`the outcome '${curve.outcome}' is missing in every row`);
    checkOutcome(response, curve, { trials, rowOf: (index) => rows[index]!, known: false });
    const curveTimes = pick(times);
    checkTimes(curveTimes, time, curve);
    const recipe = fitRecipe(table, curve, {
      time,
      groups: isDual(c) ? dualGroups! : groups,
      times: curveTimes,
      response,
      skip: skips[c]!,
    });
    const component = curveComponent(recipe, table, { people, skip: skips[c]! });
    const covariates = recipe.covariateScale.length > 0;
    // Powers of time are independent as long as there are times enough; splines may have knots that are not.
    if (covariates || recipe.shape.kind !== "polynomial")
      refuseDependentDesigns(component, covariates ? "covariates" : "order");
    return { recipe, times: curveTimes, component };
  });
  if (people.order.length === people.ids.length && people.ids.length > 1) {
    warnings.push({
      code: "one-wave",
      message: `Every person has one row, so nobody's path is seen; groups are told apart by single values of '${options.outcome}'.`,
    });
  }

  const seen = keepRows(people, skips[0]!);
  const left =
    dropout && fitDropout(table, dropout, { outcome: options.outcome, time, groups, missing, people: seen });
  const after = later && fitLater(table, later, { groups, missing, people });
  warnings.push(...(left?.warnings ?? []), ...(after?.warnings ?? []));
  const equations = [
    ...(left ? [dropoutComponent(left.recipe, table, seen)] : []),
    ...(after ? [laterComponent(after.recipe, table, people)] : []),
  ];
  for (const equation of equations) {
    if (equation.parameters[0]!.part === "dropout") refuseDependentDesigns(equation, "dropout.covariates");
    else refuseDependentDesigns(equation, "later.covariates");
  }
  const classes = productClasses(groups, dualGroups ?? 1);
  const membershipRecipe = fitMembership(table, membership, people, skip);
  const personLevel = membershipColumns(membershipRecipe, table, people);
  if (membership.length > 0) refuseDependent(personLevel, "membership");
  return {
    model: {
      components: [...built.map(({ component }) => component), ...equations],
      classes: classes.main.length,
      classGroup: [
        ...built.map((_, c) => (isDual(c) ? classes.dual : classes.main)),
        ...equations.map(() => classes.main),
      ],
      membership: personLevel,
      weights: personWeights(table, weights, people),
      persons: people.ids.length,
    },
    people,
    curves: built.map(({ recipe }) => recipe),
    times: built.map(({ times: own }) => own),
    dualGroups,
    dropout: left?.recipe ?? null,
    later: after?.recipe ?? null,
    membership: membershipRecipe,
    observations: built.reduce((sum, { component }) => sum + component.rows.response.length, 0),
    warnings,
  };
}

/** The curve among the options of a model, or of its second outcome. */
export function curveOptions(options: TrajectoryCurve): TrajectoryCurve {
  const {
    outcome,
    family,
    order,
    curve,
    zeroOrder,
    sigma,
    lower,
    upper,
    covariates,
    exposure,
    offset,
    trials,
  } = options;
  return {
    outcome,
    family,
    order,
    curve,
    zeroOrder,
    sigma,
    lower,
    upper,
    covariates,
    exposure,
    offset,
    trials,
  };
}

const curveColumns = ({ outcome, exposure, offset, trials }: TrajectoryCurve): string[] =>
  [outcome, exposure, offset, trials].filter((name): name is string => name !== undefined);

function checkNames(
  { id, time, membership = [], weights, dropout, later }: TrajectoriesOptions,
  curves: readonly TrajectoryCurve[],
): void {
  const outcomes = curves.map(({ outcome }) => outcome);
  // Components are known by their names.
  if (dropout && (outcomes.includes("dropout") || later?.outcome === "dropout"))
    throw refuse(
      "a model with 'dropout' cannot have an outcome column of that name; call the column something else",
    );
  if (later && outcomes.includes(later.outcome))
    throw refuse(`'later.outcome' names column '${later.outcome}', which has a curve already`);
  if (later && membership.includes(later.outcome))
    throw refuse(`'membership' holds the later outcome '${later.outcome}', which the groups are to explain`);
  const twice = outcomes.find((name, index) => outcomes.indexOf(name) < index);
  if (twice !== undefined) throw refuse(`the outcome '${twice}' is there twice`);
  for (const outcome of outcomes) {
    if (outcome === id) throw refuse(`'id' and 'outcome' are the same column '${id}'`);
    if (outcome === time) throw refuse(`'time' and 'outcome' are the same column '${time}'`);
    if (membership.includes(outcome))
      throw refuse(`'membership' holds the outcome '${outcome}', which cannot explain itself`);
    if (weights === outcome) throw refuse(`'weights' and 'outcome' are the same column '${weights}'`);
  }
  if (id === time) throw refuse(`'id' and 'time' are the same column '${id}'`);
}

/** Which rows each curve leaves out, and which all do, with a warning; or an error where missing values are one. */
function leaveOut(
  table: Table,
  { shared, own, missing }: { shared: Missing; own: readonly Missing[]; missing: "error" | "drop" },
): { skip: Uint8Array | null; skips: Uint8Array[]; warnings: ResultWarning[] } {
  const counts = new Map([shared, ...own].flatMap(({ counts }) => [...counts]));
  const skips = own.map(({ rows }) => rows.map((flag, row) => flag | shared.rows[row]!));
  if (counts.size === 0) return { skip: null, skips, warnings: [] };
  const [[only, { count, first }]] = [...counts] as [[string, { count: number; first: number }]];
  const what =
    counts.size === 1
      ? `column '${only}' has ${count} missing value${count === 1 ? "" : "s"} (first in row ${first + 1})`
      : `columns ${[...counts].map(([name, each]) => `'${name}' (${each.count})`).join(", ")} have missing values`;
  if (missing === "error") throw refuse(`${what}; give missing: "drop" to leave those rows out`);
  const skip = new Uint8Array(table.rows);
  let dropped = 0;
  for (let row = 0; row < table.rows; row++) {
    if (skips.every((each) => each[row])) dropped += skip[row] = 1;
  }
  if (dropped === table.rows) throw refuse(`no row is without missing values: ${what}`);
  const some = own.length > 1 ? " Rows that lack one outcome only still count for the others." : "";
  return {
    skip,
    skips,
    warnings: [
      { code: "missing-dropped", message: `${dropped} of ${table.rows} rows were left out: ${what}.${some}` },
    ],
  };
}

type Missing = ReturnType<typeof missingColumns>;

function checkPeople({ ids, order }: People, groups: number, curves: readonly TrajectoryCurve[]): void {
  if (ids.length < groups) {
    throw refuse(`there are more groups (${groups}) than persons (${ids.length})`);
  }
  const largest = Math.max(...curves.flatMap(({ order: each = 2 }) => each));
  if (order.length < groups * (largest + 1)) {
    throw refuse(
      `${groups} group${groups === 1 ? "" : "s"} with curves of order ${largest} need more than the ${order.length} rows there are`,
    );
  }
}

function checkTimes(
  times: Float64Array,
  name: string,
  { order = 2, curve = "polynomial" }: TrajectoryCurve,
): void {
  const distinct = new Set(times).size;
  const largest = Math.max(...(typeof order === "number" ? [order] : order));
  if (largest > 0 && distinct === 1) {
    throw refuse(
      `the time '${name}' is ${times[0]} in every row, so there is no course to see; only 'order' 0 fits that`,
    );
  }
  if (largest >= distinct) {
    const what =
      curve === "polynomial"
        ? `a polynomial of order ${largest}`
        : `a spline of ${largest} degrees of freedom`;
    throw refuse(
      `'order' is ${largest}, but '${name}' has ${distinct} different values, and ${what} needs at least ${largest + 1}`,
    );
  }
}

function checkTrials(trials: Float64Array, name: string, rows: Int32Array): Float64Array {
  const wrong = trials.findIndex((n) => !(n >= 1) || !Number.isInteger(n));
  if (wrong < 0) return trials;
  throw refuse(
    `'trials' must be whole numbers of at least 1, but '${name}' is ${trials[wrong]} in row ${rows[wrong]! + 1}`,
  );
}

function fitMembership(
  table: Table,
  terms: readonly string[],
  people: People,
  skip: Uint8Array | null,
): MembershipRecipe {
  if (terms.length === 0) return { design: null, scale: [] };
  const design = buildDesign(table, { terms, skip, where, field: "membership" });
  const { values, columns, names } = design;
  people.ids.forEach((id, i) => {
    const first = people.order[people.personRows[i]!]!;
    for (let k = people.personRows[i]! + 1; k < people.personRows[i + 1]!; k++) {
      const row = people.order[k]!;
      for (let c = 1; c < columns; c++) {
        if (values[row * columns + c] === values[first * columns + c]) continue;
        throw refuse(
          `'membership' needs columns that are constant within a person, but '${names[c]}' differs between rows ${first + 1} and ${row + 1} of person ${id}`,
        );
      }
    }
  });
  return { design: design.recipe, scale: columnScales(design, 1) };
}

/** The membership's columns, scaled, one row a person. */
export function membershipColumns(
  { design, scale }: MembershipRecipe,
  table: Table,
  people: People,
): Membership {
  const persons = people.ids.length;
  const width = 1 + scale.length;
  const values = new Float64Array(persons * width);
  const made = design && applyDesign(design, table, { where, field: "membership" });
  for (let i = 0; i < persons; i++) {
    values[i * width] = 1;
    const row = people.order[people.personRows[i]!]!;
    scale.forEach(({ centre, scale: by }, k) => {
      values[i * width + 1 + k] = (made!.values[row * width + 1 + k]! - centre) / by;
    });
  }
  return { names: ["Intercept", ...scale.map(({ name }) => name)], values };
}

function personWeights(table: Table, name: string | undefined, people: People): Float64Array {
  const weights = new Float64Array(people.ids.length).fill(1);
  if (name === undefined) return weights;
  const values = numbers(table, name, { where, field: "weights" });
  return weights.map((_, i) => {
    const first = people.order[people.personRows[i]!]!;
    for (let k = people.personRows[i]!; k < people.personRows[i + 1]!; k++) {
      const row = people.order[k]!;
      if (!(values[row]! > 0))
        throw refuse(`'weights' must be above 0, but '${name}' is ${values[row]} in row ${row + 1}`);
      if (values[row] !== values[first]) {
        throw refuse(
          `'weights' must be constant within a person, but '${name}' differs between rows ${first + 1} and ${row + 1} of person ${people.ids[i]}`,
        );
      }
    }
    return values[first]!;
  });
}

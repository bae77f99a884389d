import { InputError, trajectoryFamilies, type TrajectoryFamily } from "../../../contract/index.js";
import { productClasses } from "../further/dual.js";
import type { CurveRecipe } from "../curve/recipe.js";
import type { BuiltModel } from "../prepare.js";

/** How a model is made again for other people, as plain JSON. */
export interface ModelRecipe extends Pick<
  BuiltModel,
  "curves" | "dualGroups" | "dropout" | "later" | "membership"
> {
  id: string;
  time: string;
  /** Of the main outcome. */
  groups: number;
}

export function modelRecipe(
  { curves, dualGroups, dropout, later, membership }: BuiltModel,
  { id, time }: { id: string; time: string },
): ModelRecipe {
  return { id, time, groups: curves[0]!.orders.length, curves, dualGroups, dropout, later, membership };
}

/** Classes of a recipe's model, and the group, from 0, of each: of every curve, and of the main outcome. */
export function classesOf({ groups, dualGroups, curves }: ModelRecipe): {
  classes: number;
  ofCurve: Int32Array[];
  ofMain: Int32Array;
} {
  const { main, dual } = productClasses(groups, dualGroups ?? 1);
  const last = curves.length - 1;
  return {
    classes: main.length,
    ofCurve: curves.map((_, c) => (dualGroups !== null && c === last ? dual : main)),
    ofMain: main,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isCount =
  (from: number, to: number) =>
  (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
const isList = (value: unknown, is: (each: unknown) => boolean): value is unknown[] =>
  Array.isArray(value) && value.every(is);
const orNull = (is: (value: unknown) => boolean) => (value: unknown) => value === null || is(value);

/**
 * Checks the shape of a recipe that may come from a stranger. (Designs are checked by the data layer when applied.)
 * @throws InputError when it is not one that a trajectory fit writes.
 */
export function checkRecipe(recipe: unknown): asserts recipe is ModelRecipe {
  const broken = (what: string) =>
    new InputError(`predict: the result document cannot predict: its 'predictor' ${what}`);
  if (!isObject(recipe)) throw broken("has no recipe of the model");
  const { id, time, groups, dualGroups, curves, dropout, later, membership } = recipe;
  if (!isText(id) || !isText(time)) throw broken("does not name the columns of persons and times");
  if (!isCount(1, 1000)(groups) || !orNull(isCount(1, 1000))(dualGroups))
    throw broken("has no number of groups");
  if (!isList(curves, isCurve) || curves.length === 0) throw broken("has a damaged recipe of a curve");
  const groupsOf = (c: number) => (dualGroups !== null && c === curves.length - 1 ? dualGroups : groups);
  if ((curves as unknown as CurveRecipe[]).some(({ orders }, c) => orders.length !== groupsOf(c))) {
    throw broken("has a curve with another number of groups");
  }
  if (dualGroups !== null && curves.length < 2) throw broken("lacks the curve of the second outcome");
  if (!isObject(membership) || !areColumns(membership.design, membership.scale, isScale)) {
    throw broken("has a damaged recipe of the membership");
  }
  if (!orNull(isDropout)(dropout)) throw broken("has a damaged recipe of the dropout");
  if (!orNull(isLater)(later)) throw broken("has a damaged recipe of the later outcome");
}

function isCurve(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { outcome, family, time, timeScale, shape, orders, zeroOrders, covariates, covariateScale } = value;
  const { exposure, offset, trials, lower, upper, shared, centre, unit } = value;
  return (
    [outcome, time].every(isText) &&
    trajectoryFamilies.includes(family as TrajectoryFamily) &&
    isObject(timeScale) &&
    isNumber(timeScale.centre) &&
    isNumber(timeScale.half) &&
    timeScale.half !== 0 &&
    isList(orders, isCount(0, 20)) &&
    isShape(shape, orders.length) &&
    (zeroOrders === null || (isList(zeroOrders, isCount(0, 5)) && zeroOrders.length === orders.length)) &&
    areColumns(covariates, covariateScale, isScale) &&
    [exposure, offset, trials].every(orNull(isText)) &&
    [lower, upper].every(orNull(isNumber)) &&
    typeof shared === "boolean" &&
    isNumber(centre) &&
    isNumber(unit) &&
    unit > 0
  );
}

function isShape(shape: unknown, groups: number): boolean {
  if (!isObject(shape)) return false;
  if (shape.kind === "polynomial") return true;
  const { knots, boundary } = shape;
  return (
    (shape.kind === "natural-spline" || shape.kind === "b-spline") &&
    isList(boundary, isNumber) &&
    boundary.length === 2 &&
    isList(knots, (list) => isList(list, isNumber)) &&
    knots.length === groups
  );
}

function isScale(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value.name) &&
    isNumber(value.centre) &&
    isNumber(value.scale) &&
    value.scale !== 0
  );
}

/** A design and what goes with each of its columns; without a design there are none. */
function areColumns(design: unknown, columns: unknown, is: (value: unknown) => boolean): boolean {
  if (!isList(columns, is) || (design === null) !== (columns.length === 0)) return false;
  return (
    design === null || (isObject(design) && Array.isArray(design.factors) && Array.isArray(design.terms))
  );
}

function isDropout(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { outcome, time, lags, end, last, covariates, terms, groups } = value;
  return (
    [outcome, time].every(isText) &&
    isCount(0, 2)(lags) &&
    orNull(isText)(end) &&
    isNumber(last) &&
    areColumns(covariates, terms, isText) &&
    isCount(1, 1000)(groups)
  );
}

function isLater(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { outcome, family, covariates, terms, groups, centre, unit } = value;
  return (
    isText(outcome) &&
    ["gaussian", "poisson", "logit"].includes(family as string) &&
    areColumns(covariates, terms, isText) &&
    isCount(1, 1000)(groups) &&
    isNumber(centre) &&
    isNumber(unit)
  );
}

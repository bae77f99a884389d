import { InputError, type TrajectoryCurve, type TrajectoryFamily } from "../../../contract/index.js";
import { buildDesign } from "../../../data/design/index.js";
import { quantiles } from "../../../data/quantiles.js";
import type { Table } from "../../../data/table.js";
import type { ColumnScale, CurveRecipe, CurveShape } from "./recipe.js";

const where = "trajectories";
const refuse = (text: string) => new InputError(`${where}: ${text}`);

export const isCount = (family: TrajectoryFamily): boolean =>
  ["poisson", "negative-binomial", "zip", "zip-tau"].includes(family);

/** Whether a family has a σ, dispersion or precision, which groups share or have each. */
export const hasSpread = (family: TrajectoryFamily): boolean =>
  ["gaussian", "censored-normal", "negative-binomial", "beta"].includes(family);

export interface RecipeOptions {
  time: string;
  groups: number;
  /** Times of the rows the curve uses, unordered. */
  times: Float64Array;
  /** Outcomes of the same rows. */
  response: Float64Array;
  /** Rows to leave out (1). */
  skip: Uint8Array | null;
}

/** Takes from the data what a curve needs to make its columns of any table: scales, knots, levels of categories. */
export function fitRecipe(table: Table, curve: TrajectoryCurve, options: RecipeOptions): CurveRecipe {
  const { family = "gaussian", sigma = "common", zeroOrder = 0, lower, upper } = curve;
  const { time, groups, times, response, skip } = options;
  const sorted = times.slice().sort();
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const half = (last - first) / 2 || 1;
  const orders = ordersOf(curve.order ?? 2, groups, "order", curve.curve);
  const { covariates, covariateScale } = fitCovariates(table, curve, skip);
  const { centre, unit } = spreadOf(response);
  return {
    outcome: curve.outcome,
    family,
    time,
    timeScale: { centre: first + half * (last > first ? 1 : 0), half },
    orders,
    shape: shapeOf(curve, orders, sorted),
    zeroOrders: family === "zip" ? ordersOf(zeroOrder, groups, "zeroOrder", "polynomial") : null,
    covariates,
    covariateScale,
    exposure: curve.exposure ?? null,
    offset: curve.offset ?? null,
    trials: curve.trials ?? null,
    lower: lower ?? null,
    upper: upper ?? null,
    shared: sigma === "common" && hasSpread(family),
    centre,
    unit,
  };
}

function ordersOf(
  order: number | number[],
  groups: number,
  field: string,
  curve: TrajectoryCurve["curve"] = "polynomial",
): number[] {
  const orders = typeof order === "number" ? new Array<number>(groups).fill(order) : order;
  if (orders.length !== groups) {
    throw refuse(
      `'${field}' has ${orders.length} numbers for ${groups} group${groups === 1 ? "" : "s"}; give one for all, or one a group`,
    );
  }
  const most = curve === "polynomial" ? 5 : 20;
  const wrong = orders.find((each) => !Number.isInteger(each) || each < 0 || each > most);
  if (wrong !== undefined) throw refuse(`'${field}' must be whole numbers from 0 to ${most}, got ${wrong}`);
  const small = orders.find((each) => curve === "b-spline" && each > 0 && each < 3);
  if (small !== undefined)
    throw refuse(`'${field}' is the degrees of freedom of a cubic B-spline, at least 3, got ${small}`);
  return [...orders];
}

function shapeOf(
  { curve = "polynomial" }: TrajectoryCurve,
  orders: readonly number[],
  sorted: Float64Array,
): CurveShape {
  if (curve === "polynomial") return { kind: curve };
  const inner = (order: number) => Math.max(0, order - (curve === "b-spline" ? 3 : 1));
  const knots = orders.map((order) =>
    quantiles(
      sorted,
      Array.from({ length: inner(order) }, (_, k) => (k + 1) / (inner(order) + 1)),
    ),
  );
  const boundary: [number, number] = [sorted[0]!, sorted.at(-1)!];
  for (const list of knots) {
    const limits = [boundary[0], ...list, boundary[1]];
    if (limits.some((knot, k) => k > 0 && !(knot > limits[k - 1]!))) {
      throw refuse("'order' asks for more knots than the times can hold apart; use fewer degrees of freedom");
    }
  }
  return { kind: curve, knots, boundary };
}

function fitCovariates(
  table: Table,
  { covariates = [], outcome }: TrajectoryCurve,
  skip: Uint8Array | null,
): Pick<CurveRecipe, "covariates" | "covariateScale"> {
  if (covariates.length === 0) return { covariates: null, covariateScale: [] };
  if (covariates.includes(outcome)) {
    throw refuse(`'covariates' holds the outcome '${outcome}', which cannot explain itself`);
  }
  const design = buildDesign(table, { terms: covariates, skip, where, field: "covariates" });
  return { covariates: design.recipe, covariateScale: columnScales(design, 1) };
}

/** Middle and spread of a design's columns from the given one on, over the rows without a missing value. */
export function columnScales(
  {
    names,
    values,
    rows,
    missing,
  }: { names: readonly string[]; values: Float64Array; rows: number; missing: Uint8Array | null },
  from: number,
): ColumnScale[] {
  const width = names.length;
  return names.slice(from).map((name, k) => {
    const column: number[] = [];
    for (let row = 0; row < rows; row++) if (!missing?.[row]) column.push(values[row * width + from + k]!);
    const { centre, unit } = spreadOf(Float64Array.from(column));
    return { name, centre, scale: unit };
  });
}

/** Mean and standard deviation; a spread of 0 counts as 1. */
export function spreadOf(values: Float64Array): { centre: number; unit: number } {
  if (values.length === 0) return { centre: 0, unit: 1 };
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return { centre: 0, unit: 1 };
  let mean = 0;
  for (const value of values) mean += value / largest / values.length;
  let squares = 0;
  for (const value of values) squares += (value / largest - mean) ** 2 / values.length;
  const unit = Math.sqrt(squares) * largest;
  return { centre: mean * largest, unit: unit > 1e-14 * largest ? unit : 1 };
}

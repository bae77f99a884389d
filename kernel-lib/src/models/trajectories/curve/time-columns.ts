import { bSplineBasis, naturalSplineBasis } from "../../../data/design/spline.js";
import type { CurveRecipe } from "./recipe.js";

type TimeRecipe = Pick<CurveRecipe, "shape" | "orders" | "timeScale">;

const powerNames = ["Intercept", "Linear", "Quadratic", "Cubic", "Quartic", "Quintic"];

/** Names of a group's columns in time. */
export function timeNames({ shape, orders }: TimeRecipe, group: number): string[] {
  if (shape.kind === "polynomial") return powerNames.slice(0, orders[group]! + 1);
  return ["Intercept", ...Array.from({ length: orders[group]! }, (_, k) => `Spline ${k + 1}`)];
}

export const powersNames = (order: number): string[] => powerNames.slice(0, order + 1);

/** A group's columns in time, the constant first: powers of the scaled time, or a spline's basis. */
export function timeColumns(
  { shape, orders, timeScale }: TimeRecipe,
  times: Float64Array,
  group: number,
): Float64Array[] {
  if (shape.kind === "polynomial" || orders[group] === 0) return powersOf(timeScale, times, orders[group]!);
  const basis = shape.kind === "b-spline" ? bSplineBasis : naturalSplineBasis;
  const columns = basis(times, { degree: 3, knots: shape.knots[group]!, boundary: shape.boundary });
  return [new Float64Array(times.length).fill(1), ...columns];
}

/** Powers of the scaled time, from 0 to `order`. */
export function powersOf(
  { centre, half }: CurveRecipe["timeScale"],
  times: Float64Array,
  order: number,
): Float64Array[] {
  const scaled = times.map((t) => (t - centre) / half);
  const columns = [new Float64Array(times.length).fill(1)];
  for (let power = 1; power <= order; power++) {
    columns.push(columns[power - 1]!.map((x, i) => x * scaled[i]!));
  }
  return columns;
}

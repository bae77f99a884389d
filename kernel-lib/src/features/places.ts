import { InputError, show } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { numbers } from "../data/design/numbers.js";
import type { Table } from "../data/table.js";

/** Names of the two columns that hold planar coordinates, in metres. */
export interface Coordinates {
  x: string;
  y: string;
}

/** What every function of units and points takes. */
export interface PlaceOptions {
  /** Columns of the units' planar coordinates, in metres. Default `x` and `y`. */
  coordinates?: Coordinates;
  /** Columns of the points' planar coordinates, in metres. Default the same as `coordinates`. */
  pointCoordinates?: Coordinates;
}

export interface Places {
  table: Table;
  x: Float64Array;
  y: Float64Array;
}

/** What a table of places is for, as its messages say it. */
export interface Role {
  where: string;
  field: string;
  /** `units` or `points`, or `points of 'alc'`. */
  what: string;
}

/**
 * The places of a table.
 * @throws InputError when there are none, a coordinate is missing or infinite, or they look like degrees.
 */
export function placesOf(like: TableLike, { x, y }: Coordinates, role: Role): Places {
  const { where, field, what } = role;
  if (isEmpty(like, x)) throw new InputError(`${where}: there are no ${what}`);
  const table = asTable(like, where);
  const places = { table, x: numbers(table, x, { where, field }), y: numbers(table, y, { where, field }) };
  for (const [name, values] of [
    [x, places.x],
    [y, places.y],
  ] as const) {
    const row = values.findIndex(Number.isNaN);
    if (row >= 0) {
      throw new InputError(
        `${where}: the ${what} have no coordinate '${name}' in row ${row + 1}; drop the rows without a place first`,
      );
    }
  }
  refuseDegrees(places.x, places.y, `${where}: '${x}' and '${y}' of the ${what}`);
  return places;
}

/** Both tables of a function of units and points. */
export function unitsAndPoints(
  units: TableLike,
  points: TableLike,
  { coordinates = { x: "x", y: "y" }, pointCoordinates = coordinates }: PlaceOptions,
  where: string,
  { what = "points", field = "pointCoordinates" }: { what?: string; field?: string } = {},
): { units: Places; points: Places } {
  return {
    units: placesOf(units, coordinates, { where, field: "coordinates", what: "units" }),
    points: placesOf(points, pointCoordinates, { where, field, what }),
  };
}

/** @throws InputError when every place could be a longitude and latitude; `what` begins the sentence. */
export function refuseDegrees(x: ArrayLike<number>, y: ArrayLike<number>, what: string): void {
  for (let row = 0; row < x.length; row++) {
    if (Math.abs(x[row]!) > 180 || Math.abs(y[row]!) > 90) return;
  }
  throw new InputError(
    `${what} look like degrees (the first is ${x[0]}, ${y[0]}), but metres are needed: turn longitude and latitude into metres with 'project', or, if they are metres, add 1000 to both`,
  );
}

/** @throws InputError unless the value is a finite number above 0. */
export function requirePositive(value: number, name: string, where: string, unit = "metres"): void {
  if (typeof value === "number" && value > 0 && value < Infinity) return;
  throw new InputError(`${where}: '${name}' must be a number of ${unit} greater than 0, got ${show(value)}`);
}

/**
 * A weight for each point.
 * @param weights Name of a column of the points, or one number a point; null when every point weighs 1.
 * @throws InputError when a weight is missing, negative or infinite, or all are 0.
 */
export function weightsOf(
  weights: string | ArrayLike<number> | undefined,
  { table }: Places,
  where: string,
): Float64Array | null {
  if (weights === undefined) return null;
  const values =
    typeof weights === "string"
      ? numbers(table, weights, { where, field: "weights" })
      : Float64Array.from(weights);
  if (values.length !== table.rows) {
    throw new InputError(
      `${where}: 'weights' must hold one number for each of ${table.rows} points, got ${values.length}`,
    );
  }
  const row = values.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (row >= 0) {
    throw new InputError(`${where}: 'weights' must be at least 0, got ${values[row]} for point ${row + 1}`);
  }
  if (values.every((weight) => weight === 0)) throw new InputError(`${where}: 'weights' are all 0`);
  return values;
}

/** Whether a table of any kind is known to have no rows: said in our words, since it is the points that are missing. */
function isEmpty(like: TableLike, column: string): boolean {
  if (Array.isArray(like)) return like.length === 0;
  const some = (like ?? {}) as { numRows?: unknown; [name: string]: unknown };
  if (typeof some.numRows === "function") return (like as { numRows(): number }).numRows() === 0;
  if (typeof some.numRows === "number") return some.numRows === 0;
  return (some[column] as ArrayLike<unknown> | undefined)?.length === 0;
}

import { type ColumnTable, table } from "arquero";
import { InputError } from "../contract/index.js";
import {
  arePositions,
  type Feature,
  type FeatureCollection,
  geometriesOf,
  type LineString,
  type MultiLineString,
  type Point,
  type Position,
} from "./geojson.js";
import { refuseDegrees, requirePositive } from "./places.js";

/** Street centre lines in planar metres: GeoJSON, or a list of lines, each a list of places `[x, y]`. */
export type Lines =
  | LineString
  | MultiLineString
  | Feature<LineString | MultiLineString>
  | FeatureCollection<LineString | MultiLineString>
  | readonly (readonly Position[])[];

export interface StreetUnitsOptions {
  /** Places nearer than this to each other are one, in metres. Default 0.5. */
  tolerance?: number;
}

export interface StreetUnits {
  /**
   * One row a unit, the segments first: `id` (from 1), `x` and `y` (metres), `length` (metres along the street; 0
   * for an intersection) and `intersection` (1 or 0). A segment's place is half way along it.
   */
  table: ColumnTable;
  /** The segments and intersections as GeoJSON, in the order of the table, with the `id` of each. */
  shapes: FeatureCollection<LineString | Point>;
}

/**
 * Street units of street centre lines: the segments from one intersection to the next, and the intersections, where
 * three or more street ends meet. Lines are cut where they share a place; a crossing without one, such as a bridge,
 * is no intersection, and two lines that meet end to end stay two segments.
 * @param lines GeoJSON lines or lists of places, in planar metres.
 * @throws InputError when there are no lines, a place is no pair of numbers, or they are in degrees.
 */
export function streetUnits(lines: Lines, { tolerance = 0.5 }: StreetUnitsOptions = {}): StreetUnits {
  const where = "streetUnits";
  requirePositive(tolerance, "tolerance", where);
  const paths = pathsOf(lines, where);
  const nodes = nodesOf(paths, tolerance);
  if (nodes.paths.length === 0) {
    throw new InputError(`${where}: no line is longer than the tolerance of ${tolerance} metres`);
  }
  const ends = new Uint32Array(nodes.x.length);
  for (const path of nodes.paths) {
    path.forEach((node, index) => (ends[node]! += index === 0 || index === path.length - 1 ? 1 : 2));
  }
  const place = (node: number): [number, number] => [nodes.x[node]!, nodes.y[node]!];
  const units: { x: number; y: number; length: number; shape: LineString | Point }[] = [];
  for (const path of nodes.paths) {
    let start = 0;
    for (let end = 1; end < path.length; end++) {
      if (end < path.length - 1 && ends[path[end]!]! < 3) continue;
      units.push(segment(path.slice(start, end + 1).map(place)));
      start = end;
    }
  }
  const segments = units.length;
  ends.forEach((count, node) => {
    if (count < 3) return;
    const [x, y] = place(node);
    units.push({ x, y, length: 0, shape: { type: "Point", coordinates: [x, y] } });
  });
  const column = (of: (unit: (typeof units)[number], index: number) => number) =>
    Float64Array.from(units, of);
  return {
    table: table({
      id: column((_, index) => index + 1),
      x: column(({ x }) => x),
      y: column(({ y }) => y),
      length: column(({ length }) => length),
      intersection: column((_, index) => Number(index >= segments)),
    }),
    shapes: {
      type: "FeatureCollection",
      features: units.map(({ shape }, index) => ({
        type: "Feature",
        id: index + 1,
        properties: { id: index + 1 },
        geometry: shape,
      })),
    },
  };
}

function segment(places: [number, number][]) {
  const steps = places
    .slice(1)
    .map(([x, y], index) => Math.hypot(x - places[index]![0], y - places[index]![1]));
  const length = steps.reduce((sum, step) => sum + step, 0);
  let left = length / 2;
  let step = 0;
  while (step < steps.length - 1 && left > steps[step]!) left -= steps[step++]!;
  const [[x0, y0], [x1, y1]] = [places[step]!, places[step + 1]!];
  const share = left / steps[step]!;
  return {
    x: x0 + share * (x1 - x0),
    y: y0 + share * (y1 - y0),
    length,
    shape: { type: "LineString", coordinates: places } as LineString,
  };
}

/** Places as nodes: those within the tolerance of an earlier one are that one, found through cells of that size. */
function nodesOf(paths: readonly (readonly Position[])[], tolerance: number) {
  const [x, y]: number[][] = [[], []];
  const cells = new Map<string, number[]>();
  const nodeAt = ([east, north]: Position): number => {
    const [column, row] = [Math.floor(east! / tolerance), Math.floor(north! / tolerance)];
    for (let dc = -1; dc <= 1; dc++) {
      for (let dr = -1; dr <= 1; dr++) {
        for (const node of cells.get(`${column + dc} ${row + dr}`) ?? []) {
          if (Math.hypot(x![node]! - east!, y![node]! - north!) < tolerance) return node;
        }
      }
    }
    const cell = `${column} ${row}`;
    cells.set(cell, [...(cells.get(cell) ?? []), x!.length]);
    y!.push(north!);
    return x!.push(east!) - 1;
  };
  const numbered = paths
    .map((path) => path.map(nodeAt).filter((node, index, all) => node !== all[index - 1]))
    .filter((path) => path.length > 1);
  return { x: x!, y: y!, paths: numbered };
}

function pathsOf(lines: Lines, where: string): (readonly Position[])[] {
  const found = Array.isArray(lines)
    ? (lines as readonly unknown[])
    : geometriesOf(lines).flatMap(({ type, coordinates }) => {
        if (type === "LineString") return [coordinates];
        return type === "MultiLineString" ? (coordinates as unknown[]) : [null];
      });
  if (found.length === 0) throw new InputError(`${where}: there are no lines`);
  const paths = found.map((path, index) => {
    if (arePositions(path, 2)) return path;
    throw new InputError(
      `${where}: line ${index + 1} must be a list of at least two places [x, y] in metres`,
    );
  });
  const places = paths.flat();
  refuseDegrees(
    places.map(([x]) => x!),
    places.map(([, y]) => y!),
    `${where}: the lines' coordinates`,
  );
  return paths;
}

import { type ColumnTable, table } from "arquero";
import { InputError } from "../contract/index.js";
import { areaOf, type Boundary, type Box, boxOf, clip, type Ring, ringsOf } from "./boundary.js";
import type { Feature, FeatureCollection, Polygon } from "./geojson.js";
import { requirePositive } from "./places.js";

export interface GridOptions {
  /** Metres between the centres of neighbouring cells: the side of a square, the width of a hexagon. */
  size: number;
}

/** Cells that cover a boundary. */
export interface Grid {
  /**
   * One row a cell: `id` (from 1, in rows from the south-west), `x` and `y` (centre of the whole cell, metres) and
   * `area` (square metres of the cell that lie inside the boundary).
   */
  table: ColumnTable;
  /** The whole cells as GeoJSON, in the order of the table, with the `id` of each as feature id and property. */
  shapes: FeatureCollection<Polygon>;
}

/**
 * Square cells over a boundary. The lattice starts at the south-west corner of the boundary's extent; cells that lie
 * outside are left out, cells on the edge are whole but count the area inside.
 * @param boundary GeoJSON of polygons in planar metres, or a box `[left, bottom, right, top]`.
 * @throws InputError for a size that is not above 0 or makes over a million cells, and a boundary that is no
 *   polygon, has no area or is in degrees.
 * @example
 * const { table, shapes } = squareGrid([397000, 130000, 403000, 136000], { size: 200 });
 */
export function squareGrid(boundary: Boundary, options: GridOptions): Grid {
  const { size } = options;
  return gridOf(boundary, options, "squareGrid", {
    corners: [-1, -1, 1, -1, 1, 1, -1, 1].map((side) => (side * size) / 2),
    rowHeight: size,
    first: ({ left, bottom }) => [left + size / 2, bottom + size / 2],
    shift: 0,
  });
}

/**
 * Hexagons over a boundary, with a corner to the north; otherwise as `squareGrid`. `size` is the width from side to
 * side, so a whole hexagon has √3/2 · size² square metres.
 * @param boundary GeoJSON of polygons in planar metres, or a box `[left, bottom, right, top]`.
 * @throws InputError as `squareGrid`.
 */
export function hexagonGrid(boundary: Boundary, options: GridOptions): Grid {
  const { size } = options;
  const radius = size / Math.sqrt(3);
  const half = size / 2;
  return gridOf(boundary, options, "hexagonGrid", {
    corners: [
      half,
      -radius / 2,
      half,
      radius / 2,
      0,
      radius,
      -half,
      radius / 2,
      -half,
      -radius / 2,
      0,
      -radius,
    ],
    rowHeight: 1.5 * radius,
    first: ({ left, bottom }) => [left, bottom],
    shift: half,
  });
}

interface Lattice {
  /** Corners of a cell about its centre, anticlockwise: x, y, x, y … in metres. */
  corners: readonly number[];
  rowHeight: number;
  /** Centre of the first cell. */
  first(box: Box): [x: number, y: number];
  /** How far every other row is shifted to the east. */
  shift: number;
}

const mostCells = 1_000_000;

function gridOf(boundary: Boundary, { size }: GridOptions, where: string, lattice: Lattice): Grid {
  requirePositive(size, "size", where);
  const rings = ringsOf(boundary, where);
  const box = boxOf(rings);
  const { corners, rowHeight } = lattice;
  const [x0, y0] = lattice.first(box);
  const reach = Math.max(...corners.filter((_, index) => index % 2 === 1));
  const rows = Math.ceil((box.top - y0 + reach) / rowHeight);
  const columns = Math.ceil((box.right - x0) / size + 1.5);
  if (rows * columns > mostCells) {
    throw new InputError(`${where}: 'size' of ${size} metres would make over a million cells`);
  }
  const cells: { x: number; y: number; area: number }[] = [];
  for (let row = 0; row < rows; row++) {
    const y = y0 + row * rowHeight;
    // The row's strip is cut out once: its cells then have few places to clip.
    const strip = clip(clip(rings, 0, 1, y + reach), 0, -1, reach - y);
    for (let column = -1; column < columns; column++) {
      const x = x0 + column * size + (row % 2) * lattice.shift;
      const area = areaOf(clipToCell(strip, corners, x, y));
      // Slivers are what rounding leaves of cells that only touch the boundary.
      if (area > 1e-9 * size * size) cells.push({ x, y, area });
    }
  }
  const column = (of: (cell: (typeof cells)[number], index: number) => number) =>
    Float64Array.from(cells, of);
  return {
    table: table({
      id: column((_, index) => index + 1),
      x: column(({ x }) => x),
      y: column(({ y }) => y),
      area: column(({ area }) => area),
    }),
    shapes: {
      type: "FeatureCollection",
      features: cells.map(({ x, y }, index) => shapeOf(corners, x, y, index + 1)),
    },
  };
}

function clipToCell(
  rings: readonly Ring[],
  corners: readonly number[],
  x: number,
  y: number,
): readonly Ring[] {
  let inside = rings;
  for (let index = 0; index < corners.length && inside.length > 0; index += 2) {
    const next = (index + 2) % corners.length;
    // Outward normal of an edge, corners running anticlockwise.
    const a = corners[next + 1]! - corners[index + 1]!;
    const b = corners[index]! - corners[next]!;
    inside = clip(inside, a, b, a * (x + corners[index]!) + b * (y + corners[index + 1]!));
  }
  return inside;
}

function shapeOf(corners: readonly number[], x: number, y: number, id: number): Feature<Polygon> {
  const ring: number[][] = [];
  for (let index = 0; index < corners.length; index += 2)
    ring.push([x + corners[index]!, y + corners[index + 1]!]);
  ring.push(ring[0]!);
  return { type: "Feature", id, properties: { id }, geometry: { type: "Polygon", coordinates: [ring] } };
}

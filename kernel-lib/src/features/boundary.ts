import { InputError } from "../contract/index.js";
import {
  arePositions,
  type Feature,
  type FeatureCollection,
  geometriesOf,
  type MultiPolygon,
  type Polygon,
} from "./geojson.js";
import { refuseDegrees } from "./places.js";

/**
 * The area to divide, in planar metres: GeoJSON of one or more polygons that do not overlap, or a box.
 */
export type Boundary =
  | Polygon
  | MultiPolygon
  | Feature<Polygon | MultiPolygon>
  | FeatureCollection<Polygon | MultiPolygon>
  | readonly [left: number, bottom: number, right: number, top: number];

/** A ring of places as x, y, x, y …, not closed; a hole takes its area away. */
export interface Ring {
  places: number[];
  isHole: boolean;
}

export interface Box {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** @throws InputError for anything but polygons or a box, without area, or in degrees. */
export function ringsOf(boundary: Boundary, where: string): Ring[] {
  const rings = isBox(boundary) ? [boxRing(boundary)] : polygonRings(boundary, where);
  const xs = rings.flatMap(({ places }) => places.filter((_, index) => index % 2 === 0));
  const ys = rings.flatMap(({ places }) => places.filter((_, index) => index % 2 === 1));
  refuseDegrees(xs, ys, `${where}: the boundary's coordinates`);
  if (!(areaOf(rings) > 0)) throw new InputError(`${where}: the boundary encloses no area`);
  return rings;
}

/** Square metres inside the rings. */
export function areaOf(rings: readonly Ring[]): number {
  return rings.reduce((sum, { places, isHole }) => sum + (isHole ? -1 : 1) * ringArea(places), 0);
}

export function boxOf(rings: readonly Ring[]): Box {
  const box = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
  for (const { places } of rings) {
    for (let index = 0; index < places.length; index += 2) {
      box.left = Math.min(box.left, places[index]!);
      box.right = Math.max(box.right, places[index]!);
      box.bottom = Math.min(box.bottom, places[index + 1]!);
      box.top = Math.max(box.top, places[index + 1]!);
    }
  }
  return box;
}

/**
 * The part of the rings where a·x + b·y ≤ c: Sutherland and Hodgman, "Reentrant polygon clipping" (1974). A ring that
 * falls into pieces stays one, joined by edges along the cut; these enclose no area.
 */
export function clip(rings: readonly Ring[], a: number, b: number, c: number): Ring[] {
  const clipped: Ring[] = [];
  for (const { places, isHole } of rings) {
    const kept: number[] = [];
    let [x0, y0] = places.slice(-2) as [number, number];
    let out0 = a * x0 + b * y0 - c;
    for (let index = 0; index < places.length; index += 2) {
      const [x1, y1] = [places[index]!, places[index + 1]!];
      const out1 = a * x1 + b * y1 - c;
      if (out0 <= 0 !== out1 <= 0) {
        const share = out0 / (out0 - out1);
        kept.push(x0 + share * (x1 - x0), y0 + share * (y1 - y0));
      }
      if (out1 <= 0) kept.push(x1, y1);
      [x0, y0, out0] = [x1, y1, out1];
    }
    if (kept.length >= 6) clipped.push({ places: kept, isHole });
  }
  return clipped;
}

function ringArea(places: readonly number[]): number {
  let twice = 0;
  // From the first place, so that large coordinates do not drown the area in rounding.
  const [left, bottom] = [places[0]!, places[1]!];
  let [x0, y0] = [places.at(-2)! - left, places.at(-1)! - bottom];
  for (let index = 0; index < places.length; index += 2) {
    const [x1, y1] = [places[index]! - left, places[index + 1]! - bottom];
    twice += x0 * y1 - x1 * y0;
    [x0, y0] = [x1, y1];
  }
  return Math.abs(twice) / 2;
}

const isBox = (boundary: Boundary): boundary is readonly [number, number, number, number] =>
  Array.isArray(boundary) && boundary.length === 4 && boundary.every((side) => Number.isFinite(side));

function boxRing([left, bottom, right, top]: readonly [number, number, number, number]): Ring {
  const isBackwards = right <= left || top <= bottom;
  const places = isBackwards ? [left, bottom] : [left, bottom, right, bottom, right, top, left, top];
  return { places, isHole: false };
}

function polygonRings(boundary: Boundary, where: string): Ring[] {
  const rings: Ring[] = [];
  for (const { type, coordinates } of geometriesOf(boundary)) {
    const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : null;
    for (const polygon of (polygons ?? [null]) as unknown[]) {
      if (!Array.isArray(polygon)) throw refused(where);
      polygon.forEach((ring: unknown, index) => {
        if (!arePositions(ring, 4)) throw refused(where);
        const places = ring.slice(0, -1).flatMap((place) => [place[0]!, place[1]!]);
        rings.push({ places, isHole: index > 0 });
      });
    }
  }
  if (rings.length === 0) throw refused(where);
  return rings;
}

const refused = (where: string) =>
  new InputError(
    `${where}: the boundary must be a GeoJSON polygon in planar metres, each ring of at least four places, or a box [left, bottom, right, top]`,
  );

/** A place as GeoJSON writes it; here in planar metres. */
export type Position = readonly number[];

export interface Polygon {
  type: "Polygon";
  /** The outer ring, then its holes; the first position of a ring is also its last. */
  coordinates: readonly (readonly Position[])[];
}

export interface MultiPolygon {
  type: "MultiPolygon";
  coordinates: readonly (readonly (readonly Position[])[])[];
}

export interface LineString {
  type: "LineString";
  coordinates: readonly Position[];
}

export interface MultiLineString {
  type: "MultiLineString";
  coordinates: readonly (readonly Position[])[];
}

export interface Point {
  type: "Point";
  coordinates: Position;
}

/** A shape with its unit's number. */
export interface Feature<Geometry> {
  type: "Feature";
  id?: number | string;
  properties: Readonly<Record<string, unknown>> | null;
  geometry: Geometry;
}

export interface FeatureCollection<Geometry> {
  type: "FeatureCollection";
  features: readonly Feature<Geometry>[];
}

/** The geometries of a geometry, a feature, a collection, or nothing when it is none of them. */
export function geometriesOf(value: unknown): { type: string; coordinates: unknown }[] {
  const some = (value ?? {}) as {
    type?: unknown;
    features?: unknown;
    geometry?: unknown;
    coordinates?: unknown;
  };
  if (some.type === "FeatureCollection" && Array.isArray(some.features)) {
    return some.features.flatMap((feature: unknown) => geometriesOf(feature));
  }
  if (some.type === "Feature") return geometriesOf(some.geometry);
  return typeof some.type === "string" && Array.isArray(some.coordinates)
    ? [{ type: some.type, coordinates: some.coordinates }]
    : [];
}

/** Whether a value is a list of at least `least` places of two finite numbers (heights are allowed and ignored). */
export function arePositions(value: unknown, least: number): value is Position[] {
  return (
    Array.isArray(value) &&
    value.length >= least &&
    value.every((place) => Array.isArray(place) && Number.isFinite(place[0]) && Number.isFinite(place[1]))
  );
}

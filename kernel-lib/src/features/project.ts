import { type ColumnTable, table } from "arquero";
import { InputError } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { numbers } from "../data/design/numbers.js";

export interface ProjectOptions {
  /**
   * Longitude and latitude, in degrees, of the place the map is true at, such as the city's centre; or a table of
   * longitudes and latitudes, whose middle is taken. Give the same to every table that is to be used together.
   */
  about: readonly [longitude: number, latitude: number] | TableLike;
  /** Column of longitudes, in degrees east. Default `lon`. */
  longitude?: string;
  /** Column of latitudes, in degrees north. Default `lat`. */
  latitude?: string;
}

/**
 * Longitude and latitude (WGS84 degrees) in planar metres: a transverse Mercator projection of the ellipsoid on the
 * meridian of `about`, with scale 1 there.
 *
 * `x` is 500,000 metres on that meridian, `y` is the distance north of the equator. The map itself is right to less
 * than a millimetre; distances on it are too long by (x − 500,000)² / (2 · 6,371,000²): 1 in 33,000 at 35
 * kilometres east or west of the meridian, 1 in 8,000 at 70. Source: Krüger (1912), in the series of Karney,
 * "Transverse Mercator with an accuracy of a few nanometers" (2011), to the fourth order.
 * @returns An Arquero table of `x` and `y`, to be assigned to the one that the places came from.
 * @throws InputError when a place is missing, no longitude and latitude, or more than 500 kilometres from `about`,
 *   as a failed geocoding at 0, 0 is.
 * @example
 * const about = [-77.02, 38.9];
 * const points = outlets.assign(project(outlets, { about }));
 */
export function project(
  places: TableLike,
  { about, longitude = "lon", latitude = "lat" }: ProjectOptions,
): ColumnTable {
  const { lon, lat } = degreesOf(places, longitude, latitude);
  const centre = centreOf(about, longitude, latitude);
  const origin = transverseMercator(0, centre[1]);
  const x = new Float64Array(lon.length);
  const y = new Float64Array(lon.length);
  for (let row = 0; row < lon.length; row++) {
    const [east, north] = transverseMercator(between180(lon[row]! - centre[0]), lat[row]!);
    const away = Math.hypot(east, north - origin[1]);
    if (!(away <= farthest)) {
      throw new InputError(
        `${where}: the place in row ${row + 1} (longitude ${lon[row]}, latitude ${lat[row]}) is more than 500 kilometres from 'about' (${centre.join(", ")})`,
      );
    }
    [x[row], y[row]] = [falseEasting + east, north];
  }
  return table({ x, y });
}

const where = "project";
const falseEasting = 500_000;
const farthest = 500_000;

function degreesOf(places: TableLike, longitude: string, latitude: string) {
  const from = asTable(places, where);
  const [lon, lat] = [
    numbers(from, longitude, { where, field: "longitude" }),
    numbers(from, latitude, { where, field: "latitude" }),
  ];
  for (let row = 0; row < from.rows; row++) checkDegrees(lon[row]!, lat[row]!, `row ${row + 1} has`);
  return { lon, lat };
}

function checkDegrees(lon: number, lat: number, what: string): void {
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return;
  throw new InputError(
    `${where}: a longitude is from -180 to 180 and a latitude from -90 to 90, but ${what} ${lon}, ${lat}`,
  );
}

/** The middle of a table's longitudes and latitudes is that of its extent, so that no cluster pulls at it. */
function centreOf(about: ProjectOptions["about"], longitude: string, latitude: string): [number, number] {
  if (about === undefined || about === null) {
    throw new InputError(
      `${where}: 'about' must be a longitude and latitude, such as [-77.02, 38.9], or a table of them`,
    );
  }
  if (Array.isArray(about) && about.length === 2 && about.every((value) => typeof value === "number")) {
    const [lon, lat] = about as [number, number];
    checkDegrees(lon, lat, "'about' is");
    return [lon, lat];
  }
  const { lon, lat } = degreesOf(about as TableLike, longitude, latitude);
  const middle = (values: Float64Array) => {
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    return (low + high) / 2;
  };
  return [middle(lon), middle(lat)];
}

const between180 = (degrees: number) => degrees - 360 * Math.round(degrees / 360);

// The ellipsoid of WGS84.
const flattening = 1 / 298.257223563;
const n = flattening / (2 - flattening);
const radius = (6_378_137 / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
const eccentricity = (2 * Math.sqrt(n)) / (1 + n);
const series = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4,
  (49561 / 161280) * n ** 4,
];

/** Metres east of the meridian and north of the equator; longitude in degrees from the meridian. */
function transverseMercator(longitude: number, latitude: number): [east: number, north: number] {
  const lambda = (longitude * Math.PI) / 180;
  const sine = Math.sin((latitude * Math.PI) / 180);
  // Tangent of the conformal latitude.
  const t = Math.sinh(Math.atanh(sine) - eccentricity * Math.atanh(eccentricity * sine));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.atanh(Math.sin(lambda) / Math.hypot(1, t));
  let [east, north] = [eta, xi];
  series.forEach((coefficient, index) => {
    const order = 2 * (index + 1);
    east += coefficient * Math.cos(order * xi) * Math.sinh(order * eta);
    north += coefficient * Math.sin(order * xi) * Math.cosh(order * eta);
  });
  return [radius * east, radius * north];
}

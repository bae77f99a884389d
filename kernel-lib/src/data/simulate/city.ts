import { type ColumnTable, table } from "arquero";
import { bernoulli, foldIn, gamma, type Key, negativeBinomial, uniform } from "../../compute/random/index.js";

/** Side of the square city, and the distances from its centre at which the zones end, in metres. */
const side = 6000;
const zoneEnds = { centre: 1200, inner: 2400 };

/** Metro stations: one in the centre, four on two lines through it. Metres from the south-west corner. */
const stations: readonly (readonly [number, number])[] = [
  [3000, 3000],
  [1400, 2700],
  [4700, 3200],
  [2800, 1300],
  [3300, 4800],
];

/**
 * The street units of an imaginary city, one a row, before anything has happened in them:
 * `unit` (its number), `x` and `y` (metres), `length` (metres), `zone` (centre, inner, outer), `ward` (one of
 * sixteen), `alcohol_outlets` and `calls_311` (counts a year, more of both towards the centre), `lit` (whether the
 * street lighting works) and `distance_metro` (metres to the nearest station, at least 10).
 * A unit depends on the seed and its number alone, so a larger city begins with the smaller one.
 */
export function simulateCity(key: Key, rows: number): ColumnTable {
  const x = uniform(foldIn(key, 0), rows).map((u) => round(u * side));
  const y = uniform(foldIn(key, 1), rows).map((u) => round(u * side));
  const distance = (row: number, [east, north]: readonly [number, number]) =>
    Math.hypot(x[row]! - east, y[row]! - north);
  const toCentre = x.map((_, row) => distance(row, [side / 2, side / 2]));
  const perRow = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
  return table({
    unit: Float64Array.from({ length: rows }, (_, row) => row + 1),
    x,
    y,
    length: gamma(foldIn(key, 2), 4, rows).map((shape) => round(20 + 25 * shape)),
    zone: perRow((row) => zoneOf(toCentre[row]!)),
    ward: perRow((row) => wardOf(x[row]!, y[row]!)),
    alcohol_outlets: negativeBinomial(
      foldIn(key, 3),
      toCentre.map((d) => 1.6 * Math.exp(-d / 1500)),
      0.8,
      rows,
    ),
    calls_311: negativeBinomial(
      foldIn(key, 4),
      toCentre.map((d) => 3 + 6 * Math.exp(-d / 2500)),
      1.2,
      rows,
    ),
    lit: Array.from(bernoulli(foldIn(key, 5), 0.75, rows), (value) => value === 1),
    distance_metro: x.map((_, row) =>
      Math.max(10, round(Math.min(...stations.map((station) => distance(row, station))))),
    ),
  });
}

function zoneOf(toCentre: number): string {
  if (toCentre < zoneEnds.centre) return "centre";
  return toCentre < zoneEnds.inner ? "inner" : "outer";
}

function wardOf(x: number, y: number): string {
  const index = Math.min(3, Math.floor((y / side) * 4)) * 4 + Math.min(3, Math.floor((x / side) * 4));
  return `ward ${String(index + 1).padStart(2, "0")}`;
}

const round = (metres: number) => Math.round(metres * 10) / 10;

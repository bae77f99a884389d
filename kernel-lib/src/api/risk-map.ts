import { type Geometry, riskMapChart } from "../charts/risk-map.js";
import { InputError } from "../contract/index.js";
import { asTable, type TableLike } from "../data/as-table.js";
import { numbers } from "../data/design/index.js";
import type { FeatureCollection } from "../features/index.js";
import { type Chart, createChart } from "../notebook/chart.js";

export interface RiskMapOptions {
  /** Column to colour the places by, such as `relativeRisk` or `fitted` of a prediction. */
  risk: string;
  /** Columns of the places' planar coordinates, in metres. Default `x` and `y`. */
  coordinates?: { x: string; y: string };
  /** Side of the square cells that the places are the centres of, in metres. Default: they are points. */
  cellSize?: number;
  /** Shapes of the places as GeoJSON in planar metres, in the order of the rows, as `streetUnits` gives them. */
  shapes?: FeatureCollection<Geometry>;
  /** Default "Risk map". */
  title?: string;
  /** Legend's title. Default: the column's name. */
  legend?: string;
}

const where = "riskMap";

/**
 * A map of places coloured by risk, in up to six classes of about as many places; equal values share a class. Above
 * 1,900 places, the means in squares are drawn, and the map says so.
 * @param table Any table with one row a place.
 * @throws InputError for missing values, columns that are not there, and shapes that are not one a row.
 * @example
 * riskMap(streets.assign(fit.predict(streets)), { risk: "relativeRisk", shapes })
 */
export function riskMap(table: TableLike, options: RiskMapOptions): Chart {
  const {
    risk,
    coordinates = { x: "x", y: "y" },
    cellSize,
    shapes,
    title = "Risk map",
    legend = risk,
  } = options;
  const places = asTable(table, where);
  if (places.rows === 0) throw new InputError(`${where}: the table is empty`);
  const read = (name: string, field: string) => {
    const values = numbers(places, name, { where, field });
    const row = values.findIndex((value) => !Number.isFinite(value));
    if (row < 0) return values;
    throw new InputError(
      `${where}: '${field}' names column '${name}', which has no number in row ${row + 1}`,
    );
  };
  if (cellSize !== undefined && !(cellSize > 0 && cellSize < Infinity)) {
    throw new InputError(`${where}: 'cellSize' must be a number of metres above 0, got ${cellSize}`);
  }
  if (shapes && shapes.features?.length !== places.rows) {
    throw new InputError(
      `${where}: 'shapes' must hold one feature for each of ${places.rows} rows, got ${shapes.features?.length}`,
    );
  }
  return createChart(
    riskMapChart({
      title,
      legend,
      risk: read(risk, "risk"),
      coordinates: { x: read(coordinates.x, "coordinates.x"), y: read(coordinates.y, "coordinates.y") },
      cellSize,
      shapes,
    }),
  );
}

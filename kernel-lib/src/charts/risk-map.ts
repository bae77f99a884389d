import { type ChartSpec, type Json, type JsonObject, riskClasses, riskColour } from "../contract/index.js";
import type {
  Feature,
  FeatureCollection,
  LineString,
  MultiLineString,
  MultiPolygon,
  Point,
  Polygon,
} from "../features/index.js";
import { mapSquares } from "./map-squares.js";
import { count } from "./reduce.js";
import { chart, chartWidth, rows } from "./spec.js";

/** What a place can be drawn as. */
export type Geometry = Polygon | MultiPolygon | LineString | MultiLineString | Point;

export interface RiskMapOptions {
  title: string;
  /** What the colours mean, as the legend's title. */
  legend: string;
  /** One value a place. */
  risk: Float64Array;
  /** Planar coordinates of the places, in metres. */
  coordinates: { x: Float64Array; y: Float64Array };
  /** Side of the square cells that the places are centres of, in metres; they are points without it. */
  cellSize?: number | undefined;
  /** Shapes of the places in planar metres, in their order, drawn in place of points or cells. */
  shapes?: FeatureCollection<Geometry> | undefined;
}

/** Most places drawn one by one; more are put together in squares. */
const mostPlaces = 1900;
const tallest = 640;

/** Places on a map with equal axes, coloured by class of risk: points, square cells, or shapes. */
export function riskMapChart(options: RiskMapOptions): ChartSpec {
  const { title, legend, risk, coordinates, cellSize } = options;
  const many = risk.length > mostPlaces;
  const places = { ...coordinates, value: risk };
  const drawn = many ? mapSquares(places, { limit: mostPlaces, cellSize }) : { ...places, side: cellSize };
  const { classOf, labels } = riskClasses(drawn.value);
  const box = boxOf(drawn, drawn.side ?? 0);
  const kilometres = (metres: number) => Number((metres / 1000).toPrecision(2));
  const highest = drawn.value.reduce((best, value, i) => (value > drawn.value[best]! ? i : best), 0);
  const color: JsonObject = {
    field: "class",
    type: "ordinal",
    sort: null,
    scale: { domain: labels, range: labels.map((_, k) => riskColour(k, labels.length)) },
    legend: { title: legend, symbolType: "square" },
  };
  const opacity: JsonObject = { value: 1 };
  const extent = `${kilometres(box.right - box.left)} by ${kilometres(box.top - box.bottom)} km, north up`;
  const shape = !many && options.shapes;
  // The riskiest come last and so lie on top.
  const order = Array.from(drawn.value.keys()).sort((a, b) => drawn.value[a]! - drawn.value[b]! || a - b);
  const column = (of: (i: number) => number) => order.map((i) => of(i));
  const side = drawn.side ?? 0;
  const corner = (values: Float64Array, sign: number) =>
    column((i) => Math.round(values[i]! + (sign * side) / 2));
  const values = rows({
    class: order.map((i) => labels[classOf[i]!]!),
    risk: column((i) => drawn.value[i]!),
  }).map((row, k): { [name: string]: Json } => {
    if (shape) return { ...row, shape: rounded(shape.features[order[k]!]!) };
    return row;
  });
  if (!shape) {
    const names = side > 0 ? ["left", "right", "bottom", "top"] : ["x", "y"];
    const { x, y } = drawn;
    const columns =
      side > 0 ? [corner(x, -1), corner(x, 1), corner(y, -1), corner(y, 1)] : [corner(x, 0), corner(y, 0)];
    values.forEach((row, k) => names.forEach((name, c) => (row[name] = columns[c]![k]!)));
  }
  return chart(
    {
      title,
      subtitle: [
        extent,
        many ? `Means of the ${count(risk.length)} places in squares of ${count(drawn.side!)} m` : undefined,
      ],
      description:
        `Map of ${count(risk.length)} places${many ? ` in ${count(drawn.value.length)} squares` : ""}, ${extent}, ` +
        `coloured by ${legend.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())} in ${labels.length} classes: ${labels.join(", ")}. The highest lies ` +
        `${kilometres(drawn.x[highest]! - box.left)} km from the western and ${kilometres(drawn.y[highest]! - box.bottom)} km from the southern edge.`,
    },
    {
      ...sizeOf(box),
      // Its default, said because the viewer fits every other chart to the page, and would bend a map.
      autosize: { type: "pad" },
      ...(shape && { projection: { type: "identity", reflectY: true, pointRadius: 2 } }),
      data: { values },
      ...(shape
        ? shapeLayers(shape, { color, opacity })
        : placeMark(box, side, drawn.value.length, { color, opacity })),
    },
  );
}

interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function boxOf({ x, y }: { x: Float64Array; y: Float64Array }, side: number): Box {
  const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b), Infinity) - side / 2;
  const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), -Infinity) + side / 2;
  const box = { left: least(x), right: most(x), bottom: least(y), top: most(y) };
  // One place, or places on a line, still have a map around them.
  const margin =
    Math.max(1, 0.02 * Math.max(box.right - box.left, box.top - box.bottom)) * (side > 0 ? 0.25 : 1);
  return {
    left: box.left - margin,
    right: box.right + margin,
    bottom: box.bottom - margin,
    top: box.top + margin,
  };
}

/** A metre is as long to the north as to the east. */
function sizeOf({ left, right, bottom, top }: Box): { width: number; height: number } {
  const scale = Math.min(chartWidth / (right - left), tallest / (top - bottom));
  const size = (metres: number) => Math.max(20, Math.round(scale * metres));
  return { width: size(right - left), height: size(top - bottom) };
}

function placeMark(
  { left, right, bottom, top }: Box,
  side: number,
  n: number,
  colour: JsonObject,
): JsonObject {
  const place = (field: string, domain: number[]) => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false, zero: false },
    axis: null,
  });
  const tooltip: JsonObject[] = [
    { field: "class", type: "nominal" },
    { field: "risk", type: "quantitative", format: ".4~g" },
  ];
  const [across, up] = [
    [left, right],
    [bottom, top],
  ];
  if (side > 0) {
    return {
      mark: { type: "rect" },
      encoding: {
        x: place("left", across!),
        x2: { field: "right" },
        y: place("bottom", up!),
        y2: { field: "top" },
        ...colour,
        tooltip,
      },
    };
  }
  return {
    mark: { type: "point", filled: true, size: n > 1000 ? 20 : n > 300 ? 30 : 45 },
    encoding: { x: place("x", across!), y: place("y", up!), ...colour, tooltip },
  };
}

/** Areas filled, lines drawn, points as dots. */
function shapeLayers({ features }: FeatureCollection<Geometry>, colour: JsonObject): JsonObject {
  const layer = ["Polygon", "LineString", "Point"]
    .filter((name) => features.some(({ geometry }) => geometry.type.includes(name)))
    .map((name): JsonObject => ({
      transform: [{ filter: `indexof(datum.shape.geometry.type, "${name}") >= 0` }],
      mark: {
        type: "geoshape",
        ...(name === "LineString" ? { filled: false, strokeWidth: 2.5 } : { filled: true, stroke: null }),
      },
      encoding: { shape: { field: "shape", type: "geojson" }, ...colour },
    }));
  return { layer };
}

/** To the decimetre: finer is not seen, and twice as long. */
function rounded({ geometry }: Feature<Geometry>): JsonObject {
  const round = (json: Json): Json =>
    Array.isArray(json) ? json.map(round) : Math.round(10 * (json as number)) / 10;
  return {
    type: "Feature",
    geometry: { type: geometry.type, coordinates: round(geometry.coordinates as unknown as Json) },
  };
}

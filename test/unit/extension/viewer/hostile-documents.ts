import type { Json, JsonObject, ResultDocument } from "quetelet/contract";
import { fixture } from "../support";
import { terrainDocument } from "./families/terrain-document";

/** Would set `window.__ran`, or fetch something of `canary`, if any part of the page took it for more than text. */
export const canary = "qt-canary";
export const script =
  `<img src="/${canary}/a.png" onerror="window.__ran=1"><script>window.__ran=1</scr` +
  `ipt><svg onload="window.__ran=1"></svg><a href="javascript:window.__ran=1">x</a>{{7*7}}` +
  "${window.__ran=1} <b>bold</b>";

/** Texts that a document cannot do without: with others it is shown as no result, or draws no chart. */
const keep = new Set(["kind", "$schema", "type", "field", "name", "mark", "op", "as", "scale"]);

/** The document with a script in every text that it shows; keys of rows stay as the columns name them. */
export function scripted(value: Json, key = ""): Json {
  if (typeof value === "string") return keep.has(key) ? value : `${script}${value}`;
  if (Array.isArray(value)) return value.map((item) => scripted(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, scripted(item, name)]));
}

const json = (document: ResultDocument) => document as unknown as JsonObject;

/** A valid document whose model is known, so that its own view is shown too, with scripts in all the rest. */
export function scriptedDocument(document: ResultDocument): ResultDocument {
  const family = "family" in document.config ? { family: document.config.family } : {};
  const { charts, ...rest } = json(document);
  return {
    ...(scripted(rest) as unknown as ResultDocument),
    // Specifications that still compile: their texts are the title, the description and the data.
    charts: Object.fromEntries(
      Object.entries(charts as Record<string, JsonObject>).map(([name, spec]) => [
        name,
        { ...spec, title: script, description: script },
      ]),
    ) as unknown as ResultDocument["charts"],
    model: document.model,
    config: { ...document.config, outcome: script, ...family } as ResultDocument["config"],
  };
}

const schema = "https://vega.github.io/schema/vega-lite/v5.json";
const rows = [
  { a: 1, b: 2, image: `/${canary}/row.png`, url: `/${canary}/row.html` },
  { a: 2, b: 1, image: `/${canary}/row.png`, url: `/${canary}/row.html` },
];
const point = { x: { field: "a", type: "quantitative" }, y: { field: "b", type: "quantitative" } };
const escape = "datum.constructor.constructor('window.__ran=1')()";
const chart = (part: JsonObject): JsonObject => ({
  $schema: schema,
  description: "A chart",
  data: { values: rows },
  mark: "point",
  encoding: point,
  ...part,
});

/** Charts that try to run, to fetch, to link or to freeze. */
export const hostileCharts: Record<string, JsonObject> = {
  fetches: chart({ data: { url: `/${canary}/data.json` } }),
  fetchesElsewhere: chart({ data: { url: "http://evil.test/data.json" } }),
  fetchesInLayer: chart({ layer: [{ data: { url: `/${canary}/layer.csv` }, mark: "bar" }] }),
  looksUp: chart({
    transform: [{ lookup: "a", from: { data: { url: `/${canary}/lookup.json` }, key: "a", fields: ["b"] } }],
  }),
  images: chart({ mark: "image", encoding: { ...point, url: { value: `/${canary}/image.png` } } }),
  links: chart({ encoding: { ...point, href: { value: "javascript:window.__ran=1" } } }),
  calculates: chart({
    transform: [{ calculate: escape, as: "c" }],
    encoding: { ...point, x: { field: "c" } },
  }),
  calculatesPlainly: chart({ transform: [{ calculate: "window.__ran = 1", as: "c" }] }),
  signals: chart({ title: { text: { expr: "warn(window.__ran=1)" } } }),
  filters: chart({ transform: [{ filter: `(${escape})` }] }),
  inputs: chart({ params: [{ name: "p", value: 1, bind: { input: "range", element: "body" } }] }),
  paints: chart({
    mark: { type: "point", fill: `url(/${canary}/paint.svg)`, cursor: `url(/${canary}/cursor.png),auto` },
  }),
  tooltip: chart({ encoding: { ...point, tooltip: [{ field: "image" }, { field: "url" }] } }),
  embeds: chart({
    usermeta: { embedOptions: { loader: { baseURL: `/${canary}/` }, patch: `/${canary}/p` } },
  }),
  sequence: chart({ data: { sequence: { start: 0, stop: 1e9 } } }),
  geo: chart({ data: { graticule: true }, mark: "geoshape" }),
  wide: chart({ width: 1e7, height: 1e7 }),
  many: chart({ data: { values: Array.from({ length: 250_000 }, () => ({ a: 1, b: 1 })) } }),
  deep: chart({ vconcat: [deep(200)] }),
  wrong: chart({ mark: 7 as Json, encoding: [] as Json }),
};

function deep(levels: number): JsonObject {
  let inner: JsonObject = { mark: "point" };
  for (let level = 0; level < levels; level++) inner = { hconcat: [inner] };
  return inner;
}

export function withHostileCharts(): ResultDocument {
  return { ...fixture("ols"), charts: hostileCharts as unknown as ResultDocument["charts"] };
}

/** A document with so many rows and places that showing them all would stop a browser. */
export function hugeDocument(count: number): ResultDocument {
  const document = terrainDocument({ count: 50 });
  const many = <T>(of: (i: number) => T) => Array.from({ length: count }, (_, i) => of(i));
  document.details = {
    places: {
      x: many((i) => i % 1000),
      y: many((i) => i >> 10),
      observed: many(() => 1),
      combination: many(() => 0),
    },
  };
  document.tables.selection = {
    title: "Selection",
    columns: [{ name: "n", label: "N", type: "integer" }],
    rows: many((n) => ({ n })),
  };
  return document;
}

/** Text of files that are no results: none may be more than a message. */
export const brokenTexts: Record<string, string> = {
  cut: JSON.stringify(fixture("ols")).slice(0, 500),
  empty: "",
  notAnObject: "[1, 2, 3]",
  another: '{"kind": "another"}',
  newer: JSON.stringify({ ...fixture("ols"), version: 2 }),
  wrongTables: JSON.stringify({ ...fixture("ols"), tables: [1, 2] }),
  wrongCell: JSON.stringify({
    ...fixture("ols"),
    tables: { t: { columns: [{ name: "a", type: "number" }], rows: [{ a: { toString: 1 } }] } },
  }),
  wrongFit: JSON.stringify({ ...fixture("ols"), fit: { aic: script } }),
  wrongDetails: JSON.stringify({ ...fixture("ols"), details: { places: { x: [1, 2], y: [1] } } }),
};

/** Keys that reach object internals where code copies them without care; as text, since literals lose them. */
export const pollutingText = JSON.stringify(fixture("ols"))
  .replace('"fit":{', '"fit":{"__proto__":1,"constructor":2,"toString":3,')
  .replace(
    '"tables":{',
    '"tables":{"__proto__":{"columns":[{"name":"__proto__","type":"text"}],"rows":[{"__proto__":"x"}]},',
  )
  .replace('"config":{', '"config":{"__proto__":{"polluted":true},')
  .replace('"provenance":{', '"details":{"__proto__":{"__proto__":["x"]}},"provenance":{')
  .replace('"versions":{', '"versions":{"__proto__":"1",');

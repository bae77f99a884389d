import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkChart, checkCompiled } from "../../../../kernel-lib/src/contract/index.js";
import { fixture } from "../../extension/support";

const values = [
  { x: 1, y: 2 },
  { x: 2, y: 3 },
];
const point = {
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  description: "Two points",
  data: { values },
  mark: "point",
  encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
};
const refusal = (spec: unknown) => {
  const check = checkChart(spec);
  return check.ok ? null : check.refusal;
};

describe("checkChart", () => {
  it.each(["ols", "negative-binomial"] as const)("takes every chart of the library: %s", (name) => {
    for (const spec of Object.values(fixture(name).charts)) {
      const before = structuredClone(spec);
      expect(refusal(spec)).toBe(null);
      expect(spec).toEqual(before);
    }
  });

  it("moves inline rows into named data sets", () => {
    const check = checkChart({ ...point, layer: [{ data: { values: [{ y: 1 }] }, mark: "rule" }] });
    expect(check.ok && check.chart.data).toEqual({ rows_1: values, rows_2: [{ y: 1 }] });
    expect(check.ok && check.chart.spec.data).toEqual({ name: "rows_1" });
    expect(check.ok && check.chart.description).toBe("Two points");
  });

  it("takes data sets named at the top", () => {
    const check = checkChart({ ...point, data: { name: "mine" }, datasets: { mine: values } });
    expect(check.ok && check.chart.data).toEqual({ rows_1: values });
  });

  it.each([
    ["an address", { data: { url: "https://example.org/a.csv" } }, "data.url"],
    ["generated data", { data: { sequence: { start: 0, stop: 10 } } }, "data.sequence"],
    ["an address in a lookup", { transform: [{ lookup: "x", from: { data: { url: "a" } } }] }, "data.url"],
    ["a link", { encoding: { href: { field: "x" } } }, "href"],
    ["a link in the configuration", { config: { mark: { href: "javascript:alert(1)" } } }, "href"],
    ["a picture", { mark: "image" }, "image"],
    ["a picture, spelled out", { mark: { type: "image" } }, "image"],
    ["a picture's address", { encoding: { url: { value: "https://example.org/a.png" } } }, "url"],
    ["an input", { params: [{ name: "a", bind: { input: "range", element: "body" } }] }, "bind"],
    ["a key that reaches prototypes", JSON.parse('{"config": {"__proto__": {"a": 1}}}'), "__proto__"],
    ["the same in a row", { data: { values: [JSON.parse('{"__proto__": {"a": 1}}')] } }, "__proto__"],
    ["a constructor", { config: { constructor: { prototype: {} } } }, "constructor"],
  ])("refuses %s", (_what, part, key) => {
    expect(refusal({ ...point, ...(part as object) })).toEqual({ kind: "forbidden", key });
  });

  it.each([
    ["text as data", { data: { values: "a,b\n1,2" } }],
    ["data under an unknown name", { data: { name: "elsewhere" } }],
    ["another format", { data: { values, format: { type: "topojson", feature: "a" } } }],
  ])("refuses %s", (_what, part) => expect(refusal({ ...point, ...part })).toEqual({ kind: "not-inline" }));

  it.each([
    ["rows", { data: { values: Array.from({ length: 200_001 }, () => 1) } }],
    ["pixels", { width: 1e9 }],
    ["pixels that are not a number at all", { height: NaN }],
    ["ticks", { encoding: { x: { field: "x", axis: { tickCount: 1e9 } } } }],
    ["steps", { transform: [{ density: "x", steps: 1e12 }] }],
    ["imputed values", { encoding: { y: { impute: { keyvals: { start: 0, stop: 1e9, step: 1e-9 } } } } }],
    ["layers", { layer: Array.from({ length: 30_000 }, () => ({})) }],
  ])("refuses too many %s", (_what, part) =>
    expect(refusal({ ...point, ...part })).toEqual({ kind: "too-large" }),
  );

  it("refuses what nests without end", () => {
    let spec: object = point;
    for (let i = 0; i < 100; i++) spec = { hconcat: [spec] };
    expect(refusal(spec)).toEqual({ kind: "too-large" });
  });

  it("refuses what is not Vega-Lite 4 or 5", () => {
    const versions = ["vega-lite/v6.json", "vega/v5.json", "vega-lite/v5.json?x"];
    for (const version of versions) {
      expect(refusal({ ...point, $schema: `https://vega.github.io/schema/${version}` })).toEqual({
        kind: "not-vega-lite",
      });
    }
    expect(refusal("https://example.org/chart.json")).toEqual({ kind: "not-vega-lite" });
    expect(refusal({ ...point, $schema: undefined })).toBe(null);
  });

  it("drops embedding options and keeps zooming", () => {
    const check = checkChart({
      ...point,
      usermeta: { embedOptions: { loader: { baseURL: "https://example.org" } } },
      params: [{ name: "zoom", select: "interval", bind: "scales" }],
    });
    expect(check.ok && "usermeta" in check.chart.spec).toBe(false);
    expect(check.ok && check.chart.spec.params).toBeDefined();
  });

  it("never throws, and lets no address, link or generator through, wherever it stands", () => {
    const key = fc.constantFrom("url", "href", "sequence", "graticule", "__proto__");
    const place = fc.constantFrom(
      "encoding",
      "mark",
      "transform",
      "params",
      "config",
      "layer",
      "resolve",
      "title",
    );
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), key, place, fc.boolean(), (junk, name, where, inList) => {
        expect(checkChart(junk)).toHaveProperty("ok");
        const bad = JSON.parse(`{"a": {"${name}": ${JSON.stringify(junk)}}}`) as object;
        const spec = { ...point, [where]: inList ? [1, bad] : bad };
        expect(checkChart(spec)).toEqual({ ok: false, refusal: { kind: "forbidden", key: name } });
      }),
    );
  });
});

describe("checkCompiled", () => {
  it.each([
    { data: [{ name: "a", url: "https://example.org" }] },
    { marks: [{ type: "image" }] },
    { marks: [{ type: "symbol", encode: { update: { href: { value: "javascript:alert(1)" } } } }] },
    {
      marks: [
        { type: "symbol", encode: { update: { cursor: { value: "url(https://example.org), auto" } } } },
      ],
    },
    { marks: [{ type: "symbol", encode: { update: { cursor: { field: "c" } } } }] },
    { signals: [{ name: "cursor", value: "url(https://example.org), auto" }] },
    { signals: [{ name: "a", bind: { input: "text" } }] },
  ])("refuses %j", (spec) => expect(() => checkCompiled(spec)).toThrow(/not allowed/));

  it("takes rows as they are, and a cursor that is a word", () => {
    const spec = {
      data: [{ name: "a", values: [{ url: "https://example.org", href: "b", cursor: "c" }] }],
      marks: [{ type: "rect", encode: { update: { cursor: { value: "move" } } } }],
    };
    expect(() => checkCompiled(spec)).not.toThrow();
  });
});

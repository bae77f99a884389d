import type { ModelName } from "quetelet/contract";
import { script } from "../viewer/hostile-documents";
import { models } from "./support";

const many = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i));
const entries = (count: number, value: unknown) => Object.fromEntries(many(count, (i) => [`x${i}`, value]));

/** Values that no field is made for, or that only one of them is. */
const oddities: unknown[] = [
  null,
  true,
  -1,
  1e308,
  script,
  "__proto__",
  [],
  [null, [], {}, script, -0.5],
  {},
  {
    toString: 1,
    valueOf: null,
    constructor: [],
    columns: 7,
    definitions: { a: [[[script]]], b: null, c: 1 },
  },
  JSON.parse('{"__proto__": {"polluted": true}, "definitions": {"__proto__": ["a", "==", {}]}}'),
];

/** Every field that any model knows. */
const fields =
  "data outcome terms family exposure offset weights errors cluster always sets method replicates criterion folds iterations learningRate cancel shares cellSize coordinates nextOutcome area id time groups order zeroOrder lower upper curve sigma reference starts also dual dropout later membership covariates trials label features score cohorts estimator estimatorOptions fairnessLoss lambda theta costs select task positive classWeights ordered categories partialDependence protected proxies trees interval missing level seed engine backend threads".split(
    " ",
  );

/** Configs of each model whose every field holds what it must not. */
export const oddConfigs: { model: ModelName; turn: number; config: Record<string, unknown> }[] =
  models.flatMap((model) =>
    [0, 4, 8].map((turn) => {
      const odd = fields.map((field, at) => [field, oddities[(at + turn) % oddities.length]]);
      return { model, turn, config: { ...Object.fromEntries(odd), model } };
    }),
  );

const nested = (levels: number): unknown => {
  let inner: unknown = ["year", ">", 1];
  for (let level = 0; level < levels; level++) inner = [inner];
  return inner;
};
const asText = (config: unknown) => JSON.stringify(config);

/** Configs as large as the form takes them, which it must not draw whole. */
export const largeConfigs: Record<string, Record<string, unknown>> = {
  "thousands of sets": { model: "risk-terrain", outcome: "crimes", sets: entries(4900, ["length"]) },
  "a set of thousands": { model: "risk-terrain", outcome: "crimes", sets: { all: many(9000, String) } },
  "thousands of terms": { model: "glm", outcome: "crimes", terms: many(9900, (i) => `log(x${i})`) },
  "thousands of terms of the wrong kind": { model: "glm", outcome: "crimes", terms: many(4900, () => [{}]) },
  "thousands of features": { model: "random-forest", outcome: "crimes", features: many(9900, String) },
  "thousands of unknown fields": { model: "ols", ...entries(9900, script) },
  "hundreds of cohorts": {
    model: "decoupled",
    label: "kind",
    cohorts: { definitions: entries(450, ["year", ">", 2010]) },
  },
  "hundreds of lines": {
    model: "decoupled",
    label: "kind",
    cohorts: { definitions: { all: many(900, (i) => (i % 2 ? "or" : ["year", ">"])) } },
  },
  "brackets in brackets": {
    model: "decoupled",
    label: "kind",
    cohorts: { definitions: { all: nested(26) } },
  },
  "thousands of numbers": {
    model: "trajectories",
    groups: many(4000, (i) => i + 1),
    order: many(4000, () => 2),
    also: many(20, () => ({})),
  },
  "thousands of weights": {
    model: "random-forest",
    outcome: "district",
    classWeights: entries(4000, 1),
    ordered: entries(2000, ["a"]),
  },
};

/** Documents that are refused, with what is said of them. */
export const refusedTexts: Record<string, { text: string; says: RegExp }> = {
  "a million sets": {
    text: asText({ model: "risk-terrain", sets: entries(1_000_000, ["a"]) }),
    says: /too large.*has 1\d,\d{3},\d{3} characters/s,
  },
  "many sets": {
    text: asText({ model: "risk-terrain", sets: entries(50_000, ["a"]) }),
    says: /too large.*more than 10,000 entries/s,
  },
  "a long list": {
    text: asText({ model: "ols", terms: many(400_000, () => 1) }),
    says: /too large.*more than 10,000 entries/s,
  },
  "a huge text": {
    text: asText({ model: "ols", outcome: "x".repeat(1_000_000) }),
    says: /too large.*a text of 1,000,000 characters/s,
  },
  "a huge name": {
    text: asText({ model: "ols", ["x".repeat(100_000)]: 1 }),
    says: /too large.*a text of 100,000 characters/s,
  },
  "nested without end": {
    text: `{"model": "decoupled", "cohorts": {"definitions": {"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}}}`,
    says: /too large.*nested more than 30 deep/s,
  },
  "nested deeply": {
    text: asText({ model: "decoupled", cohorts: { definitions: { a: nested(40) } } }),
    says: /too large.*nested more than 30 deep/s,
  },
  "too many cohorts": {
    text: asText({ model: "decoupled", cohorts: { definitions: entries(900, ["year", ">", 2010]) } }),
    says: /too large.*cohorts are longer/s,
  },
  "too many further outcomes": {
    text: asText({ model: "trajectories", also: many(21, () => ({})) }),
    says: /too large.*more than 20 further outcomes/s,
  },
  "cut short": { text: '{"model": "ols", "outcome"', says: /not JSON/ },
  "no object": { text: "[1, 2]", says: /not a Quetelet config/ },
  "no model": { text: '{"outcome": "y"}', says: /not a Quetelet config.*'model' is missing/s },
  "a model of internals": { text: '{"model": "__proto__"}', says: /not a Quetelet config.*'__proto__'/s },
  "a script for a model": { text: asText({ model: script }), says: /not a Quetelet config/ },
};

/** A config of a later version of this library: what is not known here is told, and nothing of it is lost. */
export const newerConfig = { model: "ols", version: 2, outcome: "crimes", terms: ["length"], solver: "qr" };

/** Every text a script; names of objects' own parts. */
export const scriptedConfigText = asText({
  model: "risk-terrain",
  data: script,
  outcome: script,
  always: [script],
  sets: { [script]: [script], constructor: ["toString"] },
  method: script,
  [script]: script,
}).replace('"sets":{', '"sets":{"__proto__":["__proto__"],');

import { describe, expect, test } from "vitest";
import * as vegaLite from "vega-lite";
import { forestCharts } from "../../../kernel-lib/src/charts/forest-charts.js";
import { hierarchicalForestCharts } from "../../../kernel-lib/src/charts/hierarchical-forest-charts.js";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import { rocPoints } from "../../../kernel-lib/src/charts/roc-points.js";
import { mostRows } from "../../../kernel-lib/src/charts/spec.js";
import { checkChart, type ChartSpec, type Json } from "../../../kernel-lib/src/contract/index.js";
import { estimate, layers, people, small } from "../models/forest/hierarchical/support.js";
import { estimate as estimateForest } from "../models/forest/support.js";

/** Every object that stands anywhere in a spec. */
function* parts(json: Json | undefined): Generator<{ [key: string]: Json }> {
  if (typeof json !== "object" || json === null) return;
  if (!Array.isArray(json)) yield json;
  for (const child of Object.values(json)) yield* parts(child);
}

const dataRows = (spec: ChartSpec) =>
  [...parts(spec)].reduce((sum, { values }) => sum + (Array.isArray(values) ? values.length : 0), 0);

async function keepsTheRules(spec: ChartSpec): Promise<void> {
  expect(spec.description.length).toBeGreaterThan(40);
  expect(dataRows(spec)).toBeLessThanOrEqual(mostRows);
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  expect(checkChart(spec).ok).toBe(true);
  const complaints: unknown[] = [];
  const complain = (...message: unknown[]) => (complaints.push(message), logger);
  const quiet = () => logger;
  const logger = { level: quiet, error: complain, warn: complain, info: quiet, debug: quiet };
  vegaLite.compile(spec as never, { logger: logger as never });
  expect(complaints).toEqual([]);
  const svg = await renderSvg(spec);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(svg).toMatch(/class="mark-(symbol|rect|line|rule|area) role-mark[^"]*"[^>]*><(path|line)/);
  expect(svg.length).toBeLessThan(600_000);
}

const table = people(700);
const measured = { ...small, permutations: 2, impurityImportance: true, partialDependence: undefined };

describe("a hierarchical forest", () => {
  const recovered = ["recoveryRoc", "recoveryCalibration", "recoveryConfusion", "disparity"];
  const importance = ["importance", "naiveImportance", "proxyImportance", "partialDependence"];

  test("of a number draws predictions with ribbons, coverage and width", async () => {
    const { document, details } = await estimate(table, { ...layers, ...measured, outcome: "y" });
    const charts = hierarchicalForestCharts(document, details);
    expect(Object.keys(charts)).toEqual([
      ...recovered,
      "predictedObserved",
      "naivePredictedObserved",
      "coverage",
      "width",
      ...importance,
    ]);
    for (const spec of Object.values(charts)) await keepsTheRules(spec);
    const coverage = document.tables.intervals!.rows[0]!.coverage as number;
    expect(charts.predictedObserved!.description).toContain(`${(100 * coverage).toFixed(1)} %`);
    const drawn = [...parts(charts.coverage)].find(({ group }) => group === "(all)")!;
    expect(drawn.value).toBeCloseTo(coverage, 4);
  });

  test.each(["two", "three"])("of classes draws confusion matrices (%s)", async (outcome) => {
    const { document, details } = await estimate(table, { ...layers, ...measured, outcome });
    const charts = hierarchicalForestCharts(document, details);
    expect(Object.keys(charts)).toEqual([...recovered, "confusion", "naiveConfusion", ...importance]);
    for (const spec of Object.values(charts)) await keepsTheRules(spec);
    const shares = [...parts(charts.confusion)].filter((part) => "share" in part && "observed" in part);
    const byRow = new Map<Json, number>();
    for (const { observed, share } of shares)
      byRow.set(observed!, (byRow.get(observed!) ?? 0) + (share as number));
    for (const sum of byRow.values()) expect(sum).toBeCloseTo(1, 3);
  });

  test("with a number to protect draws its calibration", async () => {
    const { document, details } = await estimate(table, {
      ...small,
      ...{ outcome: "y", protected: "value", proxies: ["dark", "street"], covariates: ["weight"] },
    });
    const charts = hierarchicalForestCharts(document, details);
    expect(Object.keys(charts)).toContain("recoveryCalibration");
    expect(Object.keys(charts)).not.toContain("recoveryRoc");
    for (const spec of Object.values(charts)) await keepsTheRules(spec);
  });
});

describe("a random forest", () => {
  test.each([
    ["y", ["importance", "predictedObserved", "coverage", "width", "partialDependence", "errors"]],
    ["three", ["importance", "confusion", "partialDependence", "errors"]],
  ])("of %s has every chart", async (outcome, names) => {
    const { document, details } = await estimateForest(table, {
      ...measured,
      outcome,
      features: ["street", "dark", "value"],
      groups: "kind",
    });
    const charts = forestCharts(document, details);
    expect(Object.keys(charts)).toEqual(names);
    for (const spec of Object.values(charts)) await keepsTheRules(spec);
  });

  test("without measures of importance draws the shares of the splits", async () => {
    const { document, details } = await estimateForest(table, {
      ...small,
      outcome: "y",
      features: ["street", "dark"],
    });
    const { importance } = forestCharts(document, details);
    await keepsTheRules(importance!);
    const shares = [...parts(importance)].flatMap(({ share }) => (typeof share === "number" ? [share] : []));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });
});

describe("points of a ROC curve", () => {
  test("take rows of equal score together, and go from corner to corner", () => {
    expect(rocPoints([0.9, 0.5, 0.5, 0.1], [1, 0, 1, 0])).toEqual({
      fpr: [0, 0, 0.5, 1],
      tpr: [0, 0.5, 1, 1],
    });
  });

  test("need both classes", () => expect(rocPoints([1, 2], [1, 1])).toBeNull());

  test("are thinned without losing the corners", () => {
    const scores = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const { fpr, tpr } = rocPoints(
      scores,
      scores.map((_, i) => i % 2),
      { most: 50 },
    )!;
    expect(fpr.length).toBe(50);
    expect([fpr[0], tpr[0], fpr.at(-1), tpr.at(-1)]).toEqual([0, 0, 1, 1]);
  });
});

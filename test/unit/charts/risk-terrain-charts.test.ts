import { describe, expect, test } from "vitest";
import * as vegaLite from "vega-lite";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import { selectionFrequencyChart } from "../../../kernel-lib/src/charts/selection-frequency.js";
import { riskTerrainCharts } from "../../../kernel-lib/src/charts/risk-terrain-charts.js";
import { mostRows } from "../../../kernel-lib/src/charts/spec.js";
import type { ChartSpec, Json } from "../../../kernel-lib/src/contract/index.js";
import { riskTerrainDetails, riskTerrainDocument, stabilityTable } from "./risk-terrain-fixtures.js";

const names = ["rateRatios", "riskMap", "accuracy", "selection", "seeds", "calibration", "loss"];

/** Every object that stands anywhere in a spec. */
function* parts(json: Json | undefined): Generator<{ [key: string]: Json }> {
  if (typeof json !== "object" || json === null) return;
  if (!Array.isArray(json)) yield json;
  for (const child of Object.values(json)) yield* parts(child);
}

const dataRows = (spec: ChartSpec) =>
  [...parts(spec)].reduce((sum, { values }) => sum + (Array.isArray(values) ? values.length : 0), 0);

describe.each([
  ["1,500 points", 1500, undefined],
  ["20,000 points", 20_000, undefined],
  ["20,000 cells", 20_000, 100],
])("%s", (_, n, cellSize) => {
  const charts = riskTerrainCharts(riskTerrainDocument({ cellSize }), riskTerrainDetails(n));

  test("has every chart", () => expect(Object.keys(charts)).toEqual(names));

  test.each(names)("%s compiles without a warning, draws, and keeps the house rules", async (name) => {
    const spec = charts[name]!;
    expect(spec.description.length).toBeGreaterThan(40);
    expect(dataRows(spec)).toBeLessThanOrEqual(mostRows);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);

    const complaints: unknown[] = [];
    const complain = (...message: unknown[]) => (complaints.push(message), logger);
    const quiet = () => logger;
    const logger = { level: quiet, error: complain, warn: complain, info: quiet, debug: quiet };
    vegaLite.compile(spec as never, { logger: logger as never });
    expect(complaints).toEqual([]);

    const svg = await renderSvg(spec);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg).toMatch(/class="mark-(symbol|rect|line|rule|shape) role-mark[^"]*"[^>]*><(path|line)/);
    expect(svg.length).toBeLessThan(600_000);
  });
});

test.each([1, 2, 3])(
  "%i units draw, with neither coordinates nor replicates nor a chosen factor",
  async (n) => {
    const document = riskTerrainDocument({ replicates: 0 });
    document.tables.coefficients!.rows.splice(1);
    const details = { ...riskTerrainDetails(n), losses: [], accuracyCurves: [], nextOutcome: null };
    expect(Object.keys(riskTerrainCharts(document, { ...details, coordinates: null }))).toEqual([
      "calibration",
    ]);
    for (const spec of Object.values(riskTerrainCharts(document, details))) {
      expect(await renderSvg(spec)).not.toMatch(/NaN|Infinity|undefined/);
    }
  },
);

test("the same fit draws the same charts", () => {
  const draw = () => riskTerrainCharts(riskTerrainDocument(), riskTerrainDetails(5000));
  expect(draw()).toEqual(draw());
});

test("the map keeps metres equal in both directions, and the riskiest places on top", () => {
  const { riskMap } = riskTerrainCharts(riskTerrainDocument(), riskTerrainDetails(1500));
  const { width, height } = riskMap as unknown as { width: number; height: number };
  expect(height / width).toBeCloseTo(5 / 4, 1);
  const risks = (riskMap!.data as { values: { risk: number }[] }).values.map(({ risk }) => risk);
  expect(risks).toEqual([...risks].sort((a, b) => a - b));
});

describe("the heat map of selections", () => {
  const cellsOf = (sets: Record<string, string[]>) => {
    const spec = selectionFrequencyChart(stabilityTable(sets), { over: "resamples" })!;
    return (spec.data as { values: { across: string; down: string; share: number }[] }).values;
  };

  test("is bandwidth by set where names tell the bandwidth, each set's shares adding up to 1", () => {
    const cells = cellsOf({ alc: ["alc_dis_100", "alc_kde_100"], liquor: ["liquorRetail_dis_100"] });
    expect(new Set(cells.map(({ across }) => across))).toEqual(new Set(["dis 100", "kde 100", "none"]));
    for (const set of ["alc", "liquor"]) {
      const shares = cells.filter(({ down }) => down === set).map(({ share }) => share);
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
    }
  });

  test.each([
    ["names without bandwidth", { alc: ["bars_near", "alc_dis_100"], met: ["exits"] }],
    ["a bandwidth twice in a set", { alc: ["bars_dis_100", "shops_dis_100"] }],
  ])("is variable by set for %s", (_, sets: Record<string, string[]>) => {
    const cells = cellsOf(sets);
    expect(new Set(cells.map(({ across }) => across))).toEqual(new Set(Object.keys(sets)));
    expect(cells.map(({ down }) => down)).toEqual(expect.arrayContaining(Object.values(sets).flat()));
  });
});

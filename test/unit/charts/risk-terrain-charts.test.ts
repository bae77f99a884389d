import { describe, expect, test } from "vitest";
import * as vegaLite from "vega-lite";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import { riskTerrainCharts } from "../../../kernel-lib/src/charts/risk-terrain-charts.js";
import { mostRows } from "../../../kernel-lib/src/charts/spec.js";
import type { ChartSpec, Json } from "../../../kernel-lib/src/contract/index.js";
import { riskTerrainDetails, riskTerrainDocument } from "./risk-terrain-fixtures.js";

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
    if (process.env.CHARTS) (await import("node:fs")).writeFileSync(`${process.env.CHARTS}/${name}-${n}-${cellSize}.svg`, svg);
  });
});

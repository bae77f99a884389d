import { describe, expect, test } from "vitest";
import * as vegaLite from "vega-lite";
import { regressionCharts } from "../../../kernel-lib/src/charts/regression-charts.js";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import { mostRows } from "../../../kernel-lib/src/charts/spec.js";
import type { ChartSpec, GlmFamily, Json } from "../../../kernel-lib/src/contract/index.js";
import { details, glmDocument } from "./fixtures.js";

const families: [GlmFamily, string[]][] = [
  ["gaussian", []],
  ["poisson", ["rootogram"]],
  ["negative-binomial", ["rootogram"]],
  ["binomial", ["calibration"]],
];
const common = ["coefficients", "residualsFitted", "normalQuantiles", "scaleLocation", "leverage"];

/** Every object that stands anywhere in a spec. */
function* parts(json: Json | undefined): Generator<{ [key: string]: Json }> {
  if (typeof json !== "object" || json === null) return;
  if (!Array.isArray(json)) yield json;
  for (const child of Object.values(json)) yield* parts(child);
}

const dataRows = (spec: ChartSpec) =>
  [...parts(spec)].reduce((sum, { values }) => sum + (Array.isArray(values) ? values.length : 0), 0);

describe.each(families)("%s", (family, own) => {
  const charts = regressionCharts(glmDocument(family), details(family, 30_000));

  test("has the charts that fit its outcome", () => {
    expect(Object.keys(charts)).toEqual([...common, ...own]);
  });

  test.each([...common, ...own])(
    "%s compiles without a warning, draws, and keeps the house rules",
    async (name) => {
      const spec = charts[name]!;
      expect(spec.$schema).toBe("https://vega.github.io/schema/vega-lite/v5.json");
      expect(spec.description.length).toBeGreaterThan(40);
      expect(dataRows(spec)).toBeLessThanOrEqual(mostRows);
      expect(JSON.stringify(spec.config)).not.toMatch(/background|labelColor/);
      for (const part of parts(spec)) expect(part).not.toHaveProperty("url");
      expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);

      const complaints: unknown[] = [];
      const complain = (...message: unknown[]) => (complaints.push(message), logger);
      const logger = {
        level: () => logger,
        error: complain,
        warn: complain,
        info: () => logger,
        debug: () => logger,
      };
      vegaLite.compile(spec as never, { logger: logger as never });
      expect(complaints).toEqual([]);

      const svg = await renderSvg(spec);
      expect(svg).toMatch(/^<svg [^>]*role="img"/);
      expect(svg).toContain("<title>");
      expect(svg).not.toMatch(/NaN|Infinity/);
      // More than axes: marks were drawn.
      expect(svg).toMatch(/class="mark-(symbol|rect|line|rule) role-mark[^"]*"[^>]*><(path|line)/);
      expect(svg.length).toBeLessThan(200_000);
    },
  );
});

test("the same fit draws the same charts, and another seed other randomized residuals", () => {
  const document = glmDocument("poisson");
  const once = regressionCharts(document, details("poisson", 5000));
  expect(regressionCharts(document, details("poisson", 5000))).toEqual(once);
  document.config.seed = 2;
  const other = regressionCharts(document, details("poisson", 5000));
  expect(other.rootogram).toEqual(once.rootogram);
  expect(other.normalQuantiles).not.toEqual(once.normalQuantiles);
});

test.each([1, 2, 3])("%i rows draw", async (n) => {
  for (const [family] of families) {
    for (const spec of Object.values(regressionCharts(glmDocument(family), details(family, n)))) {
      await renderSvg(spec);
    }
  }
});

import { expect } from "vitest";
import * as vegaLite from "vega-lite";
import { renderSvg } from "../../../kernel-lib/src/charts/render-svg.js";
import { mostRows } from "../../../kernel-lib/src/charts/spec.js";
import type { ChartSpec, Json } from "../../../kernel-lib/src/contract/index.js";

/** Every object that stands anywhere in a spec. */
function* parts(json: Json | undefined): Generator<{ [key: string]: Json }> {
  if (typeof json !== "object" || json === null) return;
  if (!Array.isArray(json)) yield json;
  for (const child of Object.values(json)) yield* parts(child);
}

export const dataRows = (spec: ChartSpec) =>
  [...parts(spec)].reduce((sum, { values }) => sum + (Array.isArray(values) ? values.length : 0), 0);

/** That a chart compiles without a warning, draws marks, tells what it shows and is no larger than it may be. */
export async function expectHouseRules(spec: ChartSpec): Promise<void> {
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
}

import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { type ChartSpec, InputError } from "../contract/index.js";
import type { DisplayOptions } from "../contract/kernel-bridge.js";
import { environment } from "./adapters/index.js";
import { createChart } from "./chart.js";
import { isDisplayable, jupyterDisplay, type MimeBundle } from "./mime.js";
import { isColumnTable, tableAsHtml, tableAsText } from "./table-preview.js";

/**
 * Shows a value below the running cell: a fit, a chart, a summary, an Arquero table (its first rows), a
 * Vega-Lite specification, text, a MIME bundle such as `{ "text/markdown": "**hello**" }`, or anything else as
 * `console.log` would. Outside a notebook it prints the value's text.
 * @param options `displayId` and `update` replace an earlier display in place.
 * @returns The display id.
 * @throws InputError for an `update` without the `displayId` of what it replaces.
 */
export async function display(value: unknown, options: DisplayOptions = {}): Promise<string> {
  if (options.update && options.displayId === undefined) {
    throw new InputError("display: 'update' needs the 'displayId' of what it replaces");
  }
  const displayId = options.displayId ?? randomUUID();
  await environment().display(await bundleOf(value), { ...options, displayId });
  return displayId;
}

/** The MIME bundle that shows a value. */
export async function bundleOf(value: unknown): Promise<MimeBundle> {
  if (typeof value === "string") return { "text/plain": value };
  if (isDisplayable(value)) return await value[jupyterDisplay]();
  if (isChartSpec(value)) return await createChart(value)[jupyterDisplay]();
  if (isColumnTable(value)) return { "text/html": tableAsHtml(value), "text/plain": tableAsText(value) };
  if (isBundle(value)) return value;
  return { "text/plain": inspect(value) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const isChartSpec = (value: unknown): value is ChartSpec =>
  isObject(value) && typeof value.$schema === "string" && value.$schema.includes("/vega-lite/v5");

const isBundle = (value: unknown): value is MimeBundle =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => /^[a-z]+\/[\w.+-]+$/.test(key));

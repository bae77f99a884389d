import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import type { ColumnTable } from "arquero";
import type { Cell, ChartSpec, ResultTable } from "../contract/index.js";
import type { DisplayOptions } from "../contract/kernel-bridge.js";
import { environment } from "./adapters/index.js";
import { createChart } from "./chart.js";
import { grouped } from "./format.js";
import { isDisplayable, jupyterDisplay, type MimeBundle } from "./mime.js";
import { htmlTable } from "./summary.js";
import { textTable } from "./summary-text.js";

/**
 * Shows a value below the running cell: a fit, a chart, a summary, an Arquero table (its first 20 rows), a
 * Vega-Lite specification, text, a MIME bundle such as `{ "text/markdown": "**hello**" }`, or anything else as
 * `console.log` would. Outside a notebook it prints the value's text.
 * @param options `displayId` and `update` replace an earlier display in place.
 * @returns The display id.
 */
export async function display(value: unknown, options: DisplayOptions = {}): Promise<string> {
  const displayId = options.displayId ?? randomUUID();
  await environment().display(await bundleOf(value), { ...options, displayId });
  return displayId;
}

/** The MIME bundle that shows a value. */
export async function bundleOf(value: unknown): Promise<MimeBundle> {
  if (typeof value === "string") return { "text/plain": value };
  if (isDisplayable(value)) return await value[jupyterDisplay]();
  if (isChartSpec(value)) return await createChart(value)[jupyterDisplay]();
  if (isArquero(value)) return tableBundle(value);
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

const isArquero = (value: unknown): value is ColumnTable =>
  isObject(value) && typeof value.numRows === "function" && typeof value.columnNames === "function";

function tableBundle(table: ColumnTable): MimeBundle {
  const most = 20;
  const names = table.columnNames();
  const rows = table.objects({ limit: most }) as Record<string, unknown>[];
  const shown: ResultTable = {
    columns: names.map((name) => ({
      name,
      type: rows.some((row) => typeof row[name] === "number") ? "number" : "text",
    })),
    rows: rows.map((row) => Object.fromEntries(names.map((name) => [name, cell(row[name])]))),
  };
  const size = `${grouped(String(table.numRows()))} rows × ${names.length} columns`;
  const note = table.numRows() > most ? `the first ${most} of ${size}` : size;
  return {
    "text/html": `${htmlTable(shown)}<p>${note}</p>`,
    "text/plain": [...textTable(shown), note].join("\n"),
  };
}

function cell(value: unknown): Cell {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value === null || typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

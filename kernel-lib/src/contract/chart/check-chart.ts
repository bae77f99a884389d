import type { JsonObject } from "../result.js";
import { isRecord } from "./is-record.js";

/** Why a chart is not drawn; the viewer puts it into words of its own, `refusalText` into English ones. */
export type ChartRefusal =
  | { kind: "not-vega-lite" }
  | { kind: "too-large" }
  | { kind: "not-inline" }
  | { kind: "forbidden"; key: string }
  | { kind: "failed"; message: string };

export interface CheckedChart {
  /** The specification with every inline data set moved into `datasets` under a name of ours. */
  spec: JsonObject;
  /** The data sets by that name. */
  data: Record<string, unknown[]>;
  description: string;
}

export type ChartCheck = { ok: true; chart: CheckedChart } | { ok: false; refusal: ChartRefusal };

/** Far above what a reader can see, far below what stops a browser. */
export const chartLimits = {
  depth: 60,
  nodes: 20_000,
  rows: 200_000,
  cells: 2_000_000,
  pixels: 8_000,
  steps: 2_000,
};

const schema = /^https?:\/\/vega\.github\.io\/schema\/vega-lite\/v[45](\.\d+)*\.json$/;

/** Names that would load or link to something, listen beyond the chart, or reach object internals. */
const forbidden = new Set(["href", "url", "sequence", "graticule", "__proto__", "constructor", "prototype"]);

/** Numbers that set how much work a chart makes, rather than how it looks. */
const counts = new Set(["steps", "maxbins", "tickCount", "gridCount", "symbolLimit"]);

class Refused extends Error {
  constructor(readonly refusal: ChartRefusal) {
    super(refusal.kind);
  }
}

/**
 * Takes a chart out of a document that may be a stranger's, or says why not. A chart is a Vega-Lite v4 or v5
 * specification whose data are inline rows; it may not name an address, draw images, link, make inputs or
 * generate data. What passes is still run with an interpreter and a loader that refuses of data.
 * Never throws and leaves its argument as it is.
 * @param rows Most rows of data in all; a still picture can do with fewer than one that is zoomed into.
 */
export function checkChart(input: unknown, { rows = chartLimits.rows } = {}): ChartCheck {
  try {
    return { ok: true, chart: check(input, rows) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    return { ok: false, refusal: { kind: "failed", message: String(error) } };
  }
}

function check(input: unknown, mostRows: number): CheckedChart {
  if (!isRecord(input)) throw new Refused({ kind: "not-vega-lite" });
  const { $schema, usermeta: _options, datasets = {}, ...rest } = input;
  if ($schema !== undefined && !(typeof $schema === "string" && schema.test($schema))) {
    throw new Refused({ kind: "not-vega-lite" });
  }
  if (!isRecord(datasets)) throw new Refused({ kind: "not-inline" });

  const data: Record<string, unknown[]> = {};
  let nodes = 0;
  let rows = 0;
  let cells = 0;

  const named = new Map<string, string>();
  for (const [name, values] of Object.entries(datasets)) named.set(name, keep(values));
  const spec = copy(rest, 0) as JsonObject;
  return {
    spec: { ...spec, datasets: data as JsonObject },
    data,
    description: typeof input.description === "string" ? input.description : "",
  };

  function copy(value: unknown, depth: number): unknown {
    if (++nodes > chartLimits.nodes || depth > chartLimits.depth) throw new Refused({ kind: "too-large" });
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
      checkEntry(key, item);
      if (key === "data") return [key, copyData(item, depth)];
      return [key, key === "parse" && isRecord(item) ? plainStrings(item) : copy(item, depth + 1)];
    });
    return Object.fromEntries(entries);
  }

  /** `{values: […]}` becomes `{name}`; anything that is not inline is refused. */
  function copyData(value: unknown, depth: number): unknown {
    if (value === null) return { name: keep([]) };
    if (!isRecord(value)) throw new Refused({ kind: "not-inline" });
    const { values, name, format, ...others } = value;
    const other = Object.keys(others)[0];
    if (other !== undefined) throw new Refused({ kind: "forbidden", key: `data.${other}` });
    if (format !== undefined && !(isRecord(format) && (format.type ?? "json") === "json")) {
      throw new Refused({ kind: "not-inline" });
    }
    const source = values === undefined ? named.get(String(name)) : keep(values);
    if (source === undefined) throw new Refused({ kind: "not-inline" });
    return { name: source, ...(format === undefined ? {} : { format: copy(format, depth + 1) }) };
  }

  function keep(values: unknown): string {
    if (!Array.isArray(values)) throw new Refused({ kind: "not-inline" });
    rows += values.length;
    if (rows > mostRows) throw new Refused({ kind: "too-large" });
    for (const row of values) countCells(row, 0);
    // Vega-Lite calls its own sources `source_0` and `data_0`.
    const name = `rows_${Object.keys(data).length + 1}`;
    data[name] = values;
    return name;
  }

  function countCells(value: unknown, depth: number): void {
    if (++cells > chartLimits.cells || depth > chartLimits.depth) throw new Refused({ kind: "too-large" });
    if (Array.isArray(value)) for (const item of value) countCells(item, depth + 1);
    else if (isRecord(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (key === "__proto__") throw new Refused({ kind: "forbidden", key });
        countCells(item, depth + 1);
      }
    }
  }
}

function checkEntry(key: string, value: unknown): void {
  if (forbidden.has(key)) throw new Refused({ kind: "forbidden", key });
  // `bind` to scales or a legend moves the chart; anything else makes form controls in the page.
  if (key === "bind" && value !== "scales" && value !== "legend")
    throw new Refused({ kind: "forbidden", key });
  if (key === "mark" && (value === "image" || (isRecord(value) && value.type === "image"))) {
    throw new Refused({ kind: "forbidden", key: "image" });
  }
  if ((key === "width" || key === "height") && typeof value === "number" && !(value <= chartLimits.pixels)) {
    throw new Refused({ kind: "too-large" });
  }
  if (counts.has(key) && typeof value === "number" && !(value <= chartLimits.steps)) {
    throw new Refused({ kind: "too-large" });
  }
  if (isRecord(value) && "stop" in value && "step" in value) checkRange(value);
}

function checkRange({ start = 0, stop, step }: Record<string, unknown>): void {
  if (!(Math.abs((Number(stop) - Number(start)) / Number(step)) <= chartLimits.steps)) {
    throw new Refused({ kind: "too-large" });
  }
}

function plainStrings(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([key, item]) => key !== "__proto__" && typeof item === "string"),
  );
}

/** Why a chart is not drawn, as the end of a sentence. */
export function refusalText(refusal: ChartRefusal): string {
  switch (refusal.kind) {
    case "not-vega-lite":
      return "it is not a Vega-Lite 4 or 5 specification";
    case "too-large":
      return "it is too large to draw";
    case "not-inline":
      return "its data are not rows within it";
    case "forbidden":
      return `'${refusal.key}' is not allowed in a chart`;
    case "failed":
      return refusal.message;
  }
}

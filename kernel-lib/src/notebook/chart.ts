import { inspect } from "node:util";
import { renderSvg, type RenderOptions } from "../charts/render-svg.js";
import {
  type Cell,
  type ChartSpec,
  checkChart,
  type Json,
  printable,
  refusalText,
  type ResultTable,
} from "../contract/index.js";
import { type Displayable, jupyterDisplay, type MimeBundle } from "./mime.js";
import { textTable } from "./summary-text.js";

/** One chart of a fit: shows itself in a notebook, and hands out what it is made of. */
export interface Chart {
  /** The Vega-Lite v5 specification, data inline. */
  readonly spec: ChartSpec;
  /** The chart as an SVG that stands alone. */
  svg(options?: RenderOptions): Promise<string>;
  toJSON(): ChartSpec;
  /** The chart in words and the first rows of its data. */
  toString(): string;
}

export function createChart(spec: ChartSpec): Chart & Displayable {
  return new VegaLiteChart(spec);
}

class VegaLiteChart implements Chart, Displayable {
  constructor(readonly spec: ChartSpec) {}

  svg(options?: RenderOptions): Promise<string> {
    return renderSvg(this.spec, options);
  }

  toJSON(): ChartSpec {
    return this.spec;
  }

  toString(): string {
    const data = dataOf(this.spec);
    return [
      printable(String(this.spec.description)),
      ...(data ? ["", ...textTable(data, { most: 12 })] : []),
    ].join("\n");
  }

  [inspect.custom](): string {
    return this.toString();
  }

  async [jupyterDisplay](): Promise<MimeBundle> {
    // The notebook's own renderer loads what a chart names; one that we would not draw is not handed to it.
    const check = checkChart(this.spec);
    if (!check.ok) return { "text/plain": `Not drawn: ${refusalText(check.refusal)}.\n${this.toString()}` };
    // A chart of very many rows is drawn where it can be zoomed into, and has no still picture.
    const svg = await this.svg().catch(() => null);
    return {
      "application/vnd.vegalite.v5+json": this.spec,
      ...(svg !== null && { "image/svg+xml": svg }),
      "text/plain": this.toString(),
    };
  }
}

/** The largest inline data of a chart as a table. */
function dataOf(spec: ChartSpec): ResultTable | null {
  let rows: Record<string, Cell>[] = [];
  visit(spec);
  if (rows.length === 0) return null;
  // A shape on a map is no cell of a table.
  const names = Object.keys(rows[0]!).filter((name) => typeof rows[0]![name] !== "object");
  return {
    columns: names.map((name) => ({
      name,
      type: rows.some((row) => typeof row[name] === "number") ? "number" : "text",
    })),
    rows,
  };

  function visit(part: Json | undefined): void {
    if (typeof part !== "object" || part === null) return;
    if (Array.isArray(part)) return part.forEach(visit);
    const { data } = part;
    if (typeof data === "object" && data !== null && !Array.isArray(data) && Array.isArray(data.values)) {
      const found = data.values.filter(
        (row) => typeof row === "object" && row !== null && !Array.isArray(row),
      );
      if (found.length > rows.length) rows = found as Record<string, Cell>[];
    }
    for (const [key, child] of Object.entries(part)) if (key !== "data") visit(child);
  }
}

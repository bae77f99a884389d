import { escapeXml, renderSvg } from "../charts/render-svg.js";
import type { ChartSpec, ResultDocument, ResultTable } from "../contract/index.js";
import { formatColumn } from "./format.js";
import { headingOf } from "./headings.js";
import { leadingChart, leadingTable } from "./leading.js";
import { clipped, narrowed, notesOf, widest, wrap } from "./summary-text.js";

const margin = 20;
const line = 18;
const mostRows = 30;
const mostNotes = 8;
/** Typical width of a character of 12-pixel text; wide enough that columns never meet. */
const character = 6.9;
const width = 760;

/**
 * A fit as one still picture for pages where our viewer is not: title, facts, the coefficient table and the
 * coefficient chart on white paper.
 */
export async function figureSvg(document: ResultDocument): Promise<string> {
  const { title, setup, statistics } = headingOf(document);
  const parts: string[] = [text(margin, 30, title, { size: 17, weight: 600 })];
  let y = 52;

  parts.push(...pairs(setup, margin, y), ...pairs(statistics, margin + 400, y));
  y += line * Math.max(setup.length, statistics.length) + 10;

  const leading = leadingTable(document);
  let right = width;
  if (leading) {
    const drawn = tableSvg(narrowed(leading.table), y);
    parts.push(drawn.svg);
    right = Math.max(right, drawn.right + margin);
    y += drawn.height + 14;
  }
  const notes = notesOf(document, leading?.name).slice(0, mostNotes);
  const warnings = new Set(document.warnings.map(({ message }) => message));
  for (const [i, note] of notes.entries()) {
    for (const row of wrap(`[${i + 1}] ${note}`, 105)) {
      parts.push(text(margin, (y += line), row, { fill: warnings.has(note) ? "#9a3412" : "#57606a" }));
    }
  }
  const chart = await chartSvg(leadingChart(document));
  if (chart) {
    y += 24;
    parts.push(chart.svg.replace("<svg", `<svg x="${margin}" y="${y}"`));
    right = Math.max(right, margin * 2 + chart.width);
    y += chart.height;
  }
  const height = Math.ceil(y + margin);
  const alternative = `${title}. ${statistics.map(([name, value]) => `${name} ${value}`).join(", ")}.`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${right}" height="${height}" viewBox="0 0 ${right} ${height}" ` +
    `role="img" aria-label="${escapeXml(alternative)}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="12">` +
    `<title>${escapeXml(title)}</title><desc>${escapeXml(alternative)}</desc>` +
    `<rect width="100%" height="100%" fill="#ffffff"/>${parts.join("")}</svg>`
  );
}

interface TextStyle {
  size?: number;
  weight?: number;
  fill?: string;
  anchor?: "start" | "end";
}

function text(
  x: number,
  y: number,
  content: string,
  { size, weight, fill = "#1f2328", anchor }: TextStyle = {},
): string {
  const optional =
    (size ? ` font-size="${size}"` : "") +
    (weight ? ` font-weight="${weight}"` : "") +
    (anchor === "end" ? ' text-anchor="end"' : "");
  return `<text x="${round(x)}" y="${round(y)}" fill="${fill}"${optional}>${escapeXml(content)}</text>`;
}

function pairs(entries: [string, string][], x: number, y: number): string[] {
  const gap = character * widest(entries.map(([name]) => name)) + 16;
  return entries.flatMap(([name, value], i) => [
    text(x, y + line * (i + 0.7), name, { fill: "#57606a" }),
    text(x + gap, y + line * (i + 0.7), clipped(value, 40)),
  ]);
}

function tableSvg(
  { columns, rows }: ResultTable,
  top: number,
): { svg: string; height: number; right: number } {
  const shown = rows.slice(0, mostRows);
  const parts: string[] = [];
  let x = margin;
  for (const column of columns) {
    const left = column.type === "text";
    const cells = formatColumn(
      column,
      shown.map((row) => row[column.name]),
    ).map((cell) => clipped(cell, 36));
    const heading = column.label ?? column.name;
    // Headings are bold, which is wider.
    const size = character * Math.max(1.08 * heading.length, ...cells.map((cell) => cell.length)) + 18;
    const at = left ? x : x + size - 18;
    const anchor = left ? "start" : "end";
    parts.push(text(at, top + 13, heading, { weight: 600, anchor }));
    cells.forEach((cell, i) => parts.push(text(at, top + 13 + line * (i + 1) + 5, cell, { anchor })));
    x += size;
  }
  const right = x - 18;
  const end = top + 13 + line * shown.length + 13;
  for (const y of [top - 4, top + 20, end]) {
    parts.push(
      `<line x1="${margin}" x2="${round(right)}" y1="${round(y)}" y2="${round(y)}" stroke="#57606a"/>`,
    );
  }
  let height = end - top;
  if (shown.length < rows.length) {
    height += line;
    parts.push(
      text(margin, top + height, `… and ${rows.length - shown.length} more rows`, { fill: "#57606a" }),
    );
  }
  return { svg: parts.join(""), height, right };
}

/** A chart that cannot be drawn (it may come from anywhere) is left out of the picture. */
async function chartSvg(spec: ChartSpec | undefined) {
  if (!spec) return null;
  try {
    const svg = await renderSvg(spec, { theme: "transparent" });
    const size = (name: string) => Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)![1]);
    return { svg, width: size("width"), height: size("height") };
  } catch {
    return null;
  }
}

const round = (value: number) => Math.round(value * 10) / 10;

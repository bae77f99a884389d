import { inspect } from "node:util";
import type { ResultDocument, ResultTable } from "../contract/index.js";
import { escapeXml } from "../charts/render-svg.js";
import { formatColumn } from "./format.js";
import { headingOf } from "./headings.js";
import { leadingTable } from "./leading.js";
import { jupyterDisplay, type MimeBundle } from "./mime.js";
import { mostRows, notesOf, summaryText } from "./summary-text.js";

/** A fit's summary: text on a terminal, an accessible table in a notebook. */
export interface Summary {
  /** The whole summary as aligned lines. */
  readonly text: string;
  toString(): string;
}

export function createSummary(document: ResultDocument): Summary {
  return new TextSummary(document);
}

class TextSummary implements Summary {
  readonly #document: ResultDocument;

  constructor(document: ResultDocument) {
    this.#document = document;
  }

  get text(): string {
    return summaryText(this.#document);
  }

  toString(): string {
    return this.text;
  }

  [inspect.custom](): string {
    return this.text;
  }

  [jupyterDisplay](): MimeBundle {
    return { "text/html": summaryHtml(this.#document), "text/plain": this.text };
  }
}

function summaryHtml(document: ResultDocument): string {
  const { title, setup, statistics } = headingOf(document);
  const facts = Array.from({ length: Math.max(setup.length, statistics.length) }, (_, i) => {
    const pair = (entry: [string, string] | undefined) =>
      entry
        ? `<th scope="row" style="text-align:left">${escapeXml(entry[0])}</th><td style="text-align:left">${escapeXml(entry[1])}</td>`
        : "<td></td><td></td>";
    return `<tr>${pair(setup[i])}${pair(statistics[i])}</tr>`;
  });
  const leading = leadingTable(document);
  const notes = notesOf(document, leading?.name);
  return [
    `<table><caption>${escapeXml(title)}</caption><tbody>${facts.join("")}</tbody></table>`,
    ...(leading ? [htmlTable(leading.table)] : []),
    ...(notes.length > 0 ? [`<ol>${notes.map((note) => `<li>${escapeXml(note)}</li>`).join("")}</ol>`] : []),
  ].join("\n");
}

/** A table with headings a screen reader announces; every value is escaped. */
export function htmlTable({ title, columns, rows }: ResultTable): string {
  const shown = rows.slice(0, mostRows);
  const texts = columns.map((column) =>
    formatColumn(
      column,
      shown.map((row) => row[column.name]),
    ),
  );
  const align = columns.map(({ type }) => `style="text-align:${type === "text" ? "left" : "right"}"`);
  const head = columns.map(
    ({ name, label }, c) => `<th scope="col" ${align[c]}>${escapeXml(label ?? name)}</th>`,
  );
  const body = shown.map((_, r) => {
    const cells = columns.map(({ type }, c) => {
      const text = escapeXml(texts[c]![r]!);
      return c === 0 && type === "text"
        ? `<th scope="row" ${align[c]}>${text}</th>`
        : `<td ${align[c]}>${text}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  const caption = title ? `<caption>${escapeXml(title)}</caption>` : "";
  const more = shown.length < rows.length ? `<p>… and ${rows.length - shown.length} more rows</p>` : "";
  return `<table>${caption}<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>${more}`;
}

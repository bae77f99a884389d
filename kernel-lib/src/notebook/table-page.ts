import { inspect } from "node:util";
import { escapeXml } from "../charts/render-svg.js";
import { printable, type ResultTable } from "../contract/index.js";
import { type Displayable, jupyterDisplay } from "./mime.js";
import { htmlTable } from "./summary.js";
import { mostRows, textTable } from "./summary-text.js";

/** Something that reads as a few tables: aligned text on a terminal, accessible tables in a notebook. */
export interface TablePage {
  toString(): string;
}

/** A page of tables, each with its title and numbered notes, and notes on the whole. */
export function tablePage(
  tables: readonly ResultTable[],
  notes: readonly string[] = [],
): TablePage & Displayable {
  const notesOf = (table: ResultTable) => table.notes ?? [];
  const text = () =>
    [
      ...tables.flatMap((table) => [
        ...(table.title ? [printable(table.title)] : []),
        ...textTable(table, { most: mostRows }),
        ...notesOf(table).map(printable),
        "",
      ]),
      ...notes.map(printable),
    ]
      .join("\n")
      .trimEnd();
  const html = () =>
    [
      ...tables.flatMap((table) => [
        htmlTable(table),
        ...notesOf(table).map((note) => `<p>${escapeXml(note)}</p>`),
      ]),
      ...notes.map((note) => `<p>${escapeXml(note)}</p>`),
    ].join("\n");
  // Not enumerable, so that a page can be spread and saved as the numbers it holds.
  return Object.defineProperties({} as TablePage & Displayable, {
    toString: { value: text },
    [inspect.custom]: { value: text },
    [jupyterDisplay]: { value: () => ({ "text/html": html(), "text/plain": text() }) },
  });
}

import { printable, type ResultDocument, type ResultTable } from "../contract/index.js";
import { formatColumn } from "./format.js";
import { headingOf } from "./headings.js";
import { leadingTable } from "./leading.js";

const longestName = 36;

/** Rows of a table that a summary prints; the document holds them all. */
export const mostRows = 200;

/**
 * A result document as the text of a statistics program: title, two columns of facts, the coefficient table
 * and numbered notes. Every number in it is a field of the document.
 */
export function summaryText(document: ResultDocument): string {
  const { title, setup, statistics } = headingOf(document);
  const leading = leadingTable(document);
  const table = leading ? textTable(narrowed(leading.table), { most: mostRows }) : [];
  const inner = Math.max(60, title.length, widest(table));
  const facts = twoColumns(setup, statistics, inner);
  const width = Math.max(inner, widest(facts));

  const notes = notesOf(document, leading?.name);
  return [
    centred(title, width),
    "=".repeat(width),
    ...facts,
    "=".repeat(width),
    ...(table.length > 0 ? [table[0]!, "-".repeat(width), ...table.slice(1), "=".repeat(width)] : []),
    ...(notes.length > 0 ? ["Notes:", ...notes.flatMap((note, i) => wrap(`[${i + 1}] ${note}`, width))] : []),
  ]
    .map((line) => printable(line).trimEnd())
    .join("\n");
}

/**
 * A coefficient table without intervals that break the line: those of the ratios, which repeat the others. Of a risk
 * terrain model the ratios are what is read, and the bootstrap's intervals rather than those given the selection.
 */
export function narrowed(table: ResultTable): ResultTable {
  const has = (wanted: string) => table.columns.some(({ name }) => name === wanted);
  const omitted = [
    ...(has("set") ? ["lower", "upper"] : []),
    ...(has("set") && !has("bootstrapLower") ? [] : ["ratioLower", "ratioUpper"]),
  ];
  return { ...table, columns: table.columns.filter(({ name }) => !omitted.includes(name)) };
}

/** What a reader must know beside the numbers: the status, the table's own notes, every warning. */
export function notesOf(document: ResultDocument, table?: string): string[] {
  const status = {
    converged: [],
    stopped: ["The fit stopped at a limit before it converged; do not rely on these numbers."],
    interrupted: ["The fit was interrupted; these are the estimates it had reached."],
  }[document.status];
  const own = table === undefined ? [] : (document.tables[table]?.notes ?? []);
  return [...status, ...own, ...document.warnings.map(({ message }) => message)];
}

/** A table as aligned lines, the heading first: text to the left, numbers to the right. */
export function textTable(
  { columns, rows }: ResultTable,
  { most = Infinity }: { most?: number } = {},
): string[] {
  const shown = rows.slice(0, most);
  const cells = columns.map((column) => {
    const body = formatColumn(
      column,
      shown.map((row) => row[column.name]),
    );
    const left = column.type === "text";
    const all = [column.label ?? column.name, ...body].map((text) => clipped(text, longestName));
    const width = widest(all);
    return all.map((text) => (left ? text.padEnd(width) : text.padStart(width)));
  });
  const lines = Array.from({ length: shown.length + 1 }, (_, i) =>
    printable(cells.map((column) => column[i]).join("  ")).trimEnd(),
  );
  if (shown.length < rows.length) lines.push(`… and ${rows.length - shown.length} more rows`);
  return lines;
}

/** Labelled values in two columns, the left at the left edge and the right, when it fits, at the right one. */
function twoColumns(left: [string, string][], right: [string, string][], width: number): string[] {
  const [first, second] = [left, right].map((pairs) => {
    const label = widest(pairs.map(([name]) => name)) + 1;
    const value = widest(pairs.map(([, text]) => text));
    const lines = pairs.map(([name, text]) => `${`${name}:`.padEnd(label)} ${text.padStart(value)}`);
    return { lines, width: label + 1 + value };
  });
  const gap = " ".repeat(Math.max(3, width - first!.width - second!.width));
  return Array.from(
    { length: Math.max(left.length, right.length) },
    (_, i) => `${(first!.lines[i] ?? "").padEnd(first!.width)}${gap}${second!.lines[i] ?? ""}`,
  );
}

/** Lines no longer than `width`, later ones indented below the text of a numbered first. */
export function wrap(text: string, width: number): string[] {
  const indent = " ".repeat(/^\[\d+\] /.exec(text)?.[0].length ?? 0);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Length of the longest; a call with every length as an argument fails for a hundred thousand of them. */
export const widest = (texts: readonly string[]): number =>
  texts.reduce((most, { length }) => Math.max(most, length), 0);

const centred = (text: string, width: number) =>
  " ".repeat(Math.max(0, Math.floor((width - text.length) / 2))) + text;

export const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

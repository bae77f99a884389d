import { printable } from "../contract/index.js";

/** The part of Arquero's tables that a preview needs; any copy of Arquero will do. */
export interface ColumnTableLike {
  numRows(): number;
  columnNames(): string[];
  get(column: string, row: number): unknown;
}

const rowsShown = 10;
const columnsShown = 20;

export function isColumnTable(value: unknown): value is ColumnTableLike {
  const table = value as Partial<Record<keyof ColumnTableLike, unknown>> | null;
  return (
    typeof table === "object" &&
    table !== null &&
    [table.numRows, table.columnNames, table.get].every((method) => typeof method === "function")
  );
}

/** `1,000 rows × 3 columns`, then the first rows with the numbers to the right. */
export function tableAsText(table: ColumnTableLike): string {
  const { columns, rows } = preview(table);
  const texts = columns.map(({ name, numeric, values }) => {
    const cells = [name, ...values];
    const width = Math.max(...cells.map((cell) => cell.length));
    return cells.map((cell) => (numeric ? cell.padStart(width) : cell.padEnd(width)));
  });
  const lines = Array.from({ length: rows + 1 }, (_, i) =>
    texts
      .map((cells) => cells[i])
      .join("  ")
      .trimEnd(),
  );
  return [caption(table), "", ...lines, ...more(table)].join("\n");
}

/** The same as a table that a screen reader can walk: caption, column heads with scope. */
export function tableAsHtml(table: ColumnTableLike): string {
  const { columns, rows } = preview(table);
  const style = (numeric: boolean) => ` style="text-align: ${numeric ? "right" : "left"}"`;
  const head = columns.map(({ name, numeric }) => `<th scope="col"${style(numeric)}>${escape(name)}</th>`);
  const body = Array.from({ length: rows }, (_, i) => {
    const cells = columns.map(({ values, numeric }) => `<td${style(numeric)}>${escape(values[i]!)}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  return [
    `<table><caption>${caption(table)}</caption>`,
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${body.join("\n")}</tbody></table>`,
    ...more(table).map((line) => `<p>${line}</p>`),
  ].join("\n");
}

interface PreviewColumn {
  name: string;
  numeric: boolean;
  values: string[];
}

function preview(table: ColumnTableLike): { columns: PreviewColumn[]; rows: number } {
  const rows = Math.min(table.numRows(), rowsShown);
  const columns = table
    .columnNames()
    .slice(0, columnsShown)
    .map((name) => {
      const values = Array.from({ length: rows }, (_, row) => table.get(name, row));
      const numeric = values.some((value) => typeof value === "number" || typeof value === "bigint");
      return { name, numeric, values: values.map(cellText) };
    });
  return { columns, rows };
}

function caption(table: ColumnTableLike): string {
  const rows = table.numRows();
  const columns = table.columnNames().length;
  return `${count(rows, "row")} × ${count(columns, "column")}`;
}

function more(table: ColumnTableLike): string[] {
  const rows = table.numRows() - rowsShown;
  const columns = table.columnNames().length - columnsShown;
  const parts = [
    ...(rows > 0 ? [count(rows, "more row")] : []),
    ...(columns > 0 ? [count(columns, "more column")] : []),
  ];
  return parts.length > 0 ? [`… ${parts.join(" and ")}`] : [];
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number")
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "" : value.toISOString().replace("T00:00:00.000Z", "");
  if (typeof value === "object") return JSON.stringify(value);
  return printable(String(value).replace(/\s+/g, " "));
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
}

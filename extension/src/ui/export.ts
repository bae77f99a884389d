import type { Cell, ResultTable } from "quetelet/contract";

/** A table as comma-separated values (RFC 4180) with raw numbers. */
export function toCsv(table: ResultTable): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return lines(table, ",", quote, "\r\n");
}

/** A table as tab-separated values with raw numbers: what spreadsheets take from the clipboard. */
export function toTsv(table: ResultTable): string {
  return lines(table, "\t", (text) => text.replace(/[\t\r\n]+/g, " "), "\n");
}

function lines(table: ResultTable, separator: string, quote: (text: string) => string, end: string): string {
  const heading = table.columns.map((column) => quote(disarm(column.name))).join(separator);
  const rows = table.rows.map((row) =>
    table.columns.map((column) => quote(print(row[column.name]))).join(separator),
  );
  return [heading, ...rows].join(end) + end;
}

function print(value: Cell | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? disarm(value) : String(value);
}

/**
 * Spreadsheets run text that begins with one of these as a formula, and the document may be a stranger's
 * (OWASP, “CSV injection”). Numbers are not text and stay as they are.
 */
function disarm(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** A name for a saved file, made of what every file system takes. */
export function fileName(parts: readonly string[], ending: string): string {
  const stem = parts
    .join("-")
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80)
    .toLowerCase();
  return `${stem || "result"}.${ending}`;
}

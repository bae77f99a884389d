import type { Cell, DetailColumns, ResultTable } from "quetelet/contract";

// Tables and details may come from a stranger: what is not of the kind expected is taken as missing.

type Row = Record<string, Cell>;

export function numberIn(row: Row | undefined, name: string): number | null {
  const value = row && Object.hasOwn(row, name) ? row[name] : null;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function textIn(row: Row | undefined, name: string): string | null {
  const value = row && Object.hasOwn(row, name) ? row[name] : null;
  return typeof value === "string" ? value : null;
}

export function hasColumn(table: ResultTable | undefined, name: string): boolean {
  return table?.columns.some((column) => column.name === name) ?? false;
}

/** A column of details as numbers; what is none is null. Empty where the column is not there. */
export function numbersOf(details: DetailColumns | undefined, name: string): (number | null)[] {
  const column = details && Object.hasOwn(details, name) ? details[name]! : [];
  return column.map((value) => (typeof value === "number" && Number.isFinite(value) ? value : null));
}

export function textsOf(details: DetailColumns | undefined, name: string): (string | null)[] {
  const column = details && Object.hasOwn(details, name) ? details[name]! : [];
  return column.map((value) => (typeof value === "string" ? value : null));
}

/** A field of the config, which says no more than what the document's writer put there. */
export function configField(config: unknown, name: string): unknown {
  return typeof config === "object" && config !== null && Object.hasOwn(config, name)
    ? (config as Record<string, unknown>)[name]
    : undefined;
}

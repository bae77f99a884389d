import type { Cell } from "quetelet/contract";

export interface Sort {
  column: string;
  direction: "ascending" | "descending";
}

type Row = Record<string, Cell>;

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The rows in order of one column; ties keep the document's order and missing values always come last. */
export function sortRows(rows: readonly Row[], sort: Sort | null): readonly Row[] {
  if (sort === null) return rows;
  const sign = sort.direction === "ascending" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const left = a[sort.column] ?? null;
    const right = b[sort.column] ?? null;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * compare(left, right);
  });
}

/** What a press on a heading does: ascending, then descending, then the document's own order. */
export function nextSort(current: Sort | null, column: string): Sort | null {
  if (current?.column !== column) return { column, direction: "ascending" };
  return current.direction === "ascending" ? { column, direction: "descending" } : null;
}

function compare(left: Cell, right: Cell): number {
  if (typeof left === "string" || typeof right === "string") {
    return collator.compare(String(left), String(right));
  }
  return Number(left) - Number(right);
}

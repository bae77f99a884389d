import type { ColumnDescription, TableDescription } from "quetelet/contract";

const missing = new Set(["", "NA", "NaN", "nan", "null", "NULL"]);
/** Not `007` nor whole numbers that doubles cannot hold: those are identifiers. */
const number = /^\s*[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const date = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const boolean = /^(?:true|True|TRUE|false|False|FALSE)$/;

const countedValues = 1000;
const shownLevels = 50;

/** What a kernel's `describe` would say of a file, from its fields as text: the same types, the same missing values. */
export function describeRows(names: readonly string[], rows: readonly string[][]): TableDescription {
  return { rows: rows.length, columns: names.map((name, at) => describeColumn(name, at, rows)) };
}

function describeColumn(name: string, at: number, rows: readonly string[][]): ColumnDescription {
  const counts = new Map<string, number>();
  let absent = 0;
  for (const row of rows) {
    const text = row[at] ?? "";
    if (missing.has(text)) absent++;
    else counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const texts = [...counts.keys()];
  const kind = kindOf(texts);
  const base = { name, kind, missing: absent, min: null, max: null, whole: false };
  const few = counts.size <= countedValues;
  const levels = few
    ? [...counts]
        .sort(([, a], [, b]) => b - a)
        .slice(0, shownLevels)
        .map(([text]) => text)
    : [];
  if (kind !== "number") return { ...base, distinct: few ? counts.size : null, levels };
  let min = Infinity;
  let max = -Infinity;
  let whole = true;
  for (const text of texts) {
    const value = Number(text);
    min = Math.min(min, value);
    max = Math.max(max, value);
    whole &&= Number.isInteger(value);
  }
  const none = texts.length === 0;
  return {
    ...base,
    distinct: few ? counts.size : null,
    levels,
    min: none ? null : min,
    max: none ? null : max,
    whole: whole && !none,
  };
}

function kindOf(texts: readonly string[]): ColumnDescription["kind"] {
  if (texts.every(isNumber)) return "number";
  if (texts.every((text) => boolean.test(text))) return "boolean";
  return texts.every((text) => date.test(text)) ? "date" : "text";
}

function isNumber(text: string): boolean {
  if (!number.test(text)) return false;
  return /[.eE]/.test(text) || Number.isSafeInteger(Number(text));
}

/** Those of `columns` that have more than one value within some value of `id`; what is missing does not count. */
export function varyingColumns(
  { names, rows }: { names: readonly string[]; rows: readonly string[][] },
  { id, columns }: { id: string; columns: readonly string[] },
): string[] {
  const idAt = names.indexOf(id);
  return columns.filter((column) => {
    const at = names.indexOf(column);
    if (at < 0 || idAt < 0) return false;
    const first = new Map<string, string>();
    return rows.some((row) => {
      const value = row[at] ?? "";
      if (missing.has(value)) return false;
      const known = first.get(row[idAt] ?? "");
      if (known === undefined) first.set(row[idAt] ?? "", value);
      return known !== undefined && known !== value;
    });
  });
}

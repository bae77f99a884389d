import { InputError } from "../../contract/index.js";

/** Rows put into groups, by one column or by several together. */
export interface GroupSet {
  /** The columns. */
  by: string[];
  /** Which group each row is in. */
  codes: Int32Array;
  /** Level of each column, for each group that has rows; sorted. */
  levels: string[][];
  /** Rows in each group. */
  rows: number[];
}

/** The groups of each column, and those of all columns together where there are several. */
export function groupSets(
  where: string,
  columns: readonly (readonly string[])[],
  names: readonly string[],
  rows: number,
): GroupSet[] {
  if (names.length !== columns.length) {
    throw new InputError(
      `${where}: there are ${columns.length} columns in 'groups' but ${names.length} names`,
    );
  }
  columns.forEach((column, index) => {
    if (column.length === rows) return;
    throw new InputError(
      `${where}: 'groups' column '${names[index]}' has ${column.length} rows, not ${rows}`,
    );
  });
  const single = columns.map((column, index) => groupsOf([column], [names[index]!], rows));
  return columns.length > 1 ? [...single, groupsOf(columns, names, rows)] : single;
}

function groupsOf(columns: readonly (readonly string[])[], names: readonly string[], rows: number): GroupSet {
  const found = new Map<string, { levels: string[]; code: number; rows: number }>();
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const levels = columns.map((column) => column[row]!);
    const key = JSON.stringify(levels);
    let group = found.get(key);
    if (!group) found.set(key, (group = { levels, code: found.size, rows: 0 }));
    codes[row] = group.code;
    group.rows++;
  }
  const sorted = [...found.values()].sort((a, b) => compare(a.levels, b.levels));
  const place = new Int32Array(sorted.length);
  sorted.forEach(({ code }, index) => (place[code] = index));
  return {
    by: [...names],
    codes: codes.map((code) => place[code]!),
    levels: sorted.map(({ levels }) => levels),
    rows: sorted.map((group) => group.rows),
  };
}

/** All rows as one group. */
export const everyone = (rows: number): GroupSet => ({
  by: [],
  codes: new Int32Array(rows),
  levels: [[]],
  rows: [rows],
});

/** By code units, so that the order does not depend on the locale. */
function compare(a: string[], b: string[]): number {
  const at = a.findIndex((level, index) => level !== b[index]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

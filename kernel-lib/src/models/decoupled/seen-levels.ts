import type { Table } from "../../data/table.js";

/** Levels of the text features that a model was trained on, by column. */
export type SeenLevels = { [column: string]: string[] };

export function seenLevels(table: Table, features: readonly string[]): SeenLevels {
  const seen: [string, string[]][] = features.flatMap((name) => {
    const column = table.column(name);
    if (column?.kind !== "text") return [];
    const used = new Uint8Array(column.levels.length);
    for (const code of column.codes) if (code >= 0) used[code] = 1;
    return [[name, column.levels.filter((_, code) => used[code])]];
  });
  return Object.fromEntries(seen);
}

/** For each row the features whose text the model never saw; null where it saw them all. */
export function unseenLevels(seen: SeenLevels, table: Table): (string[] | null)[] {
  const unseen = new Array<string[] | null>(table.rows).fill(null);
  for (const [name, levels] of Object.entries(seen)) {
    const column = table.column(name);
    if (column?.kind !== "text") continue;
    const known = new Set(levels);
    const isNew = column.levels.map((level) => !known.has(level));
    column.codes.forEach((code, row) => {
      if (code >= 0 && isNew[code]) (unseen[row] ??= []).push(name);
    });
  }
  return unseen;
}

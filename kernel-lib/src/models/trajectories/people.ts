import { InputError } from "../../contract/index.js";
import type { Table } from "../../data/table.js";

/** The persons of a long table and the rows of each, in order of time. */
export interface People {
  /** Persons as text, in order of their first row. */
  ids: string[];
  /** Rows of the table, person after person, each person's in order of time. */
  order: Int32Array;
  /** Rows of person i are order[personRows[i]] … order[personRows[i + 1] − 1]. */
  personRows: Int32Array;
}

/**
 * Gathers the rows of each person.
 * @param skip Rows to leave out (1).
 * @throws InputError when a person has two rows at the same time.
 */
export function readPeople(
  table: Table,
  {
    id,
    time,
    times,
    skip,
    where,
  }: { id: string; time: string; times: Float64Array; skip: Uint8Array | null; where: string },
): People {
  const { codes, label } = readIds(table, id, where);
  const personOfCode = new Map<number, number>();
  const ids: string[] = [];
  const personOfRow = new Int32Array(table.rows).fill(-1);
  const counts: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (skip?.[row]) continue;
    let person = personOfCode.get(codes[row]!);
    if (person === undefined) {
      person = ids.push(label(row)) - 1;
      personOfCode.set(codes[row]!, person);
      counts.push(0);
    }
    personOfRow[row] = person;
    counts[person]!++;
  }
  const personRows = new Int32Array(ids.length + 1);
  counts.forEach((count, i) => (personRows[i + 1] = personRows[i]! + count));
  const order = new Int32Array(personRows[ids.length]!);
  const next = personRows.slice();
  personOfRow.forEach((person, row) => {
    if (person >= 0) order[next[person]!++] = row;
  });
  for (let i = 0; i < ids.length; i++) {
    const own = order.subarray(personRows[i]!, personRows[i + 1]!);
    own.sort((a, b) => times[a]! - times[b]! || a - b);
    for (let k = 1; k < own.length; k++) {
      if (times[own[k]!] !== times[own[k - 1]!]) continue;
      throw new InputError(
        `${where}: '${id}' ${ids[i]} has two rows at '${time}' ${times[own[k]!]} (rows ${own[k - 1]! + 1} and ${own[k]! + 1}); a person has one row a time`,
      );
    }
  }
  return { ids, order, personRows };
}

function readIds(
  table: Table,
  id: string,
  where: string,
): { codes: ArrayLike<number>; label: (row: number) => string } {
  const column = table.column(id)!;
  if (column.kind === "text")
    return { codes: column.codes, label: (row) => column.levels[column.codes[row]!]! };
  if (column.kind === "date")
    throw new InputError(`${where}: 'id' cannot use column '${id}', which holds dates`);
  return { codes: column.values, label: (row) => String(column.values[row]) };
}

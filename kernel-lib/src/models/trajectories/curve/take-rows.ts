import type { CurveRows } from "./rows.js";

/** The rows of some persons, in the order given, repetition allowed. */
export function takeRows(rows: CurveRows, persons: Int32Array): CurveRows {
  const personRows = new Int32Array(persons.length + 1);
  persons.forEach((person, i) => {
    personRows[i + 1] = personRows[i]! + rows.personRows[person + 1]! - rows.personRows[person]!;
  });
  const from = new Int32Array(personRows[persons.length]!);
  persons.forEach((person, i) => {
    for (let k = personRows[i]!, row = rows.personRows[person]!; k < personRows[i + 1]!; k++) from[k] = row++;
  });
  return {
    persons: persons.length,
    personRows,
    response: Float64Array.from(from, (row) => rows.response[row]!),
    trials: rows.trials && Float64Array.from(from, (row) => rows.trials![row]!),
    designOfRow: Int32Array.from(from, (row) => rows.designOfRow[row]!),
  };
}

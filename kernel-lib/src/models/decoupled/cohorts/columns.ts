import { InputError } from "../../../contract/index.js";
import { columnOf } from "../../../data/design/numbers.js";
import type { Table } from "../../../data/table.js";
import { readerOf } from "./definition.js";
import type { CohortRecipe, Level } from "./recipe.js";

const MOST_COHORTS = 1000;

/**
 * A cohort for every observed combination of the columns' values, a missing value being a level of its own. They
 * stand in ascending order, the first column's values running slowest, missing values last.
 * @throws InputError when a column is absent or named twice, or when there are more combinations than 1,000.
 */
export function cohortsOfColumns(table: Table, names: readonly string[], where: string): CohortRecipe {
  const field = "cohorts.columns";
  if (names.length === 0) throw new InputError(`${where}: '${field}' is empty; name at least one column`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new InputError(`${where}: '${field}' names column '${twice}' twice`);
  const columns = names.map((name) => columnOf(table, name, { where, field }));
  const readers = columns.map(readerOf);
  const found = new Map<string, Level[]>();
  for (let row = 0; row < table.rows; row++) {
    const levels = readers.map((read) => read(row));
    const key = JSON.stringify(levels);
    if (!found.has(key)) found.set(key, levels);
    if (found.size > MOST_COHORTS) {
      throw new InputError(
        `${where}: '${field}' makes more than ${MOST_COHORTS} cohorts of ${names.map((name) => `'${name}'`).join(", ")}; cut numbers into ranges with 'cohorts.definitions'`,
      );
    }
  }
  const combinations = [...found.values()].sort(inOrder);
  const used = new Set<string>();
  const nameOf = (levels: Level[]): string => {
    const short = levels.map((level, c) => label(level, names[c]!)).join(" · ");
    const name = used.has(short)
      ? levels.map((level, c) => `${names[c]!} = ${JSON.stringify(level)}`).join(" · ")
      : short;
    used.add(name);
    return name;
  };
  return {
    kind: "columns",
    columns: [...names],
    cohorts: combinations.map((levels) => ({ name: nameOf(levels), combinations: [levels] })),
  };
}

function inOrder(a: Level[], b: Level[]): number {
  const differs = a.findIndex((level, c) => level !== b[c]);
  if (differs < 0) return 0;
  const [left, right] = [a[differs]!, b[differs]!];
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}

/** Text speaks for itself; a number needs its column's name. */
function label(level: Level, column: string): string {
  if (level === null) return `${column} missing`;
  return typeof level === "number" ? `${column} = ${level}` : level;
}

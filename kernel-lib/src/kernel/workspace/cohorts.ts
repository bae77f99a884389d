import { type CohortDefinition, InputError, type WorkspaceQuestions } from "../../contract/index.js";
import { asTable, type TableLike } from "../../data/as-table.js";
import type { Table } from "../../data/table.js";
import { assignCohorts } from "../../models/decoupled/cohorts/assign.js";
import { cohortsOfColumns } from "../../models/decoupled/cohorts/columns.js";
import {
  checkDefinition,
  type CohortTest,
  compileDefinition,
} from "../../models/decoupled/cohorts/definition.js";
import type { Breathe } from "./describe.js";

type Answer = WorkspaceQuestions["cohorts"]["answer"];
type Asked = WorkspaceQuestions["cohorts"]["ask"]["cohorts"];

const where = "cohorts";
const rowsATurn = 50_000;

/** Rows in each cohort, as the decoupled model itself would read them. */
export async function countCohorts(like: TableLike, asked: Asked, breathe: Breathe): Promise<Answer> {
  const table = asTable(like, where);
  if ("columns" in asked) return ofColumns(table, asked.columns);
  return ofDefinitions(table, Object.entries(asked.definitions), breathe);
}

function ofColumns(table: Table, columns: readonly string[]): Answer {
  const recipe = cohortsOfColumns(table, columns, where);
  const counts = new Array<number>(recipe.cohorts.length).fill(0);
  for (const cohort of assignCohorts(recipe, table, { where })) counts[cohort]!++;
  return {
    rows: Object.fromEntries(recipe.cohorts.map(({ name }, k) => [name, counts[k]!])),
    none: 0,
    several: 0,
  };
}

async function ofDefinitions(
  table: Table,
  definitions: [string, CohortDefinition | null][],
  breathe: Breathe,
): Promise<Answer> {
  const read = definitions.map(([name, definition], index) =>
    readDefinition(table, name, definition, index === definitions.length - 1),
  );
  const counts = read.map(() => 0);
  const rest = read.indexOf(null);
  let none = 0;
  let several = 0;
  for (let row = 0; row < table.rows; row++) {
    let found = 0;
    for (const [k, test] of read.entries()) {
      if (typeof test !== "function" || !test(row)) continue;
      found++;
      counts[k]!++;
    }
    if (found > 1) several++;
    if (found === 0 && rest >= 0) counts[rest]!++;
    else if (found === 0) none++;
    if (row % rowsATurn === 0) await breathe();
  }
  const rows = definitions.map(([name], k) => {
    const one = read[k];
    return [name, typeof one === "string" ? one : counts[k]!] as const;
  });
  return { rows: Object.fromEntries(rows), none, several };
}

/** The test of a definition; null for all the rest; a sentence where it cannot be read. */
function readDefinition(
  table: Table,
  name: string,
  definition: CohortDefinition | null,
  last: boolean,
): CohortTest | string | null {
  const place = { where, field: name };
  try {
    if (definition === null) {
      if (last) return null;
      throw new InputError(`${where}: '${name}' stands for all the rest, so it must be the last cohort`);
    }
    checkDefinition(definition, place);
    return compileDefinition(definition, table, place);
  } catch (error) {
    return (error as Error).message.replace(/^cohorts: /, "");
  }
}

import { InputError } from "../../../contract/index.js";
import { columnOf } from "../../../data/design/numbers.js";
import type { Table } from "../../../data/table.js";
import { type CohortTest, compileDefinition, definitionColumns, readerOf } from "./definition.js";
import type { CohortRecipe, Level } from "./recipe.js";

/** Columns that tell a row's cohort. */
export function cohortColumns(recipe: CohortRecipe): string[] {
  if (recipe.kind === "columns") return recipe.columns;
  return [
    ...new Set(recipe.cohorts.flatMap(({ definition }) => (definition ? definitionColumns(definition) : []))),
  ];
}

/**
 * The number of each row's cohort.
 * @param options.rowOf A row's place in the table that messages speak of. Default: its place in this one.
 * @throws InputError when a row is in two cohorts, or in none, naming the row and the cohorts.
 */
export function assignCohorts(
  recipe: CohortRecipe,
  table: Table,
  { where, rowOf = (row) => row }: { where: string; rowOf?: (row: number) => number },
): Int32Array {
  const find =
    recipe.kind === "columns" ? byColumns(recipe, table, where) : byDefinitions(recipe, table, where);
  const cohort = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const [first, second] = find(row);
    const refuse = (text: string) => new InputError(`${where}: row ${rowOf(row) + 1} is in ${text}`);
    if (first === undefined) throw refuse(`no cohort: ${describeRow(recipe, table, row)}`);
    if (second !== undefined) {
      throw refuse(`two cohorts, '${recipe.cohorts[first]!.name}' and '${recipe.cohorts[second]!.name}'`);
    }
    cohort[row] = first;
  }
  return cohort;
}

type Find = (row: number) => number[];

function byColumns(recipe: CohortRecipe & { kind: "columns" }, table: Table, where: string): Find {
  const readers = recipe.columns.map((name) =>
    readerOf(columnOf(table, name, { where, field: "cohorts.columns" })),
  );
  const found = new Map<string, number[]>();
  recipe.cohorts.forEach(({ combinations }, cohort) => {
    for (const levels of combinations) found.set(JSON.stringify(levels), [cohort]);
  });
  return (row) => found.get(JSON.stringify(readers.map((read) => read(row)))) ?? [];
}

function byDefinitions(recipe: CohortRecipe & { kind: "definitions" }, table: Table, where: string): Find {
  const tests = recipe.cohorts.map(
    ({ name, definition }): CohortTest | null =>
      definition && compileDefinition(definition, table, { where, field: `cohorts.definitions.${name}` }),
  );
  const rest = tests.indexOf(null);
  return (row) => {
    const cohorts = tests.flatMap((test, cohort) => (test?.(row) ? [cohort] : []));
    return cohorts.length === 0 && rest >= 0 ? [rest] : cohorts;
  };
}

function describeRow(recipe: CohortRecipe, table: Table, row: number): string {
  const value = (name: string): Level => readerOf(table.column(name)!)(row);
  const parts = cohortColumns(recipe).map((name) => {
    const level = value(name);
    return `'${name}' is ${level === null ? "missing" : typeof level === "string" ? `'${level.slice(0, 40)}'` : level}`;
  });
  const names = recipe.cohorts.slice(0, 5).map(({ name }) => `'${name}'`);
  const more = recipe.cohorts.length > 5 ? ", …" : "";
  return `${parts.join(", ")}; the cohorts are ${names.join(", ")}${more}`;
}

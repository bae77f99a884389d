import { type CohortDefinition, type CohortValue, InputError, show } from "../../../contract/index.js";
import { columnOf } from "../../../data/design/numbers.js";
import type { Column, Table } from "../../../data/table.js";

/** Function and field that messages name. */
export interface Place {
  where: string;
  field: string;
}

/** Whether a row meets a definition. */
export type CohortTest = (row: number) => boolean;

const operators = ["==", "!=", ">", ">=", "<", "<=", "range"];

/** Names of the columns that a definition reads, each once. */
export function definitionColumns(definition: CohortDefinition): string[] {
  if (isCondition(definition)) return [definition[0]];
  const clauses = (definition as unknown[]).filter((part): part is CohortDefinition => Array.isArray(part));
  return [...new Set(clauses.flatMap(definitionColumns))];
}

/**
 * Refuses a definition that is not of the form: `[column, operator, value]`, or such conditions and nested clauses
 * joined by `and` or `or`.
 * @throws InputError
 */
export function checkDefinition(definition: unknown, place: Place): asserts definition is CohortDefinition {
  const refuse = (text: string) => new InputError(`${place.where}: '${place.field}' ${text}`);
  if (!Array.isArray(definition) || definition.length === 0) {
    throw refuse(`needs conditions such as ["age", ">", 40], got ${show(definition)}`);
  }
  if (isCondition(definition)) return checkCondition(definition, refuse);
  definition.forEach((part: unknown, index) => {
    const isClause = index % 2 === 0;
    if (isClause && Array.isArray(part)) return checkDefinition(part, place);
    if (!isClause && (part === "and" || part === "or")) return;
    throw refuse(
      isClause
        ? `needs a condition such as ["age", ">", 40] at place ${index + 1}, got ${show(part)}`
        : `needs 'and' or 'or' between its conditions, got ${show(part)}`,
    );
  });
  if (definition.length % 2 === 0) {
    throw refuse(`ends with '${String(definition.at(-1))}'; a condition must follow it`);
  }
}

// A condition begins with a column's name; anything else begins with a clause.
const isCondition = (part: unknown): part is [string, string, unknown] =>
  Array.isArray(part) && typeof part[0] === "string";

function checkCondition(condition: unknown[], refuse: (text: string) => InputError): void {
  const [, operator, value] = condition;
  if (condition.length !== 3) {
    throw refuse(`has a condition that is not [column, operator, value]: ${show(condition)}`);
  }
  if (!operators.includes(operator as string)) {
    throw refuse(`has an unknown operator ${show(operator)}; operators are ${operators.join(", ")}`);
  }
  const isValue = (one: unknown) =>
    one === null ||
    ["string", "boolean"].includes(typeof one) ||
    (typeof one === "number" && !Number.isNaN(one));
  if (operator === "range") {
    const [low, high] = Array.isArray(value) ? (value as unknown[]) : [];
    const isPair = Array.isArray(value) && value.length === 2 && typeof low === typeof high;
    if (!isPair || !(typeof low === "number" || typeof low === "string")) {
      throw refuse(`needs [low, high] after 'range', got ${show(value)}`);
    }
    if ((low as number) > (high as number))
      throw refuse(`has a range that ends before it begins: ${show(value)}`);
    return;
  }
  if (Array.isArray(value)) {
    const listed = operator === "==" || operator === "!=";
    if (!listed)
      throw refuse(
        `cannot compare with a list by '${operator as string}'; only '==', '!=' and 'range' take one`,
      );
    if (value.length === 0) throw refuse("compares with an empty list");
    if (value.every(isValue)) return;
  } else if (isValue(value)) {
    const ordered = operator !== "==" && operator !== "!=";
    if (ordered && (value === null || typeof value === "boolean")) {
      throw refuse(`cannot compare by '${operator as string}' with ${show(value)}`);
    }
    return;
  }
  throw refuse(
    `compares column '${String(condition[0])}' with ${show(value)}; values are numbers, text, booleans or null`,
  );
}

/**
 * The test of a definition on a table's rows. A missing value meets no comparison but `!=` and `== null`.
 * @throws InputError when the table lacks a column, or a value cannot be compared with what the column holds.
 */
export function compileDefinition(definition: CohortDefinition, table: Table, place: Place): CohortTest {
  if (isCondition(definition)) return compileCondition(definition, table, place);
  // `or` of runs joined by `and`
  const parts = definition as (CohortDefinition | "and" | "or")[];
  const runs: CohortTest[][] = [[]];
  for (const part of parts) {
    if (part === "or") runs.push([]);
    else if (part !== "and") runs.at(-1)!.push(compileDefinition(part as CohortDefinition, table, place));
  }
  return (row) => runs.some((tests) => tests.every((test) => test(row)));
}

function compileCondition(
  [name, operator, value]: [string, string, unknown],
  table: Table,
  place: Place,
): CohortTest {
  const column = columnOf(table, name, place);
  const read = readerOf(column);
  if (operator === "==" || operator === "!=") {
    const values = (Array.isArray(value) ? value : [value]) as CohortValue[];
    const wanted = new Set(values.map((one) => comparable(one, column, { ...place, name, operator })));
    const isEqual: CohortTest = (row) => wanted.has(read(row));
    return operator === "==" ? isEqual : (row) => !isEqual(row);
  }
  if (column.kind === "text") {
    throw new InputError(
      `${place.where}: '${place.field}' compares by '${operator}', which needs numbers or dates, but column '${name}' holds text`,
    );
  }
  const bounds = (operator === "range" ? (value as CohortValue[]) : [value as CohortValue]).map(
    (one) => comparable(one, column, { ...place, name, operator }) as number,
  );
  const { values } = column;
  const [bound, high] = bounds as [number, number];
  // NaN, a missing value, meets none of these.
  switch (operator) {
    case ">":
      return (row) => values[row]! > bound;
    case ">=":
      return (row) => values[row]! >= bound;
    case "<":
      return (row) => values[row]! < bound;
    case "<=":
      return (row) => values[row]! <= bound;
    default:
      return (row) => values[row]! >= bound && values[row]! <= high;
  }
}

/** A row's value; null where it is missing. */
export function readerOf(column: Column): (row: number) => string | number | null {
  if (column.kind === "text") {
    const { codes, levels } = column;
    return (row) => (codes[row]! < 0 ? null : levels[codes[row]!]!);
  }
  const { values } = column;
  return (row) => (Number.isNaN(values[row]) ? null : values[row]!);
}

/** A condition's value as `readerOf` would give it. */
function comparable(
  value: CohortValue,
  column: Column,
  { where, field, name, operator }: Place & { name: string; operator: string },
): string | number | null {
  if (value === null) return null;
  if (column.kind === "text") return String(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" && column.kind === "number") return value;
  const moment = column.kind === "date" && typeof value === "string" ? Date.parse(value) : NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new InputError(
    `${where}: '${field}' compares column '${name}', which holds ${column.kind === "date" ? "dates" : "numbers"}, with ${show(value)} by '${operator}'`,
  );
}

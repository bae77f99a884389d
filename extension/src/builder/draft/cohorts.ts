import type { CohortCondition, CohortDefinition } from "quetelet/contract";
import { isRecord } from "../../ui/is-record";

/** The columns by whose values cohorts are told apart; null where they are not. */
export const cohortColumns = (cohorts: unknown): string[] | null =>
  isRecord(cohorts) && Array.isArray(cohorts.columns) ? (cohorts.columns as string[]) : null;

export type Join = "and" | "or";

/** Clauses of a definition, and what joins each to the one before it. */
export interface Clauses {
  clauses: CohortDefinition[];
  /** One fewer than there are clauses. */
  joins: Join[];
}

export const operators = ["==", "!=", ">", ">=", "<", "<=", "range"] as const;
export type Operator = (typeof operators)[number];

// A condition begins with a column's name; anything else begins with a clause.
export const isCondition = (definition: unknown): definition is CohortCondition =>
  Array.isArray(definition) && typeof definition[0] === "string" && definition.length === 3;

export function clausesOf(definition: CohortDefinition): Clauses {
  if (isCondition(definition)) return { clauses: [definition], joins: [] };
  const parts = definition as (CohortDefinition | Join)[];
  return {
    clauses: parts.filter((part): part is CohortDefinition => Array.isArray(part)),
    joins: parts.filter((part): part is Join => part === "and" || part === "or"),
  };
}

export function definitionOf({ clauses, joins }: Clauses): CohortDefinition {
  if (clauses.length === 1 && isCondition(clauses[0])) return clauses[0];
  return clauses.flatMap((clause, index) => (index === 0 ? [clause] : [joins[index - 1] ?? "and", clause]));
}

export function columnsOfDefinition(definition: unknown): string[] {
  if (isCondition(definition)) return [definition[0]];
  return Array.isArray(definition)
    ? definition.flatMap((part) => (Array.isArray(part) ? columnsOfDefinition(part) : []))
    : [];
}

export const newCondition: CohortCondition = ["", "==", []];

/** Whether a condition still lacks its column or its value. */
export function isUnfinished(definition: unknown): boolean {
  if (!Array.isArray(definition)) return false;
  if (!isCondition(definition)) return definition.length === 0 || definition.some(isUnfinished);
  const [column, operator, value] = definition;
  if (column === "" || value === "") return true;
  if (!Array.isArray(value)) return false;
  return operator === "range" ? value.length !== 2 || value.includes("") : value.length === 0;
}

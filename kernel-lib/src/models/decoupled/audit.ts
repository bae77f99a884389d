import { foldIn, type Key } from "../../compute/random/index.js";
import type { RunContext } from "../../compute/run.js";
import {
  compareModels,
  type GroupMetrics,
  groupMetrics,
  type ModelComparison,
} from "../../metrics/fairness/index.js";
import { readerOf } from "./cohorts/definition.js";
import type { DecoupledProblem } from "./prepare.js";

/** Classes of a model beside its scores, for every row; rows that are not judged are left out. */
export interface ModelRows {
  name: string;
  predictions: Int32Array;
  scores: Float64Array;
}

export interface AuditOptions {
  bootstraps?: number;
  level?: number;
  key: Key;
  run: RunContext;
}

/** Columns with more levels than this are no groups to report on. */
const MOST_LEVELS = 20;

/** Metrics by cohort, and by the columns that make the cohorts where these say more. */
export async function auditGroups(
  problem: DecoupledProblem,
  { predictions, scores }: ModelRows,
  rows: Int32Array,
  { key, ...options }: AuditOptions,
): Promise<GroupMetrics> {
  const { cohorts, cohort } = problem;
  const columns = groupColumns(problem);
  return groupMetrics(
    {
      labels: labelsOf(problem, rows),
      predictions: Array.from(rows, (row) => predictions[row]!),
      scores: Float64Array.from(rows, (row) => scores[row]!),
      groups: [
        Array.from(rows, (row) => cohorts[cohort[row]!]!.name),
        ...columns.map(({ levelOf }) => Array.from(rows, levelOf)),
      ],
      groupNames: ["cohort", ...columns.map(({ name }) => name)],
      ...weightsOf(problem, rows),
    },
    { ...options, key: foldIn(key, 2) },
  );
}

/** What did decoupling buy: models side by side on the same rows, the first being what the others are compared with. */
export async function auditModels(
  problem: DecoupledProblem,
  models: readonly ModelRows[],
  rows: Int32Array,
  { key, ...options }: AuditOptions,
): Promise<ModelComparison> {
  const { cohorts, cohort } = problem;
  return compareModels(
    {
      labels: labelsOf(problem, rows),
      cohorts: Array.from(rows, (row) => cohorts[cohort[row]!]!.name),
      models: models.map(({ name, predictions, scores }) => ({
        name,
        predictions: Array.from(rows, (row) => predictions[row]!),
        scores: Float64Array.from(rows, (row) => scores[row]!),
      })),
      ...weightsOf(problem, rows),
    },
    { ...options, key: foldIn(key, 3) },
  );
}

function groupColumns({
  recipe,
  table,
  cohorts,
}: DecoupledProblem): { name: string; levelOf: (row: number) => string }[] {
  if (recipe.kind !== "columns") return [];
  const merged = cohorts.some(({ members }) => members.length > 1);
  if (recipe.columns.length === 1 && !merged) return [];
  return recipe.columns.flatMap((name) => {
    const read = readerOf(table.column(name)!);
    const levelOf = (row: number) => String(read(row) ?? "missing");
    const levels = new Set(Array.from({ length: table.rows }, (_, row) => levelOf(row)));
    return levels.size <= MOST_LEVELS ? [{ name, levelOf }] : [];
  });
}

const labelsOf = ({ target }: DecoupledProblem, rows: Int32Array): Uint8Array =>
  Uint8Array.from(rows, (row) => (target.kind === "classes" ? target.codes[row]! : 0));

const weightsOf = ({ weights }: DecoupledProblem, rows: Int32Array): { weights?: Float64Array } =>
  weights ? { weights: Float64Array.from(rows, (row) => weights[row]!) } : {};

import type { CohortDefinition, TableDescription, WorkspaceQuestions } from "quetelet/contract";
import type { IWorkspace } from "../../tokens";
import { isRecord } from "../../ui/is-record";
import type { Trans } from "../../ui/translation";
import { cohortColumns, isUnfinished } from "./cohorts";
import { columnsOfRole } from "./problems/columns";
import { rolesOf } from "./roles";
import type { Draft, Problem } from "./types";

export type CohortCounts = WorkspaceQuestions["cohorts"]["answer"];
type CohortsAsked = WorkspaceQuestions["cohorts"]["ask"]["cohorts"];

/** The question about rows a cohort that a draft is ready for; null when it is not. */
export function cohortsToAsk({ config }: Draft): CohortsAsked | null {
  const { cohorts } = config;
  if (config.model !== "decoupled" || !isRecord(cohorts)) return null;
  const columns = cohortColumns(cohorts);
  if (columns) return columns.length > 0 ? { columns } : null;
  if (!isRecord(cohorts.definitions)) return null;
  const finished = Object.entries(cohorts.definitions).filter(([, definition]) => !isUnfinished(definition));
  return finished.length > 0
    ? { definitions: Object.fromEntries(finished) as Record<string, CohortDefinition | null> }
    : null;
}

/** Columns that may not differ within a person, with the fields that name them. */
export function constantColumns(
  { config }: Draft,
  table: TableDescription,
): { field: string; column: string }[] {
  const names = new Set(table.columns.map(({ name }) => name));
  return rolesOf(config)
    .filter(({ constant }) => constant)
    .flatMap((role) => columnsOfRole(config, role, table).map((column) => ({ field: role.field, column })))
    .filter(({ column }) => names.has(column));
}

/** What only the table itself can tell: which columns vary within a person, and how many rows each cohort has. */
export async function askKernel(
  draft: Draft,
  { table, workspace, trans }: { table: TableDescription; workspace: IWorkspace; trans: Trans },
): Promise<{ problems: Problem[]; counts: CohortCounts | null }> {
  const [varying, counts] = await Promise.all([
    varyingProblems(draft, { table, workspace, trans }),
    countCohorts(draft, workspace),
  ]);
  return { problems: [...varying, ...(counts ? cohortProblems(draft, counts, trans) : [])], counts };
}

async function varyingProblems(
  draft: Draft,
  { table, workspace, trans }: { table: TableDescription; workspace: IWorkspace; trans: Trans },
): Promise<Problem[]> {
  const { id } = draft.config;
  const asked = constantColumns(draft, table);
  const isKnown = table.columns.some(({ name }) => name === id);
  if (!draft.source || typeof id !== "string" || !isKnown || asked.length === 0) return [];
  const columns = [...new Set(asked.map(({ column }) => column))];
  const varying = await workspace.varying({ table: draft.source, id, columns });
  return asked
    .filter(({ column }) => varying.includes(column))
    .map(({ field, column }) => ({
      field,
      kind: "wrong",
      message: trans.__("‘%1’ differs between rows of one person (‘%2’), and must not.", column, id),
    }));
}

async function countCohorts(draft: Draft, workspace: IWorkspace): Promise<CohortCounts | null> {
  const cohorts = cohortsToAsk(draft);
  return draft.source && cohorts ? await workspace.cohorts({ table: draft.source, cohorts }) : null;
}

function cohortProblems({ config }: Draft, { rows, none, several }: CohortCounts, trans: Trans): Problem[] {
  const problems: Problem[] = [];
  const wrong = (field: string, message: string) => problems.push({ field, kind: "wrong", message });
  const isDefined = isRecord(config.cohorts) && isRecord(config.cohorts.definitions);
  for (const [name, count] of Object.entries(rows)) {
    const field = isDefined ? `cohorts.definitions.${name}` : "cohorts";
    if (typeof count === "string") wrong(field, count);
    else if (count === 0) wrong(field, trans.__("No row is in this cohort."));
  }
  const isComplete =
    !isDefined || !Object.values((config.cohorts as { definitions: object }).definitions).some(isUnfinished);
  if (none > 0 && isComplete) {
    wrong("cohorts", trans._n("%2 row is in no cohort; add “Everyone else”.", "%2 rows are in no cohort; add “Everyone else”.", none, none.toLocaleString("en"))); // prettier-ignore
  }
  if (several > 0)
    wrong(
      "cohorts",
      trans._n(
        "%2 row is in several cohorts.",
        "%2 rows are in several cohorts.",
        several,
        several.toLocaleString("en"),
      ),
    );
  return problems;
}

import type { ResultDocument, ResultTable } from "quetelet/contract";
import type { Trans } from "../ui/translation";
import { configField, textIn } from "./families/cells";

/** More cohorts than any fit has would only stop the page. */
const most = 200;

/**
 * A table as it is shown. A cohort that others were merged with goes by its first member's name in a document, and a
 * reader of one table would take it for that member alone: here it goes by the names of all.
 */
export function shownTable(result: ResultDocument, name: string, trans: Trans): ResultTable | undefined {
  const table = Object.hasOwn(result.tables, name) ? result.tables[name] : undefined;
  const merged = mergedCohorts(result);
  // These two tables say themselves what was merged.
  if (!table || merged.size === 0 || name === "cohorts" || name === "merges") return table;
  const fields = cohortFields(result, table);
  /** The cohorts that the table names. */
  const named = new Set<string>();
  const all = (cohort: string | null) => {
    const members = cohort === null ? undefined : merged.get(cohort);
    if (members !== undefined) named.add(members);
    return members;
  };
  const rows = table.rows.map((row) => {
    const renamed = fields.flatMap((field) => {
      const members = field !== "group" || row.by === "cohort" ? all(textIn(row, field)) : undefined;
      return members === undefined ? [] : [[field, members]];
    });
    return renamed.length === 0 ? row : { ...row, ...Object.fromEntries(renamed) };
  });
  const columns = table.columns.map((column) => {
    const members = /^threshold\d+$/.test(column.name) ? all(column.label ?? null) : undefined;
    return members === undefined ? column : { ...column, label: members };
  });
  if (named.size === 0) return table;
  const notes = [...named].map((members) =>
    trans.__("“%1” is one cohort here: they were merged, as the table of cohorts tells.", members),
  );
  return { ...table, rows, columns, notes: [...(table.notes ?? []), ...notes] };
}

/** The names of all members, joined by commas, by the cohort's own name. */
export function mergedCohorts({ model, tables }: ResultDocument): Map<string, string> {
  const rows = model === "decoupled" ? (tables.cohorts?.rows ?? []).slice(0, most) : [];
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const [cohort, members] = [textIn(row, "cohort"), textIn(row, "members")];
      return cohort !== null && members?.includes("; ") ? [[cohort, members.replaceAll("; ", ", ")]] : [];
    }),
  );
}

/** The columns that hold cohorts' names; none where they could be taken for a column's values. */
function cohortFields(result: ResultDocument, { columns }: ResultTable): ("cohort" | "other" | "group")[] {
  const has = (name: string) => columns.some((column) => column.name === name);
  // The other cohort is one whose rows a cohort may learn from.
  if (has("cohort")) return has("other") ? ["cohort", "other"] : ["cohort"];
  const madeOf = configField(configField(result.config, "cohorts"), "columns");
  const isAmbiguous = Array.isArray(madeOf) && madeOf.includes("cohort");
  return has("by") && has("group") && !isAmbiguous ? ["group"] : [];
}

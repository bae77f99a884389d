import type { TableSource } from "quetelet/contract";
import type { IWorkspace } from "../../tokens";
import { isRecord } from "../../ui/is-record";
import { cohortColumns, columnsOfDefinition } from "./cohorts";
import { columnsOfRole } from "./problems/columns";
import { rolesOf } from "./roles";
import { setsOf } from "./sets";
import type { Draft } from "./types";

/** Every column that a config names. */
export function columnsNamed(config: Draft["config"]): string[] {
  const inRoles = rolesOf(config).flatMap((role) => (role.field === "partialDependence" ? [] : columnsOfRole(config, role))); // prettier-ignore
  const cohorts = isRecord(config.cohorts) ? config.cohorts : {};
  const inCohorts = [
    ...(cohortColumns(cohorts) ?? []),
    ...(isRecord(cohorts.definitions) ? Object.values(cohorts.definitions).flatMap(columnsOfDefinition) : []),
  ];
  return [...new Set([...inRoles, ...Object.values(setsOf(config)).flat(), ...inCohorts])];
}

/**
 * The table that a config was fitted to which does not name it: the first with all of its columns, of the notebook's
 * variables before files. Data sets are left out, as looking at one may fetch it. Null when there is none.
 */
export async function tableFittedTo(
  config: Draft["config"],
  workspace: Pick<IWorkspace, "tables" | "describe">,
): Promise<TableSource | null> {
  const names = columnsNamed(config);
  if (names.length === 0) return null;
  const tables = await workspace.tables();
  for (const kind of ["variable", "file"] as const) {
    for (const { name, columns } of tables.filter((table) => table.kind === kind)) {
      if (columns !== null && columns < names.length) continue;
      // A file that cannot be read is not the one.
      const about = await workspace.describe({ table: { kind, name } }).catch(() => null);
      const has = new Set(about?.columns.map((column) => column.name));
      if (names.every((each) => has.has(each))) return { kind, name };
    }
  }
  return null;
}

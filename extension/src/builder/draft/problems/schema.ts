import { configProblems } from "quetelet/contract";
import type { Trans } from "../../../ui/translation";
import { getAt } from "../paths";
import { rolesOf } from "../roles";
import type { Draft, Problem } from "../types";

/** What the model's schema says of a draft. */
export function schemaProblems({ config }: Draft, trans: Trans): Problem[] {
  const { data: _, ...options } = config;
  const roles = new Map(rolesOf(config).map((role) => [role.field, role]));
  return configProblems(options).map(({ field, message, kind }): Problem => {
    const isEmpty = kind === "missing" || isBare(getAt(options, field));
    if (isEmpty) return { field, kind: "empty", message: ask(field, roles.get(field)?.many ?? false, trans) };
    const sentence = `${message[0]!.toUpperCase()}${message.slice(1)}.`;
    if (kind === "unknown" && !/[.[]/.test(field)) {
      return {
        field,
        kind: "wrong",
        message: sentence,
        mend: { label: trans.__("Remove it"), field, value: undefined },
      };
    }
    return { field, kind: "wrong", message: sentence };
  });
}

/** Nothing chosen yet: an empty list, or an object without entries. */
const isBare = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

function ask(field: string, many: boolean, trans: Trans): string {
  if (field === "sets") return trans.__("Put candidate columns into at least one set.");
  if (field.startsWith("cohorts")) return trans.__("Say which cohorts there are.");
  return many ? trans.__("Choose at least one column.") : trans.__("Choose a column.");
}

import { nameOfTerm, printName } from "quetelet/contract";
import { cohortColumns } from "./cohorts";
import { getAt, setAt } from "./paths";
import { rolesOf } from "./roles";
import { addToSet, newSetName, removeFromSet, setsOf } from "./sets";
import type { Draft } from "./types";
import { textOf } from "./text-of";

interface PutOptions {
  /** Names of the table's columns; other entries are terms, and stay as typed. */
  columns: { has(name: string): boolean };
  /** Field that they are taken out of. */
  from?: string | null;
}

/**
 * The draft with columns put into the place of a field: a role, `sets.<name>`, `sets` for a set of their own, or
 * `cohorts.columns`. A place for one column takes the last of them.
 */
export function putColumns(
  draft: Draft,
  names: readonly string[],
  field: string,
  options: PutOptions,
): Draft {
  const { from = null, columns } = options;
  if (from === field) return draft;
  const left =
    from === null ? draft.config : names.reduce((config, name) => takeOut(config, name, from), draft.config);
  return { ...draft, config: putInto(left, names, field, columns) };
}

type Config = Draft["config"];

function putInto(
  config: Config,
  names: readonly string[],
  field: string,
  columns: PutOptions["columns"],
): Config {
  if (field === "sets")
    return { ...config, sets: addToSet(setsOf(config), newSetName(setsOf(config), names), names) };
  if (field.startsWith("sets."))
    return { ...config, sets: addToSet(setsOf(config), field.slice("sets.".length), names) };
  if (field === "cohorts.columns") {
    const before = cohortColumns(config.cohorts) ?? [];
    return { ...config, cohorts: { columns: [...new Set([...before, ...names])] } };
  }
  const role = rolesOf(config).find((each) => each.field === field);
  if (!role) return config;
  const entries = role.terms ? names.map((name) => (columns.has(name) ? printName(name) : name)) : names;
  if (!role.many) return setAt(config, field, entries.at(-1));
  const before = getAt(config, field);
  return setAt(config, field, [
    ...new Set([...(Array.isArray(before) ? (before as string[]) : []), ...entries]),
  ]);
}

function takeOut(config: Config, name: string, field: string): Config {
  if (field.startsWith("sets."))
    return { ...config, sets: removeFromSet(setsOf(config), field.slice("sets.".length), name) };
  const value = getAt(config, field);
  if (!Array.isArray(value)) return setAt(config, field, undefined);
  const left = (value as unknown[]).filter((entry) => entry !== name && nameOfTerm(textOf(entry)) !== name);
  return setAt(config, field, left);
}

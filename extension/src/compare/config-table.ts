import type { Cell, ResultTable } from "quetelet/contract";
import { isRecord } from "../ui/is-record";
import type { Trans } from "../ui/translation";
import type { Compared } from "./compared";

/** Longer values are cut: a config may hold a list of thousands. */
const longest = 400;

/** The fields of the configs that differ; null where none does. */
export function configTable(all: readonly Compared[], trans: Trans): ResultTable | null {
  const configs = all.map(({ result }) => flat(result.config));
  const names = [...new Set(configs.flatMap((config) => [...config.keys()]))].sort();
  const rows = names.flatMap((name) => {
    const values = configs.map((config) => config.get(name));
    if (new Set(values.map((value) => JSON.stringify(value) ?? "")).size === 1) return [];
    const printed = print(values, trans);
    const row: Record<string, Cell> = { field: name };
    for (const [at, { letter }] of all.entries()) row[letter] = printed[at]!.slice(0, longest);
    return [row];
  });
  if (rows.length === 0) return null;
  return {
    title: trans.__("Differences in the configs"),
    columns: [
      { name: "field", label: trans.__("Field"), type: "text" },
      ...all.map(({ letter }) => ({ name: letter, type: "text" as const })),
    ],
    rows,
    notes: [
      trans.__("Fields that are the same in all are left out. A field that is not given has its default."),
    ],
  };
}

/** Fields by their path: `cohorts.columns`. Lists stay whole. */
function flat(config: unknown): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const visit = (value: unknown, path: string) => {
    if (!isRecord(value)) return void fields.set(path, value);
    for (const [key, item] of Object.entries(value)) visit(item, path ? `${path}.${key}` : key);
  };
  visit(config, "");
  return fields;
}

/** Of lists, what is not in all of them: that is where they differ. */
function print(values: readonly unknown[], trans: Trans): string[] {
  const lists = values.filter((value) => value !== undefined);
  const plain = (value: unknown) => typeof value === "string" || typeof value === "number";
  if (!lists.every((value) => Array.isArray(value) && value.every(plain)))
    return values.map((v) => show(v, trans));
  const members = (lists as unknown[][]).map((list) => new Set(list));
  const inAll = (item: unknown) => members.every((each) => each.has(item));
  const sameItems = (lists as unknown[][]).every((list) => list.every(inAll));
  if (sameItems && lists.length === values.length) return values.map((value) => show(value, trans)); // another order
  return values.map((value) => {
    if (value === undefined) return show(value, trans);
    const own = (value as unknown[]).filter((item) => !inAll(item));
    const common = (value as unknown[]).length - own.length;
    const parts = [
      ...own.map(String),
      ...(common > 0 ? [trans._n("%1 in common", "%1 in common", common, common)] : []),
    ];
    return parts.join(", ") || "[]";
  });
}

function show(value: unknown, trans: Trans): string {
  if (value === undefined) return trans.__("not given");
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((item) => typeof item !== "object")
    ? value.map(String).join(", ")
    : JSON.stringify(value);
}

import type { ModelName } from "quetelet/contract";
import { isRecord } from "../../ui/is-record";
import { layoutOf } from "./layout";
import { generalPath } from "./paths";
import { rolesOf } from "./roles";
import { fieldsOf } from "./schema";
import type { Draft, DraftSource } from "./types";

/** The options of a draft's model in a readable order, without what the model would take anyway; the seed is always told. */
export function optionsOf({ config }: Draft): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const name of orderOf(config)) {
    const value = name === "seed" ? (config.seed ?? 1) : withoutDefaults(config.model, name, config[name]);
    if (value !== undefined)
      Object.defineProperty(written, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return written;
}

/** The document that is saved: what `fitConfig` runs and the form opens again. */
export function configFor(draft: Draft): object {
  const { config, source } = draft;
  const { data, dataKind } = source ? { data: source.name, dataKind: kindOf(source) } : config;
  return {
    model: config.model,
    ...(data !== undefined && { data }),
    ...(dataKind !== undefined && { dataKind }),
    ...optionsOf(draft),
  };
}

/** The `dataKind` of a table: none need be told of a file, which goes before all else of its name. */
function kindOf({ kind, written }: DraftSource): string | undefined {
  return kind === "file" ? (written ?? undefined) : kind;
}

/** Names of the fields that are set: roles first, then what the form has in its order, unknown ones last. */
function orderOf(config: Draft["config"]): string[] {
  const { model } = config;
  const layout = layoutOf(model);
  const names = [
    ...rolesOf(config).map(({ field }) => field),
    "cohorts",
    "sets",
    "groups",
    "order",
    "zeroOrder",
    ...layout.common,
    "also",
    "dual",
    "dropout",
    "later",
    ...layout.more.flatMap(([, fields]) => fields),
  ].map((path) => path.split(/[.[]/)[0]!);
  const unlisted = new Set(["model", "data", "dataKind", "seed"]);
  return [...new Set([...names, ...Object.keys(config)])]
    .filter((name) => !unlisted.has(name))
    .concat("seed");
}

function withoutDefaults(model: ModelName, path: string, value: unknown): unknown {
  const fields = fieldsOf(model);
  const field = fields.get(generalPath(path));
  if (field) return same(field.fallback, value) ? undefined : value;
  const hasFields = [...fields.keys()].some((name) => name.startsWith(`${generalPath(path)}.`));
  if (!isRecord(value) || !hasFields) return value;
  const entries = Object.entries(value).flatMap(([name, each]) => {
    const left = withoutDefaults(model, `${path}.${name}`, each);
    return left === undefined ? [] : [[name, left] as const];
  });
  // What an object of settings leaves to the model needs no object; a `dropout` is asked for by being there.
  const isAsked = ["dropout", "later", "dual"].includes(path);
  return entries.length === 0 && !isAsked ? undefined : Object.fromEntries(entries);
}

/** Equality of JSON values. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, i) => same(each, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  );
}

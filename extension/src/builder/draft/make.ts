import {
  configProblems,
  InputError,
  type ModelName,
  nameOfTerm,
  printName,
  type TableEntry,
  type TableSource,
} from "quetelet/contract";
import type { Preferences } from "../../tokens";
import { ExcessError, excessOf } from "./limits";
import { generalPath } from "./paths";
import { fieldsOf } from "./schema";
import type { Draft, DraftSource } from "./types";
import { textOf } from "./text-of";

/** A draft of a model with what the person prefers, where that is not what the model takes anyway. */
export function newDraft(
  model: ModelName,
  preferences: Preferences,
  source: TableSource | null = null,
): Draft {
  const config: Draft["config"] = { model };
  const fields = fieldsOf(model);
  for (const name of ["engine", "backend", "threads", "level"] as const) {
    const field = fields.get(name);
    if (field && field.fallback !== preferences[name]) config[name] = preferences[name];
  }
  return { config, source };
}

/** Whether a draft holds more than a new one does: a table alone is chosen soon again. */
export function isFilled({ config }: Draft): boolean {
  const preferred = new Set(["model", "dataKind", "engine", "backend", "threads", "level"]);
  return Object.entries(config).some(([name, value]) => !preferred.has(name) && value !== undefined);
}

/**
 * The draft that a config document is. Nothing in it is lost: what the form or the model does not know stays, and
 * `problemsOf` tells of it. Its `data` is found as a fit finds it: what its `dataKind` says, or else a file, then a data
 * set, then a variable.
 * @throws InputError when the document is no object or of no known model; ExcessError when it is more than the form can
 *   show.
 */
export function draftOf(config: unknown, tables: readonly TableEntry[]): Draft {
  const excess = excessOf(config);
  if (excess !== null) throw new ExcessError(excess);
  // An unknown field may have no name.
  const hopeless = configProblems(config).find(
    ({ field, kind }) => (field === "" && kind === "wrong") || field === "model",
  );
  if (hopeless) throw new InputError(`config: ${hopeless.message}`);
  const whole = structuredClone(config) as Draft["config"];
  const source = sourceOf(whole, tables);
  if (!source) return { config: whole, source: null };
  const { data: _, dataKind: __, ...rest } = whole;
  return { config: rest, source };
}

function sourceOf({ data, dataKind }: Draft["config"], tables: readonly TableEntry[]): DraftSource | null {
  for (const kind of ["file", "dataset", "variable"] as const) {
    if (dataKind !== undefined && dataKind !== kind) continue;
    const found = tables.find((table) => table.kind === kind && table.name === data);
    if (found) return { kind, name: found.name, written: dataKind === undefined ? null : kind };
  }
  return null;
}

/** Columns that explain or predict, by model: the field goes by several names. */
const predictors: Partial<Record<ModelName, { field: string; terms: boolean }>> = {
  ols: { field: "terms", terms: true },
  glm: { field: "terms", terms: true },
  decoupled: { field: "features", terms: false },
  "random-forest": { field: "features", terms: false },
  "hierarchical-forest": { field: "covariates", terms: false },
};

const outcomeField = (model: ModelName) => (model === "decoupled" ? "label" : "outcome");

/** The draft for another model: columns keep the parts they can play there, options their values where they fit. */
export function changeModel({ config, source }: Draft, model: ModelName): Draft {
  if (model === config.model) return { config, source };
  const next: Draft["config"] = { model };
  const fields = fieldsOf(model);
  const before = fieldsOf(config.model);
  const from = predictors[config.model];
  const to = predictors[model];
  for (const [name, value] of Object.entries(config)) {
    if (name === "model" || name === from?.field || name === to?.field) continue;
    if (name === "data" || name === "dataKind") next[name] = value;
    const field = fields.get(generalPath(name));
    const old = before.get(generalPath(name));
    if (!field || !old || field.control.kind !== old.control.kind) continue;
    if (field.control.kind === "choice" && !field.control.options.includes(textOf(value))) continue;
    next[name] = structuredClone(value);
  }
  const outcome = config[outcomeField(config.model)];
  if (outcome !== undefined) next[outcomeField(model)] = outcome;
  if (from && to) {
    const names = asNames(config[from.field], from.terms);
    if (names.length > 0) next[to.field] = to.terms ? names.map(printName) : names;
  }
  return { config: next, source };
}

/** The columns of a list of columns or terms; expressions are columns of none. */
function asNames(value: unknown, terms: boolean): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) => {
    if (typeof each !== "string") return [];
    const name = terms ? nameOfTerm(each) : each;
    return name === null ? [] : [name];
  });
}

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type CohortDefinition, type CohortValue, InputError, show } from "../../../contract/index.js";
import { cohortsOfDefinitions } from "./definitions.js";

const where = "readCohorts";

/**
 * Reads cohorts from JSON files, as the option `cohorts` takes them. A file holds either definitions by name,
 * `{ "young": ["age", "<", 25], "others": null }`, or one cohort as raimitigations saves it,
 * `{ "name": …, "cohort_filter_list": … }`; several files are put together in their order.
 *
 * @example
 * const fit = await decoupled(table, { label: "hired", cohorts: await readCohorts("cohorts.json") });
 * @throws InputError when a file cannot be read or is not of these forms, or two define one name.
 */
export async function readCohorts(
  ...paths: string[]
): Promise<{ definitions: { [name: string]: CohortDefinition | null } }> {
  if (paths.length === 0) throw new InputError(`${where}: give the path of a JSON file`);
  const definitions: { [name: string]: CohortDefinition | null } = {};
  for (const path of paths) {
    for (const [name, definition] of Object.entries(definitionsOf(await parse(path), path))) {
      if (Object.hasOwn(definitions, name))
        throw new InputError(`${where}: two files define cohort '${name}'`);
      definitions[name] = definition;
    }
  }
  cohortsOfDefinitions(definitions, where);
  return { definitions };
}

async function parse(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "ENOENT" ? "there is no such file" : error.message;
    throw new InputError(`${where}: cannot read '${path}': ${reason}`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(`${where}: '${basename(path)}' is not JSON (${(error as Error).message})`);
  }
}

function definitionsOf(value: unknown, path: string): { [name: string]: CohortDefinition | null } {
  if (!isRecord(value)) {
    throw new InputError(
      `${where}: '${basename(path)}' must hold an object of definitions by name, got ${show(value)}`,
    );
  }
  const filters = value["cohort_filter_list"];
  if (!Array.isArray(filters)) return value as { [name: string]: CohortDefinition | null };
  if (typeof value["name"] !== "string") {
    throw new InputError(`${where}: '${basename(path)}' has a cohort_filter_list but no 'name'`);
  }
  return { [value["name"]]: joined(filters, "and", path) };
}

const operators: { [method: string]: string } = {
  greater: ">",
  "greater and equal": ">=",
  less: "<",
  "less and equal": "<=",
  equal: "==",
  includes: "==",
  excludes: "!=",
  "in the range of": "range",
};

/** The filters of a raimitigations (raiutils) file as a definition. */
function joined(filters: unknown[], connector: "and" | "or", path: string): CohortDefinition {
  return filters.flatMap((filter, index) => {
    const clause = definitionOf(filter, path);
    return index === 0 ? [clause] : [connector, clause];
  }) as CohortDefinition;
}

function definitionOf(filter: unknown, path: string): CohortDefinition {
  const refuse = () =>
    new InputError(`${where}: '${basename(path)}' holds a filter that cannot be read: ${show(filter)}`);
  if (!isRecord(filter)) throw refuse();
  const { column, method, arg, compositeFilters, operation } = filter;
  if (Array.isArray(compositeFilters)) {
    if (operation !== "and" && operation !== "or") throw refuse();
    return joined(compositeFilters, operation, path);
  }
  if (typeof column !== "string" || typeof method !== "string" || !Array.isArray(arg)) throw refuse();
  const operator = operators[method];
  if (operator === undefined) throw refuse();
  const takesList = method === "includes" || method === "excludes" || operator === "range";
  return [column, operator, takesList ? arg : (arg[0] as CohortValue)] as CohortDefinition;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

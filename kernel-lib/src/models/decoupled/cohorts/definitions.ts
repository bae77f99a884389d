import { type CohortDefinition, InputError } from "../../../contract/index.js";
import { checkDefinition } from "./definition.js";
import type { CohortRecipe } from "./recipe.js";

/**
 * Cohorts as their definitions say, in their order.
 * @throws InputError when there is none, one is malformed, or one other than the last is null ("all the rest").
 */
export function cohortsOfDefinitions(
  definitions: { [name: string]: CohortDefinition | null },
  where: string,
): CohortRecipe {
  const entries = Object.entries(definitions);
  if (entries.length === 0) {
    throw new InputError(`${where}: 'cohorts.definitions' is empty; define at least one cohort`);
  }
  const cohorts = entries.map(([name, definition], index) => {
    const field = `cohorts.definitions.${name}`;
    if (name.trim() === "")
      throw new InputError(`${where}: 'cohorts.definitions' has a cohort without a name`);
    if (definition !== null) checkDefinition(definition, { where, field });
    else if (index < entries.length - 1) {
      throw new InputError(
        `${where}: '${field}' is null, which stands for all the rest, so it must be the last definition`,
      );
    }
    return { name, definition };
  });
  return { kind: "definitions", cohorts };
}

import { InputError } from "./errors.js";
import { didYouMean } from "./nearest.js";
import { show } from "./validate.js";

/**
 * Checks the names of the options of a function that is no model: a misspelt one must not leave its default standing.
 * @throws InputError when they are no object, one is unknown, or one that is needed is not given.
 */
export function checkOptionNames(
  options: unknown,
  { where, known, needed = [] }: { where: string; known: readonly string[]; needed?: readonly string[] },
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new InputError(`${where}: options are an object such as { ${known[0]}: … }, got ${show(options)}`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `${where}: unknown option '${unknown}'${didYouMean(unknown, known)}; known options are ${known.join(", ")}`,
    );
  }
  const absent = needed.find((name) => (options as Record<string, unknown>)[name] === undefined);
  if (absent !== undefined) throw new InputError(`${where}: '${absent}' is missing`);
}

import { InputError } from "quetelet/contract";
import { isRecord } from "../../ui/is-record";

/** A config is more than the form can show. */
export class ExcessError extends InputError {
  /** @param excess Why, in half a sentence. */
  constructor(readonly excess: string) {
    super(`config: ${excess}`);
  }
}

/** What the form can show and judge while somebody types. A larger config is for code or the command line. */
const most = { entries: 10_000, cohorts: 2000, depth: 30, text: 2000, further: 20 };

const count = (value: number) => value.toLocaleString("en");

/** Why a config is more than the form can show, in half a sentence; null when it is not. */
export function excessOf(config: unknown): string | null {
  const { cohorts, also } = isRecord(config) ? config : {};
  if (Array.isArray(also) && also.length > most.further)
    return `it has more than ${most.further} further outcomes, too many for the form`;
  return (
    excessIn(
      config,
      `it holds more than ${count(most.entries)} entries, too many for the form`,
      most.entries,
    ) ??
    // Definitions hold one another, which takes long to check.
    excessIn(cohorts, `its cohorts are longer than the form can show`, most.cohorts)
  );
}

/** Without recursion, as a stranger's config may be nested without an end. */
function excessIn(whole: unknown, tooMany: string, mostEntries: number): string | null {
  const left: { value: unknown; depth: number }[] = [{ value: whole, depth: 0 }];
  let entries = 0;
  while (left.length > 0) {
    const { value, depth } = left.pop()!;
    if (typeof value === "string" && value.length > most.text)
      return `it holds a text of ${count(value.length)} characters, and the form shows at most ${count(most.text)}`;
    if (typeof value !== "object" || value === null) continue;
    if (depth > most.depth) return `it is nested more than ${most.depth} deep`;
    const names = Array.isArray(value) ? [] : Object.keys(value);
    const within: unknown[] = Array.isArray(value) ? value : Object.values(value);
    entries += within.length;
    if (entries > mostEntries) return tooMany;
    for (const each of [...names, ...within]) left.push({ value: each, depth: depth + 1 });
  }
  return null;
}

import type { ResultDocument } from "quetelet/contract";
import type { Trans } from "../ui/translation";

/** A term as words: what it is, and what it is compared with. */
export interface TermWords {
  label: string;
  detail: string | null;
}

/** What each category is compared with, by its name, as the notes of the coefficients say. */
export function referenceLevels({ tables }: ResultDocument): Map<string, string> {
  const notes = (tables.coefficients?.notes ?? []).slice(0, 500);
  return new Map(
    notes.flatMap((note): [string, string][] => {
      const [, name, level] = /^(.{1,200}) is compared with '(.{0,200})'\.$/s.exec(note) ?? [];
      return name !== undefined && level !== undefined ? [[name, level]] : [];
    }),
  );
}

/**
 * `zone[T.inner]` as “zone: inner” and “against outer”; a term without a category as it is. In tables terms keep their
 * names, by which formulas and predictions know them.
 */
export function termWords(term: string, references: ReadonlyMap<string, string>, trans: Trans): TermWords {
  const parts = factorsOf(term);
  if (parts.every(({ level }) => level === null)) return { label: term, detail: null };
  const against = parts.flatMap(({ name, level }) => {
    const reference = level === null ? undefined : references.get(name);
    return reference === undefined ? [] : [reference];
  });
  return {
    label: parts
      .map(({ name, level }) => (level === null ? name : trans.__("%1: %2", name, level)))
      .join(" × "),
    detail: against.length === 0 ? null : trans.__("against %1", against.join(", ")),
  };
}

/** The name in front of a level, of a term that is no product; null where there is none. */
export function categoryOf(term: string): string | null {
  const [only, ...others] = factorsOf(term);
  return only && others.length === 0 && only.level !== null ? only.name : null;
}

interface Factor {
  name: string;
  level: string | null;
}

/** The parts of a product; the whole term where a level with brackets or colons of its own makes them unclear. */
function factorsOf(term: string): Factor[] {
  const whole = [{ name: term, level: null }];
  if (term.length > 500) return whole;
  const factors: Factor[] = [];
  let rest = term;
  while (rest !== "") {
    // A name, with its level in brackets where it has one, up to a colon or the end.
    const found = /^([^[\]:]+)(?:\[T\.([^[\]]*)\])?(?::(?=.)|$)/s.exec(rest);
    if (!found) return whole;
    factors.push({ name: found[1]!, level: found[2] ?? null });
    rest = rest.slice(found[0].length);
  }
  return factors;
}

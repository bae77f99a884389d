import type { OutcomeView } from "./read-groups";

/** Courses drawn at once: more are a blot. */
export const mostDrawn = 40;

/**
 * People of a group (of all, for null) whose id holds the text searched for, by how surely they belong to their group;
 * as places among the outcome's people.
 */
export function selectPeople(
  { people }: OutcomeView,
  { group, search }: { group: number | null; search: string },
): number[] {
  const wanted = search.trim().toLowerCase();
  const found = people.flatMap((person, place) => {
    if (group !== null && person.group !== group) return [];
    return person.id.toLowerCase().includes(wanted) ? [place] : [];
  });
  const sureness = (place: number) => {
    const { group: own, posteriors } = people[place]!;
    return own === null ? -1 : (posteriors[own - 1] ?? -1);
  };
  return found.sort((a, b) => sureness(b) - sureness(a) || a - b);
}

/** Those of a group who are drawn: evenly from the surest to the least sure, of all whose course is known. */
export function drawnPeople(outcome: OutcomeView, group: number): { drawn: number[]; known: number } {
  const known = selectPeople(outcome, { group, search: "" }).filter((place) => outcome.courses.has(place));
  if (known.length <= mostDrawn) return { drawn: known, known: known.length };
  const drawn = Array.from(
    { length: mostDrawn },
    (_, i) => known[Math.round((i * (known.length - 1)) / (mostDrawn - 1))]!,
  );
  return { drawn, known: known.length };
}

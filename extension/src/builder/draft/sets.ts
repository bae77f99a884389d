import { isRecord } from "../../ui/is-record";
import { textOf } from "./text-of";

export type Sets = Record<string, string[]>;

export function setsOf({ sets }: Record<string, unknown>): Sets {
  if (!isRecord(sets)) return {};
  return fromEntries(
    Object.entries(sets).map(([name, members]) => [name, Array.isArray(members) ? members.map(textOf) : []]),
  );
}

// A set may have any name, also one that an object has of its own.
const fromEntries = (entries: [string, string[]][]): Sets => Object.fromEntries(entries);

/** Columns put into a set, which is made when it is new. They leave the sets they were in: each is in one. */
export function addToSet(sets: Sets, set: string, names: readonly string[]): Sets {
  const without = Object.entries(sets).map(([name, members]): [string, string[]] => [
    name,
    name === set ? members : members.filter((member) => !names.includes(member)),
  ]);
  const isNew = !Object.hasOwn(sets, set);
  const own = isNew ? [] : sets[set]!;
  const filled: [string, string[]] = [set, [...own, ...names.filter((name) => !own.includes(name))]];
  return fromEntries(
    isNew ? [...without, filled] : without.map((entry) => (entry[0] === set ? filled : entry)),
  );
}

export function removeFromSet(sets: Sets, set: string, member: string): Sets {
  return fromEntries(
    Object.entries(sets).map(([name, members]) => [
      name,
      name === set ? members.filter((each) => each !== member) : members,
    ]),
  );
}

/** The sets with one renamed, in its place; null when another has the name. */
export function renameSet(sets: Sets, from: string, to: string): Sets | null {
  if (to !== from && Object.hasOwn(sets, to)) return null;
  return fromEntries(Object.entries(sets).map(([name, members]) => [name === from ? to : name, members]));
}

export function withoutSet(sets: Sets, set: string): Sets {
  return fromEntries(Object.entries(sets).filter(([name]) => name !== set));
}

/** A name for a set of some columns: what their names begin with alike, or a number. */
export function newSetName(sets: Sets, names: readonly string[]): string {
  const [first = "", ...others] = names;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  const alike = first.slice(0, length).replace(/[^\p{L}\p{N}]*$/u, "");
  const wanted = others.length > 0 && alike.length >= 2 ? alike : "set";
  for (let number = Object.keys(sets).length + 1; ; number++) {
    const name = wanted === "set" ? `set${number}` : wanted;
    if (!Object.hasOwn(sets, name)) return name;
    if (wanted !== "set" && !Object.hasOwn(sets, `${wanted}${number}`)) return `${wanted}${number}`;
  }
}

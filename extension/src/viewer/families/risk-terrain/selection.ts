import type { Terrain } from "./terrain";

/** What a reader picked, in one of the three parts of the view; the other two follow. */
export type Selection =
  | { kind: "nothing" }
  | { kind: "factor"; factor: number }
  | { kind: "combination"; combination: number }
  | { kind: "places"; places: Uint32Array };

export const nothing: Selection = { kind: "nothing" };

/** Picking what is picked already puts it back. */
export function pick(before: Selection, next: Selection): Selection {
  if (next.kind === "factor" && before.kind === "factor" && before.factor === next.factor) return nothing;
  if (
    next.kind === "combination" &&
    before.kind === "combination" &&
    before.combination === next.combination
  ) {
    return nothing;
  }
  return next.kind === "places" && next.places.length === 0 ? nothing : next;
}

/** What a selection means in every part of the view. */
export interface Linked {
  /** 1 for each place that belongs to it; null when nothing is picked or there is no map. */
  places: Uint8Array | null;
  /** Rows of the conjunctive table that belong to it; null when nothing is picked. */
  combinations: ReadonlySet<number> | null;
  /** Factors that belong to it; null when nothing is picked. */
  factors: ReadonlySet<number> | null;
  /** Of the units picked, how many have each combination; empty without a conjunctive table. */
  units: number[];
  counts: Counts | null;
}

/** What was picked beside everything there is. */
export interface Counts {
  units: number;
  allUnits: number;
  /** NaN where the document does not say. */
  crimes: number;
  allCrimes: number;
  /** Units with each factor, among those picked and among all. */
  present: { here: number; everywhere: number }[];
}

export function link(terrain: Terrain, selection: Selection): Linked {
  if (selection.kind === "nothing") {
    return { places: null, combinations: null, factors: null, units: [], counts: null };
  }
  return terrain.places ? linkPlaces(terrain, selection) : linkRows(terrain, selection);
}

function linkPlaces({ factors, conjunctive, places }: Terrain, selection: Selection): Linked {
  const { count, combination, has, observed } = places!;
  const member = new Uint8Array(count);
  if (selection.kind === "places") for (const place of selection.places) member[place] = 1;
  else {
    for (let i = 0; i < count; i++) {
      const is =
        selection.kind === "factor"
          ? has?.(i, selection.factor)
          : selection.kind === "combination" && combination?.[i] === selection.combination;
      member[i] = is ? 1 : 0;
    }
  }
  const units = (conjunctive?.combinations ?? []).map(() => 0);
  const counts = { units: 0, allUnits: count, crimes: 0, allCrimes: 0 };
  for (let i = 0; i < count; i++) {
    counts.allCrimes += observed[i]!;
    if (member[i] === 0) continue;
    counts.units++;
    counts.crimes += observed[i]!;
    if (combination) units[combination[i]!]!++;
  }
  const present = factors.map((_, k) => {
    const each = { here: 0, everywhere: 0 };
    for (let i = 0; has && i < count; i++) {
      if (!has(i, k)) continue;
      each.everywhere++;
      each.here += member[i]!;
    }
    return each;
  });
  return {
    places: member,
    combinations: new Set(units.flatMap((n, row) => (n > 0 ? [row] : []))),
    factors: new Set(present.flatMap(({ here }, k) => (here > 0 ? [k] : []))),
    units,
    counts: { ...counts, present },
  };
}

/** The same from the conjunctive table alone, where a document has no places. */
function linkRows({ factors, conjunctive }: Terrain, selection: Selection): Linked {
  const combinations = conjunctive?.combinations ?? [];
  const belongs = combinations.map(({ has }, row) =>
    selection.kind === "factor"
      ? has[selection.factor] === true
      : selection.kind === "combination" && row === selection.combination,
  );
  const sum = (of: (row: number) => boolean) =>
    combinations.reduce((total, { units }, row) => total + (of(row) ? units : 0), 0);
  const present = factors.map((_, k) => ({
    here: sum((row) => belongs[row]! && combinations[row]!.has[k]!),
    everywhere: sum((row) => combinations[row]!.has[k]!),
  }));
  const own = selection.kind === "factor" ? [selection.factor] : [];
  return {
    places: null,
    combinations: new Set(belongs.flatMap((is, row) => (is ? [row] : []))),
    factors: new Set([...own, ...present.flatMap(({ here }, k) => (here > 0 ? [k] : []))]),
    units: combinations.map(({ units }, row) => (belongs[row] ? units : 0)),
    counts: conjunctive && {
      units: sum((row) => belongs[row]!),
      allUnits: sum(() => true),
      crimes: NaN,
      allCrimes: NaN,
      present,
    },
  };
}

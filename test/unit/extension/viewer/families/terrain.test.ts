import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  link,
  nothing,
  pick,
  type Selection,
} from "../../../../../extension/src/viewer/families/risk-terrain/selection";
import { readTerrain } from "../../../../../extension/src/viewer/families/risk-terrain/terrain";
import { readResult } from "../../../../../extension/src/viewer/read-result";
import { terrainDocument } from "./terrain-document";

const terrain = readTerrain(terrainDocument());
const places = terrain.places!;
const { combinations } = terrain.conjunctive!;

describe("readTerrain", () => {
  it("knows the factors, the combinations and where each place is", () => {
    expect(terrain.factors.map(({ name }) => name)).toEqual(["bars_200", "metro_100", "parks_400"]);
    expect(combinations.reduce((sum, { units }) => sum + units, 0)).toBe(places.count);
    for (let i = 0; i < places.count; i++) {
      const row = combinations[places.combination![i]!]!;
      expect(places.risk[i]).toBe(row.risk);
      row.has.forEach((has, k) => expect(places.has!(i, k)).toBe(has));
    }
  });

  it("reads a mask of factors where there is no conjunctive table", () => {
    const document = terrainDocument();
    delete document.tables.conjunctive;
    const { combination: _, ...rest } = document.details!.places!;
    const masks = places.x.reduce<number[]>((all, _x, i) => {
      all.push([0, 1, 2].reduce((sum, k) => sum + (places.has!(i, k) ? 2 ** k : 0), 0));
      return all;
    }, []);
    document.details!.places = { ...rest, risk: [...places.risk], factors: masks };
    const read = readTerrain(document);
    expect(read.conjunctive).toBeNull();
    for (const factor of [0, 1, 2]) {
      const count = link(read, { kind: "factor", factor }).counts!.units;
      expect(count).toBe(link(terrain, { kind: "factor", factor }).counts!.units);
    }
  });

  it("reads columns that are one text of numbers, as the library writes them, and refuses other texts", () => {
    const texts = (columns: Record<string, unknown[]>) =>
      Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [values.join(" ")]]));
    const document = terrainDocument();
    const packed = structuredClone(document);
    packed.details = { places: texts(document.details!.places!) };
    expect(readTerrain(packed).places!.x).toEqual(places.x);
    expect(readTerrain(packed).places!.combination).toEqual(places.combination);
    packed.details.places!.x = ["<img src=x>"];
    expect(readTerrain(packed).places).toBeNull();
  });

  it("leaves out places that cannot be drawn", () => {
    const document = terrainDocument({ count: 10 });
    Object.assign(document.details!.places!, {
      x: document.details!.places!.x!.map((x, i) => (i ? x : null)),
    });
    document.details!.places!.combination![1] = 99;
    document.details!.places!.y![2] = "north";
    expect(readTerrain(document).places!.count).toBe(7);
  });

  it("shows what a document has without places, and nothing of columns that contradict the factors", () => {
    const document = terrainDocument();
    delete document.details;
    expect(readTerrain(document)).toMatchObject({ places: null, conjunctive: { combinations } });
    document.tables.conjunctive!.columns[1]!.label = "another";
    expect(readTerrain(document).conjunctive).toBeNull();
  });
});

describe("pick", () => {
  const factor: Selection = { kind: "factor", factor: 1 };
  it("puts back what is picked twice, and takes nothing for no places", () => {
    expect(pick(nothing, factor)).toBe(factor);
    expect(pick(factor, { kind: "factor", factor: 1 })).toBe(nothing);
    expect(pick(factor, { kind: "factor", factor: 2 })).toEqual({ kind: "factor", factor: 2 });
    expect(pick(factor, { kind: "places", places: new Uint32Array() })).toBe(nothing);
  });
});

describe("link", () => {
  const some = fc.uniqueArray(fc.nat(places.count - 1), { minLength: 1 });

  it("finds the rows and the factors of any places, and counts them", () => {
    fc.assert(
      fc.property(some, (chosen) => {
        const linked = link(terrain, { kind: "places", places: Uint32Array.from(chosen) });
        expect(linked.counts!.units).toBe(chosen.length);
        expect(linked.units.reduce((a, b) => a + b)).toBe(chosen.length);
        const rows = new Set(chosen.map((i) => places.combination![i]!));
        expect(linked.combinations).toEqual(rows);
        linked.counts!.present.forEach(({ here }, k) =>
          expect(here).toBe(chosen.filter((i) => places.has!(i, k)).length),
        );
      }),
    );
  });

  it("marks the places and rows of a factor, and no others", () => {
    const linked = link(terrain, { kind: "factor", factor: 1 });
    linked.places!.forEach((is, i) => expect(is === 1).toBe(places.has!(i, 1)));
    combinations.forEach(({ has }, row) => expect(linked.combinations!.has(row)).toBe(has[1]));
    expect(linked.factors!.has(1)).toBe(true);
  });

  it("tells the same of a factor from the table alone", () => {
    const { places: _, ...rest } = terrain;
    const fromTable = link({ ...rest, places: null }, { kind: "factor", factor: 0 });
    const fromPlaces = link(terrain, { kind: "factor", factor: 0 });
    expect(fromTable.combinations).toEqual(fromPlaces.combinations);
    expect(fromTable.counts!.present).toEqual(fromPlaces.counts!.present);
  });

  it("gives the picked combination its own places", () => {
    const linked = link(terrain, { kind: "combination", combination: 0 });
    expect(linked.counts!.units).toBe(combinations[0]!.units);
    expect(linked.combinations).toEqual(new Set([0]));
  });
});

it("takes a million places without freezing, thinned", () => {
  const document = terrainDocument({ count: 10 });
  const many = (value: number) => new Array<number>(1_000_000).fill(value);
  document.details = { places: { x: many(1), y: many(2), observed: many(0), combination: many(0) } };
  const read = readResult(document);
  expect(read.ok && readTerrain(read.result).places!.count).toBe(200_000);
});

import { describe, expect, test } from "vitest";
import { mostPlaces, placesOf } from "../../../../kernel-lib/src/models/risk-terrain/places.js";
import { estimate, simulatePlaces, whole } from "./places.js";

const located = (rows: number) => {
  const table = simulatePlaces(3, { rows });
  return {
    ...table,
    east: table.a1.map((_, i) => 1000.4 + 10 * i),
    north: table.a1.map((_, i) => 5000.6 - 7 * i),
  };
};
/** The numbers of a column of places. */
const numbers = (column: unknown[] | undefined) => String(column![0]).split(" ").map(Number);
const coordinates = { x: "east", y: "north" };

test("each place is where it is, with its crimes and its row of the conjunctive table", async () => {
  const table = located(600);
  const { document, details } = await estimate(table, { ...whole, coordinates });
  const { x, y, observed, combination } = document.details!.places!;
  expect([x, y, observed].map((column) => numbers(column)[7])).toEqual([1070, 4952, table.y[7]]);
  const rows = document.tables.conjunctive!.rows;
  const units = rows.map(() => 0);
  numbers(combination).forEach((row, i) => {
    units[row]!++;
    expect(rows[row]!.relativeRisk).toBeCloseTo(details.relativeRisk[i]!, 12);
  });
  expect(units).toEqual(rows.map((row) => row.units));
});

test("there are no places without coordinates", async () => {
  const { document } = await estimate(simulatePlaces(3), whole);
  expect(document.details).toBeUndefined();
});

describe("where there is no conjunctive table", () => {
  const rows = mostPlaces + 50_000;
  const values = Float64Array.from({ length: rows }, (_, i) => i);
  const name = "distance";
  const problem = {
    rows,
    outcome: values,
    coordinates: { x: values, y: values },
    candidates: [
      { name, values: values.map((i) => i % 2) },
      { name, values },
      { name, values },
    ],
  } as unknown as Parameters<typeof placesOf>[0];
  const polished = { choice: Int32Array.from([0, -1, 2]) } as Parameters<typeof placesOf>[1];
  const risk = { relativeRisk: values.map((i) => 1 + i / 3) } as Parameters<typeof placesOf>[2];
  const places = placesOf(problem, polished, risk, null)!;

  test("places have their risk and a mask of the factors present", () => {
    expect(places.combination).toBeUndefined();
    expect(numbers(places.risk).slice(0, 3)).toEqual([1, 1.3333, 2]);
    expect(numbers(places.factors).slice(0, 5)).toEqual([0, 3, 3, 2, 2]);
  });

  test("more than a screen can show are thinned evenly", () => {
    expect(numbers(places.x)).toHaveLength(mostPlaces);
    expect(numbers(places.x).slice(0, 5)).toEqual([0, 1, 3, 4, 6]);
    expect(numbers(places.x).at(-1)).toBe(rows - 2);
  });
});

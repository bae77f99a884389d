import { expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { streetUnits } from "../../../kernel-lib/src/features/index.js";

const east = 10_000;

it("cuts streets at the places they share and finds the intersections", () => {
  // A street through a crossing, a street that ends there, and a bend with the longer part last.
  const { table, shapes } = streetUnits([
    [
      [east, 0],
      [east + 100, 0],
      [east + 300, 0],
    ],
    [
      [east + 100.2, 0.1],
      [east + 100, 100],
      [east + 400, 100],
    ],
  ]);
  expect(table.objects()).toEqual([
    { id: 1, x: east + 50, y: 0, length: 100, intersection: 0 },
    { id: 2, x: east + 200, y: 0, length: 200, intersection: 0 },
    { id: 3, x: east + 200, y: 100, length: 400, intersection: 0 },
    { id: 4, x: east + 100, y: 0, length: 0, intersection: 1 },
  ]);
  expect(shapes.features.map(({ id, geometry }) => [id, geometry.type])).toEqual([
    [1, "LineString"],
    [2, "LineString"],
    [3, "LineString"],
    [4, "Point"],
  ]);
});

it("keeps a ring road, a bridge and two lines end to end as they are", () => {
  const ring = [
    [east, 0],
    [east + 100, 0],
    [east + 100, 100],
    [east, 0],
  ];
  const bridge = [
    [east + 50, -50],
    [east + 50, 50],
  ];
  const onwards = [
    [east + 50, 50],
    [east + 50, 90],
  ];
  const { table } = streetUnits({ type: "MultiLineString", coordinates: [ring, bridge, onwards] });
  expect(table.array("intersection")).toEqual([0, 0, 0]);
  expect(table.get("length", 0)).toBeCloseTo(200 + Math.SQRT2 * 100, 9);
});

it("makes 2 k (k − 1) segments and k² − 4 intersections of k × k streets, of all their length", () => {
  const k = 7;
  const along = Array.from({ length: k }, (_, index) => index);
  const lines = [
    ...along.map((row) => along.map((column) => [east + 90 * column, 90 * row])),
    ...along.map((column) => along.map((row) => [east + 90 * column, 90 * row])),
  ];
  const features = lines.map(
    (coordinates) =>
      ({ type: "Feature", properties: null, geometry: { type: "LineString", coordinates } }) as const,
  );
  for (const given of [lines, { type: "FeatureCollection", features } as const]) {
    const { table } = streetUnits(given);
    const intersections = (table.array("intersection") as number[]).filter((value) => value === 1).length;
    expect([intersections, table.numRows() - intersections]).toEqual([k * k - 4, 2 * k * (k - 1)]);
    const length = (table.array("length") as number[]).reduce((sum, value) => sum + value, 0);
    expect(length).toBeCloseTo(2 * k * (k - 1) * 90, 6);
  }
});

it.each<[() => unknown, string]>([
  [() => streetUnits([]), "streetUnits: there are no lines"],
  [
    () => streetUnits([[[east, 0]]]),
    "streetUnits: line 1 must be a list of at least two places [x, y] in metres",
  ],
  [
    () => streetUnits({ type: "Point", coordinates: [east, 0] } as never),
    "streetUnits: line 1 must be a list of at least two places [x, y] in metres",
  ],
  [
    () =>
      streetUnits([
        [
          [-77, 38.9],
          [-77.1, 38.9],
        ],
      ]),
    "streetUnits: the lines' coordinates look like degrees (the first is -77, 38.9), but metres are needed: turn longitude and latitude into metres with 'project', or, if they are metres, add 1000 to both",
  ],
  [
    () =>
      streetUnits(
        [
          [
            [east, 0],
            [east, 9],
          ],
        ],
        { tolerance: 0 },
      ),
    "streetUnits: 'tolerance' must be a number of metres greater than 0, got 0",
  ],
  [
    () =>
      streetUnits([
        [
          [east, 0],
          [east, 0.1],
        ],
      ]),
    "streetUnits: no line is longer than the tolerance of 0.5 metres",
  ],
])("refuses bad input (%#)", (make, message) => {
  expect(make).toThrow(new InputError(message));
});

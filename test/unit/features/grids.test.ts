import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import { type Boundary, type Grid, hexagonGrid, squareGrid } from "../../../kernel-lib/src/features/index.js";

const grids = { squareGrid, hexagonGrid };
const column = ({ table }: Grid, name: string) => [...(table.array(name) as Float64Array)];
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

/** A ring about a centre with the given radii, one for each of equal angles; its area by triangles. */
function star(radii: number[], centre: number): { ring: number[][]; area: number } {
  const angle = (2 * Math.PI) / radii.length;
  const ring = radii.map((r, i) => [centre + r * Math.cos(i * angle), centre + r * Math.sin(i * angle)]);
  const area = total(radii.map((r, i) => (r * radii[(i + 1) % radii.length]! * Math.sin(angle)) / 2));
  return { ring: [...ring, ring[0]!], area };
}

const radii = (min: number, max: number) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: 5, maxLength: 20 });

describe.each(["squareGrid", "hexagonGrid"] as const)("%s", (name) => {
  const make = grids[name];

  it("tiles any area, holes left out: the cells' areas add up to it", () => {
    fc.assert(
      fc.property(
        radii(400, 2000),
        radii(10, 300),
        fc.integer({ min: 90, max: 900 }),
        (outer, inner, size) => {
          const [shape, hole] = [star(outer, 50_000), star(inner, 50_000)];
          const far = star([500, 600, 700], 60_000);
          const grid = make(
            { type: "MultiPolygon", coordinates: [[shape.ring, hole.ring.reverse()], [far.ring]] },
            { size },
          );
          const area = shape.area - hole.area + far.area;
          expect(Math.abs(total(column(grid, "area")) / area - 1)).toBeLessThan(1e-9);
          const whole = name === "squareGrid" ? size ** 2 : (Math.sqrt(3) / 2) * size ** 2;
          expect(Math.max(...column(grid, "area"))).toBeLessThan(whole * (1 + 1e-9));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("has cells of the size it says, none twice, with shapes that match the table", () => {
    const grid = make([10_000, 20_000, 12_000, 21_500], { size: 250 });
    const [x, y] = [column(grid, "x"), column(grid, "y")];
    let nearest = Infinity;
    for (let a = 0; a < x.length; a++) {
      for (let b = 0; b < a; b++) nearest = Math.min(nearest, Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!));
    }
    expect(nearest).toBeCloseTo(250, 6);
    expect(total(column(grid, "area"))).toBeCloseTo(2000 * 1500, 3);
    expect(grid.shapes.features.map(({ id }) => id)).toEqual(column(grid, "id"));
    grid.shapes.features.forEach(({ geometry }, index) => {
      const ring = geometry.coordinates[0]!;
      expect(ring[0]).toEqual(ring.at(-1));
      expect(total(ring.slice(1).map(([east]) => east!)) / (ring.length - 1)).toBeCloseTo(x[index]!, 6);
      expect(total(ring.slice(1).map(([, north]) => north!)) / (ring.length - 1)).toBeCloseTo(y[index]!, 6);
    });
  });

  const refused = `${name}: the boundary must be a GeoJSON polygon in planar metres, each ring of at least four places, or a box [left, bottom, right, top]`;
  it.each<[Boundary, number, string]>([
    [[10_000, 0, 11_000, 1000], 0, `${name}: 'size' must be a number of metres greater than 0, got 0`],
    [[10_000, 0, 11_000, 1000], 0.1, `${name}: 'size' of 0.1 metres would make over a million cells`],
    [
      [-77.1, 38.8, -76.9, 39],
      100,
      `${name}: the boundary's coordinates look like degrees (the first is -77.1, 38.8), but metres are needed: turn longitude and latitude into metres with 'project', or, if they are metres, add 1000 to both`,
    ],
    [[10_000, 0, 9_000, 1000], 100, `${name}: the boundary encloses no area`],
    [{ type: "Polygon", coordinates: [[[1, 2]]] }, 100, refused],
    [{ type: "Point", coordinates: [1, 2] } as never, 100, refused],
    [null as never, 100, refused],
  ])("refuses bad input (%#)", (boundary, size, message) => {
    expect(() => make(boundary, { size })).toThrow(new InputError(message));
  });
});

it("counts a hexagon of √3/2 size² square metres, and a square of size²", () => {
  const box = [10_000, 20_000, 15_000, 25_000] as const;
  const commonest = (grid: Grid) =>
    column(grid, "area").sort((a, b) => a - b)[Math.floor(grid.table.numRows() * 0.75)];
  expect(commonest(hexagonGrid(box, { size: 400 }))).toBeCloseTo((Math.sqrt(3) / 2) * 160_000, 4);
  const squares = squareGrid(box, { size: 500 });
  expect(squares.table.numRows()).toBe(100);
  expect(squares.table.object(0)).toEqual({ id: 1, x: 10_250, y: 20_250, area: 250_000 });
});

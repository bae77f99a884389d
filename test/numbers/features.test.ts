import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { escape, type ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../kernel-lib/src/data/index.js";
import { distanceToNearest, project, riskFactors } from "../../kernel-lib/src/features/index.js";

const folder =
  process.env["QUETELET_DATA"] || fileURLToPath(new URL("../../../shared/data", import.meta.url));
const files = ["dc_street_units", "dc_generator_points", "dc_dummies"].map(
  (name) => `${folder}/rtm/${name}.csv`,
);
const present = files.every((file) => existsSync(file));
if (!present) console.warn(`skipped: features of the DC streets, not in ${folder}`);

const steps = [50, 100, 200, 300, 400, 500, 600, 700, 800];
const alcohol = ["LiquorStore", "OnPremise", "NightClub", "GroceryAlcohol"];

describe.skipIf(!present)("features of the DC streets", () => {
  const places = { coordinates: { x: "XMeters", y: "YMeters" }, pointCoordinates: { x: "x_m", y: "y_m" } };
  const ofTypes = (types: string[]) =>
    points!.filter(escape(({ type }: { type: string }) => types.includes(type)));
  let [units, points, expected]: ColumnTable[] = [];
  beforeAll(async () => {
    [units, points, expected] = (await Promise.all(files.map((file) => readTable(file)))) as ColumnTable[];
  });

  it("give the distances to the nearest generator of each type, to the rounding of the file", () => {
    const types = [...new Set(points!.array("type") as string[])];
    for (const type of types) {
      const ours = distanceToNearest(units!, ofTypes([type]), places);
      const theirs = units!.array(`dist_${type}`) as number[];
      const largest = ours.reduce((most, d, row) => Math.max(most, Math.abs(d - theirs[row]!)), 0);
      expect(largest, type).toBeLessThan(0.051);
    }
    expect(types.length).toBe(30);
  });

  it("project the points so that they lie to each other as on the map of Maryland, to 1 in 10,000", () => {
    const projected = points!.assign(project(points!, { about: [-77.02, 38.9] }));
    const column = (name: string) => projected.array(name) as number[];
    const [x, y, east, north] = [column("x"), column("y"), column("x_m"), column("y_m")];
    for (let row = 1; row < x.length; row += 7) {
      const ours = Math.hypot(x[row]! - x[0]!, y[row]! - y[0]!);
      const theirs = Math.hypot(east[row]! - east[0]!, north[row]! - north[0]!);
      expect(Math.abs(ours - theirs)).toBeLessThan(0.01 + 1e-4 * theirs);
    }
  });

  it("reproduce the seed's dummies in at least 99.9 % of cells of every column", () => {
    const start = performance.now();
    const made = riskFactors(
      units!,
      [
        {
          name: "alc",
          points: ofTypes(alcohol),
          coordinates: places.pointCoordinates,
          distances: steps,
          densities: steps,
        },
        {
          name: "met",
          points: ofTypes(["MetroEntr"]),
          coordinates: places.pointCoordinates,
          distances: steps,
        },
        { name: "c31", points: units!, weights: "CFS1", densities: steps },
      ],
      { coordinates: places.coordinates },
    );
    const seconds = (performance.now() - start) / 1000;
    expect(made.table.array("MarID")).toEqual(expected!.array("MarID"));
    const names = expected!.columnNames().filter((name) => /_(dis|kde)_/.test(name));
    expect(Object.values(made.sets).flat().concat(made.constant).sort()).toEqual([...names].sort());
    const shares = Object.fromEntries(names.map((name) => [name, agreement(name)]));
    const lowest = (100 * Math.min(...Object.values(shares))).toFixed(3);
    console.log(
      `dummies of ${units!.numRows()} units: ${seconds.toFixed(1)} s, ${lowest} % equal in the worst column`,
    );
    for (const [name, share] of Object.entries(shares)) expect(share, name).toBeGreaterThanOrEqual(0.999);

    function agreement(name: string): number {
      const [ours, theirs] = [made.table.array(name), expected!.array(name)];
      let equal = 0;
      for (let row = 0; row < ours.length; row++) equal += Number(ours[row] === theirs[row]);
      return equal / ours.length;
    }
  });
});

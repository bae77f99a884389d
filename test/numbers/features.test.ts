import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { escape, type ColumnTable } from "arquero";
import { beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../kernel-lib/src/data/index.js";
import { riskFactors } from "../../kernel-lib/src/features/index.js";

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
  let [units, points, expected]: ColumnTable[] = [];
  beforeAll(async () => {
    [units, points, expected] = (await Promise.all(files.map((file) => readTable(file)))) as ColumnTable[];
  });

  it("reproduce the seed's dummies in at least 99.9 % of cells of every column", () => {
    const ofTypes = (types: string[]) =>
      points!.filter(escape(({ type }: { type: string }) => types.includes(type)));
    const start = performance.now();
    const made = riskFactors(
      units!,
      [
        {
          name: "alc",
          points: ofTypes(alcohol),
          coordinates: { x: "x_m", y: "y_m" },
          distances: steps,
          densities: steps,
        },
        {
          name: "met",
          points: ofTypes(["MetroEntr"]),
          coordinates: { x: "x_m", y: "y_m" },
          distances: steps,
        },
        { name: "c31", points: units!, weights: "CFS1", densities: steps },
      ],
      { coordinates: { x: "XMeters", y: "YMeters" } },
    );
    const seconds = (performance.now() - start) / 1000;
    expect(made.table.array("MarID")).toEqual(expected!.array("MarID"));
    const names = expected!.columnNames().filter((name) => /_(dis|kde)_/.test(name));
    expect(Object.values(made.sets).flat().concat(made.constant).sort()).toEqual([...names].sort());
    const shares = Object.fromEntries(names.map((name) => [name, agreement(name)]));
    console.log(
      `features of ${units!.numRows()} units made in ${seconds.toFixed(1)} s; share of equal cells:`,
      shares,
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

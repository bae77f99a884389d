import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  fitConfig,
  fromJSON,
  InputError,
  riskMap,
  riskTerrain,
  simulateRiskTerrain,
} from "../../../kernel-lib/src/index.js";
import { bundleOf } from "../../../kernel-lib/src/notebook/display.js";

const ladder = { distances: [100, 300], densities: [200] };
const city = simulateRiskTerrain({
  units: 800,
  seed: 4,
  generators: [
    { name: "bars", points: 30, ...ladder, variable: "kde_200", coefficient: 1.2 },
    { name: "metro", points: 6, spread: "even", ...ladder, variable: "dis_300", coefficient: 1 },
    { name: "schools", points: 20, spread: "even", ...ladder, variable: null },
  ],
});
const options = {
  outcome: "crimes",
  nextOutcome: "next_crimes",
  always: ["intersection"],
  sets: city.sets,
  coordinates: { x: "x", y: "y" },
};

test("the fit finds the risk factors of a city that was made of them, and holds tables and charts", async () => {
  const fit = await riskTerrain(city.table, { ...options, replicates: 4 });
  expect(fit.config).toEqual({ model: "risk-terrain", ...options, replicates: 4 });
  expect(fit.provenance.dataSha256).toMatch(/^[0-9a-f]{64}$/);
  const chosen = fit.tables.coefficients!.rows.filter(({ set }) => set !== null).map(({ term }) => term);
  expect(chosen).toEqual([city.truth.chosen.bars, city.truth.chosen.metro]);
  expect(Object.keys(fit.charts)).toEqual(["rateRatios", "riskMap", "accuracy", "selection", "calibration"]);
  expect(Object.keys(await bundleOf(fit))).toHaveLength(3);
  expect(JSON.stringify(fit).length).toBeLessThan(300_000);
});

test("the summary names the method, the size of the choice and the rate ratios", async () => {
  const { text } = (await riskTerrain(city.table, options)).summary();
  expect(text).toMatch(/Risk terrain model \(Poisson\): crimes/);
  expect(text).toMatch(/Method: +exact, by BIC/);
  expect(text).toMatch(/Candidates: +9 variables/);
  expect(text).toMatch(/Chosen: +2 of 3 sets/);
  expect(text).toMatch(/Rate ratio/);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(130);
});

test("a fit predicts, and so does the one restored from its document", async () => {
  const fit = await riskTerrain(city.table, options);
  const predictions = fit.predict(city.table);
  expect(predictions.numRows()).toBe(800);
  const restored = fromJSON(JSON.stringify(fit));
  expect(restored.predict(city.table).objects()).toEqual(predictions.objects());
  const unexposed = predictions.array("relativeRisk").findIndex((risk) => risk === 1);
  expect(unexposed).toBeGreaterThanOrEqual(0);
});

test("bad input is refused in one sentence, before training", async () => {
  const refused = (changed: object) => riskTerrain(city.table, { ...options, ...changed } as never);
  await expect(refused({ methd: "exact" })).rejects.toThrow(/^riskTerrain: unknown field 'methd'/);
  await expect(refused({ method: "best" })).rejects.toThrow(/^riskTerrain: 'method' must be one of 'exact'/);
  await expect(refused({ outcome: "crime" })).rejects.toThrow(
    /^riskTerrain: 'outcome' .*did you mean 'crimes'/,
  );
  expect(() => riskTerrain.start(city.table, { ...options, sets: {} })).toThrow(InputError);
});

describe("fitConfig", () => {
  const folder = mkdtempSync(join(tmpdir(), "quetelet-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("gives the same fit as the function, from a file beside the config", async () => {
    writeFileSync(join(folder, "city.csv"), city.table.toCSV());
    const config = { model: "risk-terrain", data: "city.csv", ...options, method: "lasso" };
    const fromFile = await fitConfig(config, { baseFolder: folder });
    const direct = await riskTerrain(city.table, { ...options, method: "lasso" });
    expect(fromFile.tables.coefficients).toEqual(direct.tables.coefficients);
    expect(fromFile.config).toEqual(config);
  });
});

describe("riskMap", () => {
  const places = { x: [1000, 1200, 1400], y: [5000, 5000, 5200], risk: [1, 2, 4] };

  test("draws points, cells or shapes, and says what it drew", async () => {
    expect(riskMap(places, { risk: "risk" }).toString()).toMatch(
      /^Map of 3 places, .*coloured by risk in 3 classes: 1, 2, 4/,
    );
    const cells = riskMap(places, { risk: "risk", cellSize: 200, legend: "Crimes" });
    expect(cells.toString()).toContain("coloured by crimes in");
    expect(riskMap({ ...places, relativeRisk: [1, 2, 4] }, { risk: "relativeRisk" }).toString()).toContain(
      "coloured by relativeRisk in",
    );
    expect(cells.spec.mark).toEqual({ type: "rect" });
    const shapes = { ...city.shapes, features: city.shapes.features.slice(0, 3) };
    const drawn = riskMap(places, { risk: "risk", shapes });
    expect(drawn.toString()).not.toContain("[object");
    expect(await drawn.svg()).toMatch(/class="mark-shape/);
  });

  test("refuses shapes of other places, and places without risk", () => {
    const shapes = { type: "FeatureCollection", features: [] } as const;
    expect(() => riskMap(places, { risk: "risk", shapes })).toThrow(
      /^riskMap: 'shapes' must hold one feature/,
    );
    expect(() => riskMap(places, { risk: "rsk" })).toThrow(/^riskMap: 'risk' names column 'rsk'.*'risk'\?/);
    expect(() => riskMap({ ...places, risk: [1, NaN, 2] }, { risk: "risk" })).toThrow(/no number in row 2/);
    expect(() => riskMap(places, { risk: "risk", cellSize: 0 })).toThrow(/'cellSize' must be/);
  });
});

import { describe, expect, test } from "vitest";
import { explainOutcome, hierarchicalForest } from "../../../../kernel-lib/src/index.js";
import { histogram } from "../../../../kernel-lib/src/models/forest/explained.js";
import { explainPrediction } from "../../../../kernel-lib/src/models/forest/explain.js";
import { mostExamples } from "../../../../kernel-lib/src/models/forest/example-rows.js";
import { layers, people } from "./hierarchical/support.js";
import { estimate, simulate } from "./support.js";

const quick = { trees: 60, minLeaf: 3, permutations: 0, impurityImportance: false, partialDependence: [] };
const data = simulate(300);

describe("predictions explained", () => {
  test("are those of the fit, by trees that did not see the row", async () => {
    const { document, details } = await estimate(data, {
      outcome: "y",
      features: ["a", "b", "text"],
      groups: "group",
      ...quick,
    });
    const rows = document.tables.explained!.rows;
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThanOrEqual(mostExamples);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
    const weights = document.details!.weights!;
    for (const each of rows) {
      const at = (each.row as number) - 1;
      expect(each.observed).toBe(data.y[at]);
      expect(each.group).toBe(data.group[at]);
      expect(each.fitted).toBeCloseTo(details.outOfBag.fitted[at]!, 4);
      expect(each.lower).toBeCloseTo(details.intervals!.lower[at]!, 4);
      const behind = explainPrediction(details.forest, details.features, at, {
        y: details.target.y as Float64Array,
        outOfBag: true,
      });
      expect(behind.reduce((sum, { weight, outcome }) => sum + weight * outcome, 0)).toBeCloseTo(
        each.fitted as number,
        4,
      );
      const steps = weights.weight!.filter((_, i) => weights.row![i] === each.row) as number[];
      expect(steps.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
      const named = document.tables.heaviest!.rows.filter(({ row }) => row === each.row);
      expect(named.map(({ observation }) => observation)).toEqual(
        behind.slice(0, named.length).map(({ row }) => row + 1),
      );
      for (const { observation, outcome } of named) expect(data.y[(observation as number) - 1]).toBe(outcome);
    }
    const of = (reason: string) => rows.find(({ why }) => String(why).split(", ").includes(reason))!;
    const fitted = [...details.outOfBag.fitted];
    expect(of("highest prediction").fitted).toBeCloseTo(Math.max(...fitted), 4);
    expect(of("lowest prediction").fitted).toBeCloseTo(Math.min(...fitted), 4);
    const errors = fitted.map((value, row) => data.y[row]! - value);
    expect(of("most above its prediction").row).toBe(errors.indexOf(Math.max(...errors)) + 1);
    expect(of("typical of B").group).toBe("B");
  });

  test("count rows in the table that was given", async () => {
    const y = data.y.map((value, row) => (row < 50 ? NaN : value));
    const { document } = await estimate(
      { ...data, y },
      { outcome: "y", features: ["a", "b"], missing: "drop", ...quick },
    );
    for (const { row, observed } of document.tables.explained!.rows) {
      expect(row as number).toBeGreaterThan(50);
      expect(observed).toBe(y[(row as number) - 1]);
    }
  });

  test("of classes have probabilities and no distribution", async () => {
    const { document, details } = await estimate(data, { outcome: "three", features: ["a", "b"], ...quick });
    expect(document.details).toBeUndefined();
    expect(document.tables.heaviest).toBeUndefined();
    const levels = (details.target as { levels: readonly string[] }).levels;
    for (const row of document.tables.explained!.rows) {
      expect(row.observed).toBe(data.three[(row.row as number) - 1]);
      const shares = levels.map((_, k) => row[`probability${k + 1}`] as number);
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
      expect(row.predicted).toBe(levels[shares.indexOf(Math.max(...shares))]);
    }
  });
});

describe("a hierarchical forest", () => {
  const table = people(400);
  const options = { ...quick, ...layers, outcome: "y" };

  test("says what the proxies tell of the rows explained, and explains any row", async () => {
    const fit = await hierarchicalForest(table, options);
    for (const row of fit.tables.explained!.rows) {
      const sum = [1, 2, 3].reduce((total, k) => total + (row[`class${k}`] as number), 0);
      expect(sum).toBeCloseTo(1, 4);
      expect(row.group).toBe(table.kind[(row.row as number) - 1]);
    }
    const fresh = people(20, 2);
    const { kind: _, ...unseen } = fresh;
    const behind = explainOutcome(fit, unseen, 3);
    const mean = behind.reduce((total, { weight, outcome }) => total + weight * outcome, 0);
    expect(mean).toBeCloseTo(fit.predict(unseen).get("fitted", 3) as number, 9);
    // As a document that was saved and read again.
    const read = JSON.parse(JSON.stringify(fit));
    expect(explainOutcome(read, unseen, 3)[0]).toEqual(behind[0]);
    expect(() => explainOutcome(fit, { street: ["street 1"] }, 0)).toThrow(/^explainOutcome: /);
  });
});

test("a histogram keeps the weight, of few outcomes one bar each", () => {
  const behind = (outcomes: number[]) =>
    outcomes.map((outcome, row) => ({ row, outcome, weight: 1 / outcomes.length, cumulative: 0 }));
  expect(histogram(behind([2, 1, 2, 2]))).toEqual([
    { from: 1, to: 1, weight: 0.25 },
    { from: 2, to: 2, weight: 0.75 },
  ]);
  const many = histogram(behind(Array.from({ length: 100 }, (_, i) => i)));
  expect(many.length).toBeLessThanOrEqual(24);
  expect(many.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  expect(many[0]!.from).toBe(0);
  expect(many.at(-1)!.to).toBe(99);
});

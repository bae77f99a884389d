import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  chooseThresholds,
  compareModels,
  decoupled,
  fitConfig,
  fromJSON,
  groupMetrics,
  predictByCohort,
  tradeOff,
} from "../../../kernel-lib/src/api/index.js";
import { main } from "../../../kernel-lib/src/cli/main.js";
import { InputError } from "../../../kernel-lib/src/contract/index.js";
import type { Fit } from "../../../kernel-lib/src/notebook/index.js";
import { applicants, features } from "../models/decoupled/hiring.js";

const table = applicants(240);
const options = {
  label: "hired",
  features,
  cohorts: { columns: ["sex"] },
  fairnessLoss: "demographic-parity",
  lambda: 0.5,
  bootstraps: 20,
  seed: 3,
} as const;
const mutable = { ...options, features, cohorts: { columns: ["sex"] } };
let fit: Fit;
beforeAll(async () => void (fit = await decoupled(table, mutable)));
afterEach(() => vi.restoreAllMocks());

/** What of a fit must not depend on when and through which door it was made. */
const numbersOf = ({ fit, tables, predictor }: Fit) => ({ fit, tables, predictor });

describe("one model, three doors", () => {
  it("a config gives the same numbers as the call", async () => {
    const byConfig = await fitConfig({ model: "decoupled", ...mutable }, { data: table });
    expect(numbersOf(byConfig)).toEqual(numbersOf(fit));
    expect(byConfig.config).toEqual(fit.config);
  });

  it("so does the command line, which predicts from the document", async () => {
    const folder = mkdtempSync(join(tmpdir(), "quetelet decoupled "));
    afterAll(() => rmSync(folder, { recursive: true }));
    const at = (name: string) => join(folder, name);
    const names = Object.keys(table) as (keyof typeof table)[];
    const lines = table.sex.map((_, row) => names.map((name) => String(table[name][row])).join(","));
    writeFileSync(at("people.csv"), [names.join(","), ...lines].join("\n"));
    writeFileSync(at("config.json"), JSON.stringify({ model: "decoupled", data: "people.csv", ...mutable }));
    vi.spyOn(process.stdout, "write").mockImplementation(() => true);
    expect(await main(["fit", at("config.json"), "--out", at("r.quetelet.json")])).toBe(0);
    expect(
      await main(["predict", at("r.quetelet.json"), "--data", at("people.csv"), "--out", at("p.csv")]),
    ).toBe(0);
    const saved = fromJSON(readFileSync(at("r.quetelet.json"), "utf8"));
    expect(saved.fit).toEqual(fit.fit);
    expect(saved.tables.thresholds).toEqual(fit.tables.thresholds);
    const [header, ...rows] = readFileSync(at("p.csv"), "utf8").trim().split("\n");
    expect(header).toBe("cohort,fitted,probability,threshold");
    const predicted = fit.predict(table);
    expect(rows.map((row) => row.split(",")[1])).toEqual(Array.from(predicted.array("fitted") as string[]));
    rows.forEach((row, i) =>
      expect(Number(row.split(",")[2])).toBeCloseTo((predicted.array("probability") as number[])[i]!, 12),
    );
  });

  it("refuses a misspelt option with the nearest name", async () => {
    await expect(decoupled(table, { ...mutable, fairnesLoss: "balanced" } as never)).rejects.toThrow(
      /unknown field 'fairnesLoss' \(did you mean 'fairnessLoss'\?\)|unknown field 'fairnesLoss'.*fairnessLoss/,
    );
  });
});

describe("an estimator of one's own", () => {
  /** Knows the share of positives and nothing else. */
  class ShareModel {
    share = 0;
    fit(_: number[][], y: number[], weights?: number[]) {
      const weight = (row: number) => weights?.[row] ?? 1;
      const total = y.reduce((sum, _, row) => sum + weight(row), 0);
      this.share = y.reduce((sum, value, row) => sum + value * weight(row), 0) / total;
    }
    predictProbability = (x: number[][]) => x.map(() => this.share);
    clone = () => new ShareModel();
  }

  it("trains a copy for each cohort, is called custom in the config, and predicts while it lives", async () => {
    const own = await decoupled(table, { ...mutable, estimator: new ShareModel() });
    expect(own.config).toMatchObject({ estimator: "custom" });
    const share = (sex: string) => {
      const rows = table.sex.flatMap((value, row) => (value === sex ? [row] : []));
      return rows.filter((row) => table.hired[row] === "yes").length / rows.length;
    };
    const predicted = own.predict(table);
    expect((predicted.array("probability") as number[])[0]).toBeCloseTo(share(table.sex[0]!), 12);
    const saved = fromJSON(JSON.stringify(own));
    expect(() => saved.predict(table)).toThrow(/an estimator of the analyst's own/);
  });

  it("is refused in a config, which cannot hold one", async () => {
    const config = { model: "decoupled", ...mutable, estimator: "custom" };
    await expect(fitConfig(config, { data: table })).rejects.toThrow(/'estimator' is 'custom'/);
  });
});

describe("prediction", () => {
  it("is the same from the saved document", () => {
    const again = fromJSON(JSON.stringify(fit));
    expect(again.predict(table).objects()).toEqual(fit.predict(table).objects());
  });

  it("splits by cohort, with the number of each row", () => {
    const joined = fit.predict(table);
    const split = predictByCohort(fit, table);
    expect(Object.keys(split).sort()).toEqual(["F", "M"]);
    for (const [cohort, part] of Object.entries(split)) {
      for (const row of part.objects() as { row: number; probability: number }[]) {
        expect(table.sex[row.row - 1]).toBe(cohort);
        expect(row.probability).toBe((joined.array("probability") as number[])[row.row - 1]);
      }
    }
    expect(Object.values(split).reduce((sum, part) => sum + part.numRows(), 0)).toBe(240);
  });

  it("names a row that is in no cohort, and refuses a level of intervals that there are none of", () => {
    const stranger = { ...table, sex: table.sex.map((value, row) => (row === 4 ? "X" : value)) };
    expect(() => fit.predict(stranger)).toThrow(/row 5 is in no cohort.*'X'/);
    expect(() => fit.predict(table, { level: 0.9 })).toThrow(InputError);
  });
});

describe("what a reader sees first", () => {
  it("is the thresholds, by cohort, with what was fitted and how", () => {
    const text = fit.summary().text;
    expect(text).toContain("Decoupled classifiers: hired");
    expect(text).toMatch(/Cohorts by: +sex/);
    expect(text).toMatch(/Thresholds by: +demographic-parity/);
    expect(text).toMatch(/Gap: +0\b/);
    expect(text).toMatch(/Cohort +Threshold +Rows/);
    expect(text).not.toMatch(/undefined|NaN/);
  });

  it("says of a regression what it is", async () => {
    const wages = await decoupled(table, {
      label: "wage",
      features,
      cohorts: mutable.cohorts,
      bootstraps: 0,
    });
    expect(wages.summary().text).toMatch(
      /Decoupled regressions: wage[^]*Root mean squared error[^]*linear, ridge/,
    );
  });
});

describe("thresholds for scores of one's own", () => {
  const cohorts = [
    { name: "a", scores: [0.1, 0.3, 0.6, 0.9], labels: [0, 0, 1, 1] },
    { name: "b", scores: [0.1, 0.2, 0.4, 0.5], labels: [false, true, false, true] },
  ];

  it("takes plain arrays, and proves its optimum", async () => {
    const choice = await chooseThresholds(cohorts, { loss: "equal-opportunity", lambda: 0.5 });
    expect(choice).toMatchObject({ thresholds: [0.6, 0.2], certified: true, gap: 0 });
  });

  it("traces the trade-off, judged on other rows where there are some", async () => {
    const { points, certified } = await tradeOff(cohorts, { loss: "demographic-parity", heldOut: cohorts });
    expect(certified).toBe(true);
    expect([points[0]!.lambdaLow, points.at(-1)!.lambdaHigh]).toEqual([0, 1]);
    for (const point of points) expect(point.heldOut!.error).toBe(point.error);
  });

  it("refuses a label that is neither 0 nor 1, naming the cohort and the row", async () => {
    const wrong = [{ ...cohorts[0]!, labels: [0, 2, 1, 1] }];
    await expect(chooseThresholds(wrong)).rejects.toThrow(/chooseThresholds: .*cohort a.*got 2 in row 2/);
  });
});

it("measures and compares predictions by seed, so that intervals repeat", async () => {
  const labels = [1, 0, 1, 0, 1, 1, 0, 0];
  const groups = [["a", "a", "a", "a", "b", "b", "b", "b"]];
  const input = { labels, predictions: [1, 0, 0, 1, 1, 1, 1, 0], groups };
  const first = await groupMetrics(input, { seed: 4, bootstraps: 50 });
  expect(await groupMetrics(input, { seed: 4, bootstraps: 50 })).toEqual(first);
  expect(await groupMetrics(input, { seed: 5, bootstraps: 50 })).not.toEqual(first);
  const models = [
    { name: "old", predictions: [1, 1, 1, 1, 1, 1, 1, 1] },
    { name: "new", predictions: input.predictions },
  ];
  const compared = await compareModels({ labels, cohorts: groups[0]!, models }, { bootstraps: 50 });
  const [, own] = compared.cohorts[0]!.models;
  expect(own!.difference!.errorRate!.estimate).toBeCloseTo(3 / 8 - 4 / 8, 12);
});

import { beforeAll, describe, expect, it } from "vitest";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import type { ResultDocument } from "../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import {
  estimateRandomForest,
  predictRandomForest,
  type RandomForestDetails,
} from "../../../../kernel-lib/src/models/forest/index.js";
import { estimate, simulate } from "./support.js";

const data = simulate(700);
const { y, two, three: _, ...columns } = data;
const options = { outcome: "y", groups: "group", trees: 60, threads: 1 };
const next = asTable(simulate(300, 2), "test");
const rowsOf = (document: ResultDocument, name: string) => document.tables[name]!.rows;
const numbersOf = (document: ResultDocument, table: string, column: string) =>
  rowsOf(document, table).map((row) => row[column] as number);

describe("a regression", () => {
  let document: ResultDocument;
  let details: RandomForestDetails;
  beforeAll(async () => {
    ({ document, details } = await estimate({ ...columns, y } as never, options));
  });

  it("explains most of what there is to explain, out of bag", () => {
    expect(document.fit.oobRSquared).toBeGreaterThan(0.55);
    expect(document.fit.oobRSquared).toBeLessThan(0.9);
    const { fitted } = details.outOfBag;
    const mse = y.reduce((sum, value, i) => sum + (value - fitted[i]!) ** 2, 0) / y.length;
    expect(document.fit.oobMse).toBeCloseTo(mse, 9);
    expect(numbersOf(document, "errors", "error").at(-1)).toBeCloseTo(mse, 9);
  });

  it("tells the columns that matter from the one that says nothing", () => {
    const names = rowsOf(document, "importance").map(({ column }) => column);
    expect(names.at(-1)).toBe("c");
    expect(names).not.toContain("group");
    const said = Object.fromEntries(rowsOf(document, "importance").map((row) => [row.column, row]));
    for (const name of ["a", "b", "text"]) {
      expect(said[name]!.permutationLower).toBeGreaterThan(0);
      expect(said[name]!.impurityLower).toBeGreaterThan(0);
    }
    expect(said.c!.permutationLower).toBeLessThan(0.05);
  });

  it("reports coverage, width and error by group", () => {
    const [all, a, b] = rowsOf(document, "intervals");
    expect([all!.group, a!.group, b!.group]).toEqual(["(all)", "A", "B"]);
    expect((a!.rows as number) + (b!.rows as number)).toBe(700);
    expect(b!.coverage).toBeLessThan(a!.coverage as number);
    expect(document.fit.oobCoverage).toBe(all!.coverage);
    expect(all!.conformalCoverage).toBeGreaterThan(0.86);
    expect(all!.conformalCoverage).toBeLessThan(0.94);
    const errors = rowsOf(document, "errorByGroup");
    expect(errors[2]!.mse).toBeGreaterThan(errors[1]!.mse as number);
  });

  it("shows how the prediction rises with a", () => {
    const curve = rowsOf(document, "partialDependence").filter(({ column }) => column === "a");
    const means = curve.map(({ mean }) => mean as number);
    expect(means.at(-1)! - means[0]!).toBeGreaterThan(3);
    const levels = rowsOf(document, "partialDependence").filter(({ column }) => column === "text");
    expect(levels.map(({ level }) => level)).toEqual(["high", "low", "middle"]);
  });

  it("predicts from its document, after JSON too, and explains itself by interval", () => {
    const direct = predictRandomForest(document, next);
    const reread = predictRandomForest(JSON.parse(JSON.stringify(document)) as ResultDocument, next);
    expect(reread.objects()).toEqual(direct.objects());
    const column = (name: string) => direct.array(name) as Float64Array;
    expect(direct.columnNames()).toEqual([
      "fitted",
      "sd",
      "median",
      "predictionLower",
      "predictionUpper",
      "conformalLower",
      "conformalUpper",
    ]);
    const outcome = simulate(300, 2).y;
    const isCovered = (v: number, i: number) =>
      v >= column("conformalLower")[i]! && v <= column("conformalUpper")[i]!;
    // 90 % of 300 rows, with three standard deviations of 1.7 %.
    expect(Math.abs(outcome.filter(isCovered).length / 300 - 0.9)).toBeLessThan(0.052);
    const narrow = predictRandomForest(document, next, { level: 0.5 });
    expect(narrow.columnNames()).not.toContain("conformalLower");
    (narrow.array("predictionUpper") as Float64Array).forEach((upper, i) =>
      expect(upper).toBeLessThanOrEqual(column("predictionUpper")[i]!),
    );
  });

  it("repeats exactly with its seed on any number of threads", async () => {
    const again = await estimate({ ...columns, y } as never, { ...options, threads: 2 });
    const { fit, tables, predictor } = again.document;
    expect({ fit, tables, predictor }).toEqual({
      fit: document.fit,
      tables: document.tables,
      predictor: document.predictor,
    });
    const other = await estimate({ ...columns, y } as never, { ...options, seed: 2 });
    expect(other.document.fit.oobMse).not.toBe(document.fit.oobMse);
  });

  it("grows the same forest whatever else is asked for", async () => {
    const bare = { ...options, permutations: 0, impurityImportance: false, conformal: "none" as const };
    const less = await estimate({ ...columns, y } as never, bare);
    expect(less.document.fit.oobMse).toBe(document.fit.oobMse);
    expect(less.document.tables.importance!.columns.map(({ name }) => name)).toEqual(["column", "splits"]);
  });
});

describe("classes", () => {
  it.for(["two", "three"] as const)(
    "count their errors, and predict from the document (%s)",
    async (outcome) => {
      const { document, details } = await estimate({ ...columns, [outcome]: data[outcome] } as never, {
        ...options,
        outcome,
      });
      const levels = outcome === "two" ? ["no", "yes"] : ["little", "much", "some"];
      const confusion = rowsOf(document, "confusion");
      expect(confusion.map(({ observed }) => observed)).toEqual(levels);
      const cells = confusion.map((row) => levels.map((_, k) => row[`class${k + 1}`] as number));
      const right = cells.reduce((sum, row, k) => sum + row[k]!, 0);
      expect(cells.flat().reduce((a, b) => a + b)).toBe(700);
      expect(document.fit.oobError).toBeCloseTo(1 - right / 700, 12);
      expect(document.fit.oobError).toBeLessThan(0.3);
      const p = details.outOfBag.fitted;
      expect(p.length).toBe(700 * levels.length);
      const reread = JSON.parse(JSON.stringify(document)) as ResultDocument;
      const predicted = predictRandomForest(reread, next);
      expect(predicted.objects()).toEqual(predictRandomForest(document, next).objects());
      const truth = simulate(300, 2)[outcome];
      const wrong = (predicted.array("predicted") as string[]).filter(
        (level, i) => level !== truth[i],
      ).length;
      expect(wrong / 300).toBeLessThan(0.3);
      if (outcome === "two") expect(document.fit.oobAuc).toBeGreaterThan(0.8);
    },
  );

  it("sees two numbers as classes only when told", async () => {
    const table = { ...columns, hit: two.map((level) => (level === "yes" ? 1 : 0)) } as never;
    const quick = { outcome: "hit", trees: 10, permutations: 0, impurityImportance: false };
    const regression = await estimate(table, quick);
    expect(regression.document.warnings.map(({ code }) => code)).toContain("two-values");
    const classes = await estimate(table, { ...quick, task: "classification" });
    expect(classes.document.tables.confusion!.rows.map(({ observed }) => observed)).toEqual(["0", "1"]);
  });
});

describe("a run that is cancelled", () => {
  it("keeps the trees it had, flagged", async () => {
    const run = startRun("test", (context) =>
      estimateRandomForest(asTable({ ...columns, y } as never, "test"), { ...options, trees: 3000 }, context),
    );
    run.onProgress(({ phase, step }) => {
      if (phase === "growing trees" && step === 20) run.cancel();
    });
    const { document } = await run;
    expect(document.status).toBe("interrupted");
    expect(document.warnings.map(({ code }) => code)).toContain("interrupted");
    expect(document.fit.trees).toBeLessThan(100);
    expect(document.fit.oobMse).toBeGreaterThan(0);
    expect(predictRandomForest(document, next).numRows()).toBe(300);
  });
});

describe("damaged documents", () => {
  it("are refused, never walked", async () => {
    const { document } = await estimate({ ...columns, y } as never, {
      ...{ outcome: "y", trees: 3, permutations: 0, impurityImportance: false },
    });
    const broken = (edit: (predictor: never) => void) => {
      const copy = JSON.parse(JSON.stringify(document)) as ResultDocument;
      edit(copy.predictor as never);
      return () => predictRandomForest(copy, next);
    };
    type P = { trees: Record<string, { data: string; length: number }>; outputs: number; recipe: unknown[] };
    expect(broken((p: P) => (p.trees.child = p.trees.feature!))).toThrow("damaged trees");
    expect(broken((p: P) => (p.trees.threshold!.length = 1e9))).toThrow("damaged");
    expect(broken((p: P) => (p.trees.threshold!.data = "AAAA"))).toThrow("damaged");
    expect(broken((p: P) => (p.outputs = 4))).toThrow("is damaged");
    expect(broken((p: P) => p.recipe.pop())).toThrow("damaged trees");
    expect(() => predictRandomForest({}, next)).toThrow("'predictor' is missing");
  });
});

import { describe, expect, test } from "vitest";
import { permutation, randomKey } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { estimateGlm } from "../../../../kernel-lib/src/models/linear/index.js";
import {
  estimateRiskTerrain,
  predictRiskTerrain,
} from "../../../../kernel-lib/src/models/risk-terrain/index.js";
import { createCellMaker } from "../../../../kernel-lib/src/models/risk-terrain/cells.js";
import { searchExact } from "../../../../kernel-lib/src/models/risk-terrain/exact.js";
import { countFamily } from "../../../../kernel-lib/src/models/risk-terrain/fit-cells.js";
import { findPatterns, sumPatterns } from "../../../../kernel-lib/src/models/risk-terrain/patterns.js";
import { prepare } from "../../../../kernel-lib/src/models/risk-terrain/prepare.js";
import { chosenOf, estimate, type Options, sets, simulatePlaces, whole } from "./places.js";
import { unwatched } from "../../unwatched.js";

const families = ["poisson", "negative-binomial"] as const;
const glm = (table: object, terms: string[], family: (typeof families)[number], exposure?: string) =>
  startRun("glm", (run) =>
    estimateGlm(asTable(table as never, "test"), { outcome: "y", terms, family, exposure }, run),
  );

describe("the exact method", () => {
  test.for(families.flatMap((family) => [1, 2].map((seed) => [family, seed] as const)))(
    "finds what fitting every admissible model by GLM finds (%s, seed %i)",
    async ([family, seed]) => {
      const table = simulatePlaces(seed, { theta: family === "poisson" ? 0 : 1.5, rows: 300 });
      const { document } = await estimate(table, { ...whole, family });
      let best = { bic: Infinity, chosen: [] as string[] };
      for (const a of [null, ...sets.a]) {
        for (const b of [null, ...sets.b]) {
          for (const c of [null, ...sets.c]) {
            const chosen = [a, b, c].flatMap((name) => name ?? []);
            const { document: fit } = await glm(table, ["share", ...chosen], family, "length");
            const slopes = fit.tables.coefficients!.rows.filter(({ term }) =>
              chosen.includes(term as string),
            );
            if (slopes.some(({ estimate }) => !((estimate as number) > 0))) continue;
            if (fit.fit.bic! < best.bic - 1e-9) best = { bic: fit.fit.bic!, chosen };
          }
        }
      }
      expect(chosenOf(document)).toEqual(best.chosen);
      expect(document.fit.bic).toBeCloseTo(best.bic, 6);
      expect(document.fit.objective).toBeCloseTo(best.bic, 6);
      expect(document.fit).toMatchObject({ gap: 0, models: 48 });
    },
  );

  test.for(families)("finds the same by bounding subtrees as by trying every model (%s)", async (family) => {
    for (let seed = 1; seed <= 4; seed++) {
      const table = asTable(simulatePlaces(seed, { rows: 200, theta: 2 }), "test");
      const problem = prepare(table, { ...whole, family });
      const patterns = findPatterns(problem);
      const sums = sumPatterns(problem, patterns);
      const criterion = { price: Math.log(200), constant: 0, fixed: 2 };
      const search = (enumerateUpTo: number) =>
        startRun("search", (run) =>
          searchExact({
            patterns,
            sums,
            family: countFamily(sums),
            sets: problem.sets,
            intercept: problem.intercept,
            criterion,
            run,
            enumerateUpTo,
          }),
        );
      const [all, bounded] = [await search(1000), await search(1)];
      expect(bounded.choice).toEqual(all.choice);
      expect(bounded.value).toBeCloseTo(all.value, 6);
      expect(bounded.bound).toBe(bounded.value);
    }
  });

  test.for(families)("reports the estimates and errors of the GLM of its choice (%s)", async (family) => {
    const table = simulatePlaces(3, { theta: family === "poisson" ? 0 : 1.5 });
    const { document, details } = await estimate(table, { ...whole, family });
    const { document: fit, details: linear } = await glm(
      table,
      ["share", ...chosenOf(document)],
      family,
      "length",
    );
    document.tables.coefficients!.rows.forEach((row, j) => {
      const other = fit.tables.coefficients!.rows[j]!;
      for (const name of ["estimate", "stdError", "statistic", "lower", "upper", "ratio"]) {
        expect(row[name], `${String(row.term)} ${name}`).toBeCloseTo(other[name] as number, 6);
      }
    });
    for (const name of [
      "logLik",
      "aic",
      "bic",
      "deviance",
      "nullDeviance",
      "nullLogLik",
      "dispersion",
      "nParams",
    ]) {
      expect(document.fit[name], name).toBeCloseTo(fit.fit[name]!, 5);
    }
    if (family === "negative-binomial") {
      expect(document.fit.theta).toBeCloseTo(fit.fit.theta!, 4);
      expect(document.fit.thetaStdError).toBeCloseTo(fit.fit.thetaStdError!, 4);
    }
    details.fitted.forEach((value, i) => expect(value).toBeCloseTo(linear.fitted[i]!, 6));
  });

  test.for([1000, 1])(
    "says how good its best can still get when it is stopped (enumerating up to %i)",
    async (enumerateUpTo) => {
      const problem = prepare(asTable(simulatePlaces(1), "test"), whole);
      const patterns = findPatterns(problem);
      const sums = sumPatterns(problem, patterns);
      const family = countFamily(sums);
      const criterion = { price: Math.log(600), constant: 0, fixed: 2 };
      const data = {
        patterns,
        sums,
        family,
        sets: problem.sets,
        intercept: problem.intercept,
        criterion,
        enumerateUpTo,
      };
      const all = await searchExact({ ...data, run: { ...unwatched, cancelled: false } });
      const stopped = await searchExact({ ...data, run: { ...unwatched, cancelled: true } });
      expect(stopped.complete).toBe(false);
      expect(stopped.bound).toBeLessThan(all.value);
      expect(stopped.value).toBeGreaterThanOrEqual(all.value - 1e-9);
    },
  );

  test.for(["aic", "deviance"] as const)(
    "minimises %s when asked to, and prints it as the objective",
    async (criterion) => {
      const { document } = await estimate(simulatePlaces(4), { ...whole, criterion });
      expect(document.fit.objective).toBeCloseTo(document.fit[criterion]!, 6);
      const { document: other } = await estimate(simulatePlaces(4), whole);
      expect(document.fit[criterion]!).toBeLessThanOrEqual(other.fit[criterion]! + 1e-9);
    },
  );

  test("does not depend on the order of the rows, and doubled rows give the same rates with smaller errors", async () => {
    const table = simulatePlaces(5);
    const order = permutation(randomKey(1), table.y.length);
    const map = (pick: (values: Float64Array) => Float64Array) =>
      Object.fromEntries(Object.entries(table).map(([name, values]) => [name, pick(values)]));
    const shuffled = await estimate(
      map((values) => Float64Array.from(order, (i) => values[i]!)),
      whole,
    );
    const doubled = await estimate(
      map((values) => Float64Array.of(...values, ...values)),
      { ...whole, criterion: "deviance" },
    );
    const [plain, single] = [
      await estimate(table, whole),
      await estimate(table, { ...whole, criterion: "deviance" }),
    ];
    const rows = ({ document }: typeof plain) =>
      document.tables.coefficients!.rows as Record<string, number>[];
    rows(shuffled).forEach((row, j) => {
      expect(row.term).toBe(rows(plain)[j]!.term);
      expect(row.estimate).toBeCloseTo(rows(plain)[j]!.estimate!, 9);
    });
    rows(doubled).forEach((row, j) => {
      expect(row.term).toBe(rows(single)[j]!.term);
      expect(row.estimate).toBeCloseTo(rows(single)[j]!.estimate!, 8);
      expect(row.stdError! * Math.SQRT2).toBeCloseTo(rows(single)[j]!.stdError!, 8);
    });
  });

  test("takes numbers as candidates, not only dummies", async () => {
    const table = simulatePlaces(6);
    const risk = table.a2.map((value, i) => value + 0.1 * (i % 7));
    const { document } = await estimate(
      { ...table, risk },
      { outcome: "y", exposure: "length", sets: { a: ["risk"], b: sets.b } },
    );
    const { document: fit } = await glm({ ...table, risk }, chosenOf(document), "poisson", "length");
    expect(chosenOf(document)).toContain("risk");
    expect(document.fit.logLik).toBeCloseTo(fit.fit.logLik!, 6);
  });

  test("says so when no variable of a set helps", async () => {
    const { document } = await estimate(simulatePlaces(1), { ...whole, sets: { ...sets, c: ["c1"] } });
    const dropped = document.warnings.find(({ code }) => code === "set-dropped");
    expect(dropped?.message).toBe("No variable was kept of the set 'c'.");
    expect(
      document.tables.selection!.rows.find(({ variable, set }) => variable === "(none)" && set === "c"),
    ).toMatchObject({
      chosen: true,
      difference: 0,
    });
  });
});

describe("every method", () => {
  const methods = ["exact", "lasso", "dropout"] as const;
  const short = { iterations: { burnIn: 500, pruned: 500 }, learningRate: 0.01 };

  test.for(methods)(
    "%s keeps at most one variable a set, with rate ratios above 1, and says how far it is from the optimum",
    async (method) => {
      const { document, details } = await estimate(simulatePlaces(7), {
        ...whole,
        ...short,
        method,
        nextOutcome: "next",
      });
      const rows = document.tables.coefficients!.rows.filter(({ set }) => set !== null);
      expect(new Set(rows.map(({ set }) => set)).size).toBe(rows.length);
      for (const { ratio } of rows) expect(ratio).toBeGreaterThan(1);
      expect(document.fit.gap!).toBeGreaterThanOrEqual(0);
      expect(document.fit.objective! - document.fit.bound!).toBeCloseTo(document.fit.gap!, 4);
      // The always columns hold a constant, so expected crimes add up to the observed.
      const total = details.outcome.reduce((a, b) => a + b, 0);
      expect(details.fitted.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 5);
      const table = document.tables.conjunctive!.rows as Record<string, number>[];
      const sum = (name: string) => table.reduce((all, row) => all + row[name]!, 0);
      expect([sum("units"), sum("observed")]).toEqual([600, total]);
      expect(sum("expected")).toBeCloseTo(total, 5);
      expect(sum("nextObserved")).toBe(details.nextOutcome!.reduce((a, b) => a + b, 0));
      expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    },
  );

  test.for(methods)("%s repeats exactly on any number of threads, replicates and all", async (method) => {
    const options: Options = { ...whole, ...short, method, seed: 4 };
    const few = await estimate(simulatePlaces(8), { ...options, replicates: 4 });
    const again = await estimate(simulatePlaces(8), { ...options, replicates: 4, threads: 1 });
    expect(again.document.tables).toEqual(few.document.tables);
    const { rows } = few.document.tables.stability!;
    for (const set of Object.keys(sets)) {
      const own = rows.filter((row) => row.set === set) as Record<string, number>[];
      expect(own.reduce((all, { resamples }) => all + resamples!, 0)).toBeCloseTo(1, 12);
      if (method !== "exact") expect(own.reduce((all, { seeds }) => all + seeds!, 0)).toBeCloseTo(1, 12);
    }
    const { rows: coefficients } = few.document.tables.coefficients!;
    for (const row of coefficients as Record<string, number>[]) {
      expect(row.bootstrapLower).toBeLessThanOrEqual(row.bootstrapUpper!);
    }
    expect(few.document.tables.agreement!.rows[0]).toMatchObject({ method, resamples: 4 });
  });

  test.for(methods)("%s keeps a flagged partial fit when it is cancelled", async (method) => {
    const run = startRun("test", (context) =>
      estimateRiskTerrain(asTable(simulatePlaces(9), "test"), { ...whole, method, replicates: 50 }, context),
    );
    run.onProgress(() => run.cancel());
    const { document } = await run;
    expect(document.status).toBe("interrupted");
    // 48 models are done before anybody can stop them; the replicates are not.
    const code = method === "exact" ? "fewer-replicates" : "interrupted";
    expect(document.warnings.map((warning) => warning.code)).toContain(code);
    expect(document.tables.coefficients!.rows.length).toBeGreaterThanOrEqual(2);
  });

  test("reports the loss of dropout as it falls", async () => {
    const { details } = await estimate(simulatePlaces(10), { ...whole, method: "dropout", ...short });
    expect(details.losses.map(({ phase }) => phase)).toContain("pruned");
    expect(details.losses.at(-1)!.loss).toBeLessThan(details.losses[0]!.loss);
  });

  test("dropout trains the maximum-likelihood coefficients of what it keeps", async () => {
    const { document } = await estimate(simulatePlaces(11), { ...whole, method: "dropout" });
    const estimates = new Map(
      document.tables.coefficients!.rows.map(({ term, estimate }) => [term, estimate as number]),
    );
    for (const { term, trained } of document.tables.trained!.rows) {
      expect(Math.abs((trained as number) - estimates.get(term)!)).toBeLessThan(1e-3);
    }
  });
});

describe("predictRiskTerrain()", () => {
  test("repeats the fitted values, with the relative risk score and NaN for missing rows", async () => {
    const table = simulatePlaces(12);
    const { document, details } = await estimate(table, { ...whole, family: "negative-binomial" });
    const copy = { ...table, share: table.share.map((value, i) => (i === 3 ? NaN : value)) };
    const out = predictRiskTerrain(JSON.parse(JSON.stringify(document)), asTable(copy, "test"));
    const column = (name: string) => out.array(name) as Float64Array;
    expect(out.numRows()).toBe(600);
    details.fitted.forEach((value, i) => {
      if (i === 3) expect(column("fitted")[i]).toBeNaN();
      else {
        expect(column("fitted")[i]).toBeCloseTo(value, 9);
        expect(column("relativeRisk")[i]).toBeCloseTo(details.relativeRisk[i]!, 9);
        expect(column("lower")[i]!).toBeLessThan(value);
        expect(column("predictionUpper")[i]!).toBeGreaterThanOrEqual(Math.floor(value));
      }
    });
    expect(Math.min(...details.relativeRisk)).toBe(1);
  });

  test("refuses a document of another model, a damaged one, and a table without its columns", async () => {
    const { document } = await estimate(simulatePlaces(12), whole);
    const table = asTable({ share: [1], length: [1] }, "test");
    expect(() => predictRiskTerrain(document, table)).toThrow(
      /'sets.a' names column 'a\d', which the table does not have/,
    );
    const damaged = { ...document, predictor: { ...document.predictor, coefficients: ["x"] } };
    expect(() => predictRiskTerrain(damaged as never, table)).toThrow(
      /needs one number for each coefficient/,
    );
    expect(() => predictRiskTerrain({ ...document, predictor: { kind: "linear" } }, table)).toThrow(
      /not of a risk terrain fit/,
    );
  });
});

describe("cells", () => {
  test("hold every unit and crime once", () => {
    const problem = prepare(asTable(simulatePlaces(13), "test"), { ...whole, family: "negative-binomial" });
    const patterns = findPatterns(problem);
    const sums = sumPatterns(problem, patterns);
    const cells = createCellMaker(patterns)(sums, [1, 4]);
    expect(cells.weight.reduce((a, b) => a + b, 0)).toBe(600);
    expect(cells.crimes.reduce((a, b) => a + b, 0)).toBe(problem.outcome.reduce((a, b) => a + b, 0));
    // share × three lengths × two dummies
    expect(cells.count).toBe(2 * 3 * 4);
  });
});

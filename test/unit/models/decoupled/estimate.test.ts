import { describe, expect, it } from "vitest";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import type { FairnessLoss } from "../../../../kernel-lib/src/contract/index.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { areaUnderCurve } from "../../../../kernel-lib/src/metrics/auc.js";
import { estimateDecoupled } from "../../../../kernel-lib/src/models/decoupled/index.js";
import { applicants, byRegion, bySex, codes, estimate, features, rowsOf } from "./hiring.js";

const data = applicants();
const common = { label: "hired", features, cohorts: bySex, bootstraps: 0 };

describe("decoupled classifiers", () => {
  it("train a model a cohort, and say what decoupling bought", async () => {
    const { document, details } = await estimate(data, { ...common, bootstraps: 50 });
    expect(document.status).toBe("converged");
    expect(rowsOf(document, "cohorts").map(({ cohort, validity }) => [cohort, validity])).toEqual([
      ["F", "valid"],
      ["M", "valid"],
    ]);
    const slope = (cohort: string) =>
      rowsOf(document, "coefficients").find((row) => row.cohort === cohort && row.term === "skill")!
        .estimate as number;
    expect(slope("F")).toBeGreaterThan(1.5 * slope("M"));
    expect(details.levels).toEqual(["no", "yes"]);
    const auc = areaUnderCurve(details.judgedOn, Array.from(details.labels));
    expect(document.fit.auc).toBeCloseTo(auc, 12);
    const comparison = rowsOf(document, "comparison");
    expect([...new Set(comparison.map(({ model }) => model))]).toEqual(["pooled", "decoupled"]);
    const error = comparison.find(
      (row) => row.cohort === null && row.model === "decoupled" && row.measure === "errorRate",
    )!;
    const wrong = details.predictions!.filter((code, row) => code !== details.labels[row]).length / 500;
    expect(error.estimate).toBeCloseTo(wrong, 12);
    expect(error.differenceLower as number).toBeLessThanOrEqual(error.difference as number);
    expect(error.differenceUpper as number).toBeGreaterThanOrEqual(error.difference as number);
    const group = rowsOf(document, "metrics").find(
      (row) => row.by === "cohort" && row.group === "F" && row.measure === "errorRate",
    )!;
    const women = details.cohort.map((k, row) => (k === 0 ? row : -1)).filter((row) => row >= 0);
    const theirs =
      women.filter((row) => details.predictions![row] !== details.labels[row]).length / women.length;
    expect(group.estimate).toBeCloseTo(theirs, 12);
  });

  it.each(["held-out", "out-of-fold", "training"] as const)(
    "choose thresholds on %s scores, and judge on others",
    async (select) => {
      const { document, details } = await estimate(data, {
        ...common,
        select,
        fairnessLoss: "demographic-parity",
      });
      expect(details.chosenOn.kind).toBe(select);
      const scored = details.judgedOn.filter((score) => !Number.isNaN(score)).length;
      // A quarter of each of the four combinations of cohort and class, to the nearest row.
      expect(Math.abs(scored - (select === "held-out" ? 125 : 500))).toBeLessThanOrEqual(
        select === "held-out" ? 2 : 0,
      );
      expect(codes(document).includes("training-scores")).toBe(select === "training");
      expect(document.fit.gap).toBe(0);
      expect(document.fit.bound).toBe(document.fit.objective);
      const { error, fairness } = document.fit as Record<string, number>;
      expect(document.fit.objective).toBeCloseTo(0.8 * error! + 0.2 * fairness!, 12);
      for (const { heldOutError, heldOutFairness } of rowsOf(document, "frontier")) {
        expect(heldOutError).not.toBeNull();
        expect(heldOutFairness).not.toBeNull();
      }
      expect(document.fit.heldOutError! > error! - 0.1).toBe(true);
    },
  );

  it("flatter themselves on training scores and not on others", async () => {
    const noise = applicants(400, { seed: 9 });
    const guess = { ...noise, hired: noise.skill.map((_, i) => ((i * 7919) % 13 < 6 ? "yes" : "no")) };
    const options = { ...common, estimator: "tree" as const, estimatorOptions: { minLeaf: 1 } };
    const training = await estimate(guess, { ...options, select: "training" });
    expect(training.document.fit.error).toBe(0);
    expect(training.document.fit.heldOutError!).toBeGreaterThan(0.3);
    const honest = await estimate(guess, options);
    expect(honest.document.fit.error!).toBeGreaterThan(0.3);
  });

  it("find each point of the frontier again at its own lambda, and the ends at 0 and 1", async () => {
    const options = { ...common, fairnessLoss: "demographic-parity" as const };
    const { document } = await estimate(data, options);
    const points = rowsOf(document, "frontier").filter(({ set }) => set === "optimal");
    expect(points[0]!.lambdaLow).toBe(0);
    expect(points.at(-1)!.lambdaHigh).toBe(1);
    for (const point of points) {
      const lambda = ((point.lambdaLow as number) + (point.lambdaHigh as number)) / 2;
      const { document: one } = await estimate(data, { ...options, lambda, frontier: false });
      expect(one.fit.error).toBeCloseTo(point.error as number, 12);
      expect(one.fit.fairness).toBeCloseTo(point.fairness as number, 12);
    }
    const others = rowsOf(document, "frontier").filter(({ set }) => set !== "optimal");
    expect(others.map(({ set }) => set)).toEqual(["each cohort by itself (F1)", "one threshold for all"]);
    const fair = await estimate(data, { ...options, lambda: 0, frontier: false });
    expect(fair.document.fit.fairness).toBe(0);
    expect(fair.document.fit.objective).toBe(0);
    const exact = await estimate(data, { ...options, lambda: 1, frontier: false });
    expect(exact.document.fit.objective).toBe(exact.document.fit.error);
    expect(exact.document.fit.error!).toBeLessThanOrEqual(fair.document.fit.error!);
  });

  it("mark as dominated what another point beats in both held-out losses", async () => {
    const { details } = await estimate(data, { ...common, fairnessLoss: "numerical-parity" });
    const all = [...details.tradeOff!.points, ...details.tradeOff!.candidates];
    expect(all.length).toBeGreaterThan(3);
    for (const set of all) {
      const beaten = all.some(
        ({ heldOut }) =>
          heldOut!.error <= set.heldOut!.error &&
          heldOut!.fairness <= set.heldOut!.fairness &&
          heldOut!.error + heldOut!.fairness < set.heldOut!.error + set.heldOut!.fairness - 1e-12,
      );
      expect(set.dominated).toBe(beaten);
    }
  });

  it("count merged cohorts' own rows in the fairness loss", async () => {
    const options = {
      ...common,
      cohorts: byRegion,
      minCohortShare: 0.2,
      fairnessLoss: "demographic-parity" as const,
    };
    const { document, details } = await estimate(data, options);
    expect(codes(document)).toContain("cohorts-merged");
    // C is too small, and B the smallest other.
    const merges = rowsOf(document, "merges");
    expect(merges.map(({ cohort, member }) => [cohort, member])).toEqual([
      ["A", "A"],
      ["C", "C"],
      ["C", "B"],
    ]);
    expect(merges.reduce((sum, { rows }) => sum + (rows as number), 0)).toBe(500);
    const { scores } = details.chosenOn;
    const rates = details.cohorts.map((_, k) => {
      const rows = Array.from(details.cohort.keys()).filter((row) => details.cohort[row] === k);
      return rows.filter((row) => scores[row]! >= details.thresholds!.thresholds[k]!).length / rows.length;
    });
    const mean = rates.reduce((a, b) => a + b) / rates.length;
    const spread = rates.reduce((sum, rate) => sum + Math.abs(rate - mean), 0);
    expect(document.fit.fairness).toBeCloseTo(spread, 12);
    const groups = new Set(rowsOf(document, "metrics").map(({ by }) => by));
    expect([...groups]).toEqual(["overall", "cohort", "region", "cohort × region"]);
  });

  it("let other cohorts help one that is too small", async () => {
    const options = {
      ...common,
      cohorts: byRegion,
      minCohortSize: 100,
      theta: [0.2, 0.6],
      minFoldSizeTheta: 10,
    };
    const { document, details } = await estimate(data, options);
    const [, , small] = rowsOf(document, "cohorts");
    expect(small).toMatchObject({ cohort: "C", validity: "size" });
    const outside = rowsOf(document, "outside");
    expect(outside.map(({ cohort, other, helps }) => [cohort, other, helps])).toEqual([
      ["C", "A", true],
      ["C", "B", true],
    ]);
    expect(small!.outsideRows).toBe((outside[0]!.rows as number) + (outside[1]!.rows as number));
    const thetas = rowsOf(document, "theta");
    expect(thetas.map(({ theta }) => theta)).toEqual([0.2, 0.6]);
    const chosen = thetas.filter(({ chosen }) => chosen);
    expect(chosen.length).toBe(1);
    expect(small!.theta).toBe(chosen[0]!.theta);
    expect(details.thetas[0]).toBeNull();
    const models = [...new Set(rowsOf(document, "comparison").map(({ model }) => model))];
    expect(models).toEqual(["pooled", "decoupled", "transfer"]);
    const error = (model: string, cohort: string) =>
      rowsOf(document, "comparison").find(
        (row) => row.model === model && row.cohort === cohort && row.measure === "auc",
      )!.estimate;
    expect(error("transfer", "A")).toBe(error("decoupled", "A"));
    expect(error("transfer", "C")).not.toBe(error("decoupled", "C"));

    const doubt = /^Theta, though, was chosen on all rows/;
    const notes = (of: typeof document) => of.tables.comparison!.notes!;
    expect(notes(document).some((note) => doubt.test(note))).toBe(true);
    // Rows that were held out had no part in the choice; nor has any row where there was none.
    const held = await estimate(data, { ...options, select: "held-out" });
    expect(notes(held.document).some((note) => doubt.test(note))).toBe(false);
    const given = await estimate(data, { ...options, theta: 0.2 });
    expect(notes(given.document).some((note) => doubt.test(note))).toBe(false);
  });

  it("with theta = 1 train on the outside rows as if they were own, and with 0 not at all", async () => {
    const options = { ...common, cohorts: byRegion, minCohortSize: 100, select: "training" as const };
    const slope = async (theta: number) => {
      const { document } = await estimate(data, { ...options, theta });
      return rowsOf(document, "coefficients").find(({ term, cohort }) => term === "skill" && cohort === "C")!
        .estimate as number;
    };
    const all = await estimate(data, {
      ...options,
      cohorts: { definitions: { all: null } },
      minCohortSize: 1,
    });
    const whole = rowsOf(all.document, "coefficients").find(({ term }) => term === "skill")!
      .estimate as number;
    expect(await slope(1)).toBeCloseTo(whole, 9);
    const own = Object.fromEntries(
      Object.entries(data).map(([name, values]) => [
        name,
        (values as unknown[]).filter((_, i) => data.region[i] === "C"),
      ]),
    );
    const alone = await estimate(own, {
      ...options,
      cohorts: { definitions: { all: null } },
      minCohortSize: 1,
    });
    expect(await slope(0)).toBeCloseTo(
      rowsOf(alone.document, "coefficients").find(({ term }) => term === "skill")!.estimate as number,
      9,
    );
  });

  it("take 'defaultTheta' where a cohort is too small to choose, and say so", async () => {
    const options = {
      ...common,
      cohorts: byRegion,
      minCohortSize: 100,
      theta: true,
      defaultTheta: 0.3,
      minFoldSizeTheta: 40,
    };
    const { document } = await estimate(data, options);
    expect(codes(document)).toContain("theta-default");
    expect(rowsOf(document, "cohorts")[2]!.theta).toBe(0.3);
  });

  it.each(["tree", "forest", "boosted"] as const)(
    "train a %s, the same on any number of threads",
    async (estimator) => {
      const options = { ...common, estimator, estimatorOptions: { trees: 10 } };
      const one = await estimate(data, { ...options, threads: 1 });
      const two = await estimate(data, { ...options, threads: 2 });
      expect(one.document.fit.auc!).toBeGreaterThan(0.7);
      expect(two.details.judgedOn).toEqual(one.details.judgedOn);
      expect(two.document.predictor).toEqual(one.document.predictor);
    },
  );

  it("repeat from the same seed, and differ from another", async () => {
    const [a, b, c] = await Promise.all(
      [1, 1, 2].map((seed) => estimate(data, { ...common, seed, bootstraps: 20 })),
    );
    expect({ ...b!.document, provenance: null }).toEqual({ ...a!.document, provenance: null });
    expect(c!.details.judgedOn).not.toEqual(a!.details.judgedOn);
    expect(rowsOf(c!.document, "coefficients")).toEqual(rowsOf(a!.document, "coefficients"));
  });

  it("count rows by their weights", async () => {
    const weights = data.sex.map((_, i) => 1 + (i % 3));
    const twice = Object.fromEntries(
      Object.entries({ ...data }).map(([name, values]) => [
        name,
        (values as unknown[]).flatMap((value, i) => Array<unknown>(weights[i]!).fill(value)),
      ]),
    );
    const options = { ...common, select: "training" as const, minCohortSize: 1 };
    const weighted = await estimate(
      { ...data, weight: weights },
      { ...options, weights: "weight", scale: false },
    );
    const repeated = await estimate(twice, { ...options, scale: false });
    rowsOf(weighted.document, "coefficients").forEach(({ estimate: value }, j) =>
      expect(value).toBeCloseTo(rowsOf(repeated.document, "coefficients")[j]!.estimate as number, 7),
    );
    expect(weighted.document.fit.error).toBeCloseTo(repeated.document.fit.error!, 12);
  });
});

describe("ready-made scores", () => {
  const score = data.skill.map((s) => 1 / (1 + Math.exp(-s)));
  const scored = { ...data, score };
  const options = { label: "hired", score: "score", cohorts: bySex, bootstraps: 0 };

  it("are taken as they are: only thresholds are chosen", async () => {
    const { document, details } = await estimate(scored, { ...options, fairnessLoss: "equal-opportunity" });
    expect(details.chosenOn).toEqual({ kind: "score", scores: Float64Array.from(score) });
    expect(document.tables["coefficients"]).toBeUndefined();
    expect(document.tables["comparison"]).toBeUndefined();
    expect(document.fit.gap).toBe(0);
    expect(document.fit.heldOutError).toBeDefined();
  });

  it("do with small cohorts, one class only and equal scores, and say so", async () => {
    const table = {
      cohort: [
        ...Array<string>(80).fill("a"),
        ...Array<string>(10).fill("b"),
        ...Array<string>(60).fill("c"),
      ],
      hired: Array.from({ length: 150 }, (_, i) => (i >= 90 ? "no" : i % 2 ? "yes" : "no")),
      score: Array.from({ length: 150 }, (_, i) => (i < 80 ? i / 80 : 0.5)),
    };
    for (const fairnessLoss of [
      undefined,
      "demographic-parity",
      "equalised-odds",
      "predictive-parity",
    ] as const) {
      const { document } = await estimate(table, {
        ...options,
        cohorts: { columns: ["cohort"] },
        fairnessLoss,
      });
      expect(codes(document)).toEqual([
        "small-cohort",
        "rare-class",
        // Cohort b has 10 rows, 5 of them positive; c has no positive rows and 60 others.
        ...(fairnessLoss ? ["tiny-cohort"] : []),
        "equal-scores",
        "equal-scores",
        "one-class",
      ]);
      for (const { threshold } of rowsOf(document, "thresholds"))
        expect(Number.isFinite(threshold)).toBe(true);
    }
  });
});

it("warn of tiny cohorts where the fairness loss counts all alike", async () => {
  const rows = Array.from({ length: 120 }, (_, i) => ({
    cohort: i < 100 ? "many" : "few",
    score: ((37 * i) % 120) / 120,
    hired: (i * 7) % 3 === 0 ? "yes" : "no",
  }));
  const warned = async (fairnessLoss: FairnessLoss) =>
    (
      await estimate(rows, {
        ...{ label: "hired", score: "score", cohorts: { columns: ["cohort"] }, bootstraps: 0 },
        ...{ minCohortSize: 5, minCohortShare: 0.01, fairnessLoss },
      })
    ).document.warnings.flatMap(({ code, message }) => (code === "tiny-cohort" ? message : []));
  expect(await warned("numerical-parity")).toEqual([]);
  expect(await warned("demographic-parity")).toEqual([
    "'demographic-parity' counts every cohort alike, and 'few' has 20 rows, so everybody's thresholds hang on few of them; larger cohorts would be surer.",
  ]);
  expect((await warned("equal-opportunity"))[0]).toMatch(/'few' has \d positive rows/);
});

describe("one cohort only", () => {
  it("is an error by columns, and a warning by definition", async () => {
    const table = { ...data, sex: data.sex.map(() => "F") };
    await expect(estimate(table, common)).rejects.toThrow(
      "makes one cohort only, 'F', so there is nothing to decouple",
    );
    const { document } = await estimate(table, {
      ...common,
      cohorts: { definitions: { everyone: null } },
      fairnessLoss: "demographic-parity",
    });
    expect(codes(document)).toContain("one-cohort");
    expect(document.fit.fairness).toBe(0);
  });
});

describe("a cohort with one class", () => {
  const table = { ...data, hired: data.hired.map((label, i) => (data.sex[i] === "M" ? "no" : label)) };
  it("is merged or refused by default", async () => {
    await expect(estimate(table, common)).rejects.toThrow("leaves one only");
    const definitions = { women: ["sex", "==", "F"], men: ["sex", "==", "M"] } as never;
    await expect(estimate(table, { ...common, cohorts: { definitions } })).rejects.toThrow(
      "cohort 'men' has a class in 0 % of its rows, rarer than 'minorityRate' (10 %)",
    );
  });
  it("has a model that always says so where it is allowed", async () => {
    const { document, details } = await estimate(table, { ...common, minorityRate: 0 });
    expect(codes(document)).toContain("one-class");
    expect(codes(document)).toContain("equal-scores");
    const men = details.judgedOn.filter((_, row) => data.sex[row] === "M");
    expect(new Set(men)).toEqual(new Set([0]));
    expect(details.predictions!.filter((_, row) => data.sex[row] === "M").every((code) => code === 0)).toBe(
      true,
    );
  });
});

describe("missing values", () => {
  const sex = data.sex.map((value, i) => (i % 4 === 0 ? null : value));
  it("in a cohort column are a cohort of their own", async () => {
    const { document } = await estimate({ ...data, sex }, common);
    expect(rowsOf(document, "cohorts").map(({ cohort, rows }) => [cohort, rows])).toEqual([
      ["F", sex.filter((value) => value === "F").length],
      ["M", sex.filter((value) => value === "M").length],
      ["sex missing", 125],
    ]);
  });
  it("in a feature are filled in, or refused, or left out", async () => {
    const skill = data.skill.map((value, i) => (i % 10 === 0 ? NaN : value));
    const table = { ...data, skill };
    const filled = await estimate(table, common);
    expect(filled.document.fit.nObs).toBe(500);
    await expect(estimate(table, { ...common, impute: "none" })).rejects.toThrow(
      "decoupled: column 'skill' has 50 missing values (first in row 1); give missing: \"drop\"",
    );
    const dropped = await estimate(table, { ...common, impute: "none", missing: "drop" });
    expect(dropped.document.fit.nObs).toBe(450);
    expect(codes(dropped.document)).toContain("missing-dropped");
    expect(dropped.details.kept![0]).toBe(1);
  });
  it("and texts that only one row has are judged by the other features, with a warning", async () => {
    const school = data.school.map((name, i) => (i === 7 ? "alone" : name));
    const named = { ...data, "school, or college": school };
    const { document } = await estimate(named, { ...common, features: ["skill", "school, or college"] });
    const { message } = document.warnings.find(({ code }) => code === "unseen-levels")!;
    expect(message).toBe(
      "In 1 row the text of 'school, or college' was new to the model that judged it, which went by the other features.",
    );
  });
  it("in the label are refused or left out", async () => {
    const hired = data.hired.map((value, i) => (i < 3 ? null : value));
    await expect(estimate({ ...data, hired }, common)).rejects.toThrow("column 'hired' has 3 missing values");
    const { document } = await estimate({ ...data, hired }, { ...common, missing: "drop" });
    expect(document.fit.nObs).toBe(497);
  });
});

describe("several classes and numbers", () => {
  it("need no thresholds: the likeliest class is predicted", async () => {
    const { document, details } = await estimate(data, { ...common, label: "level", bootstraps: 20 });
    expect(details.task).toBe("classes");
    expect(details.levels).toEqual(["high", "low", "middle"]);
    expect(details.thresholds).toBeNull();
    expect(document.tables["thresholds"]).toBeUndefined();
    expect(document.fit.errorRate!).toBeLessThan(0.5);
    expect(new Set(rowsOf(document, "coefficients").map(({ outcome }) => outcome))).toEqual(
      new Set(["high", "low", "middle"]),
    );
    const wrong = details.predictions!.filter((code, row) => code !== details.labels[row]).length / 500;
    expect(document.fit.errorRate).toBeCloseTo(wrong, 12);
  });
  it("are two with 'positive'", async () => {
    const { document, details } = await estimate(data, {
      ...common,
      label: "level",
      positive: "high",
      fairnessLoss: "demographic-parity",
    });
    expect(details.levels).toEqual(["not high", "high"]);
    expect(codes(document)).toContain("one-against-others");
    expect(document.fit.gap).toBe(0);
  });
  it.each(["linear", "tree", "forest", "boosted"] as const)("are regressed by %s", async (estimator) => {
    const { document, details } = await estimate(data, {
      ...common,
      label: "wage",
      estimator,
      estimatorOptions: { trees: 20 },
      bootstraps: 10,
    });
    expect(details.task).toBe("numbers");
    expect(details.predictions).toBeNull();
    expect(document.fit.rmse!).toBeLessThan(5);
    const { differenceLower, difference, differenceUpper } = rowsOf(document, "comparison").find(
      ({ cohort, model, measure }) => cohort === "F" && model === "decoupled" && measure === "rmse",
    )!;
    expect(differenceLower as number).toBeLessThanOrEqual(difference as number);
    expect(differenceUpper as number).toBeGreaterThanOrEqual(difference as number);
  });
  it("borrow rows too", async () => {
    const options = {
      ...common,
      cohorts: byRegion,
      minCohortSize: 100,
      theta: [0.2, 0.8],
      minFoldSizeTheta: 10,
    };
    for (const label of ["level", "wage"]) {
      const { document } = await estimate(data, { ...options, label, minorityRate: 0.01 });
      const thetas = rowsOf(document, "theta");
      expect(thetas.length).toBe(2);
      const best = thetas.reduce((kept, each) =>
        label === "wage"
          ? (each.score as number) < (kept.score as number)
            ? each
            : kept
          : (each.score as number) > (kept.score as number)
            ? each
            : kept,
      );
      expect(best.chosen).toBe(true);
    }
  });
});

describe("a run", () => {
  it("reports its progress", async () => {
    const phases: string[] = [];
    const run = startRun("decoupled", (context) =>
      estimateDecoupled(
        asTable(data, "test"),
        { ...common, fairnessLoss: "demographic-parity", bootstraps: 5 },
        context,
      ),
    );
    run.onProgress(({ phase, step, steps }) => {
      if (phases.at(-1) !== phase) phases.push(phase);
      if (steps !== undefined) expect(step).toBeLessThanOrEqual(steps);
    });
    await run;
    expect(phases[0]).toBe("training models");
    expect(phases).toContain("choosing thresholds");
    expect(phases).toContain("bootstrap");
  });

  it("cancelled before every cohort has a model keeps nothing", async () => {
    const run = startRun("decoupled", (context) => estimateDecoupled(asTable(data, "test"), common, context));
    run.onProgress(() => run.cancel());
    await expect(run).rejects.toThrow("decoupled: cancelled");
  });

  it("cancelled later keeps its models and thresholds, flagged", async () => {
    const options = { ...common, fairnessLoss: "demographic-parity" as const, bootstraps: 50 };
    for (const phase of ["training models", "judging thresholds", "bootstrap"]) {
      const run = startRun("decoupled", (context) =>
        estimateDecoupled(asTable(data, "test"), options, context),
      );
      run.onProgress((progress) => {
        if (progress.phase === phase && (phase !== "training models" || progress.step === 4)) run.cancel();
      });
      const { document, details } = await run;
      expect(document.status).toBe("interrupted");
      expect(codes(document)).toContain("interrupted");
      expect(details.thresholds!.thresholds.length).toBe(2);
      expect(rowsOf(document, "coefficients").length).toBe(8);
    }
  });
});

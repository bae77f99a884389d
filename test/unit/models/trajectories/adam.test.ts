import { describe, expect, it } from "vitest";
import { foldIn, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { InputError } from "../../../../kernel-lib/src/contract/index.js";
import { createGradient, trainSoft } from "../../../../kernel-lib/src/models/trajectories/adam/fused.js";
import {
  checkAdam,
  comparisonTable,
  curvesOf,
  fitHard,
  searchSoft,
  squaredError,
} from "../../../../kernel-lib/src/models/trajectories/adam/index.js";
import { softmaxRows, softTask, startOf } from "../../../../kernel-lib/src/models/trajectories/adam/task.js";
import { tighten } from "../../../../kernel-lib/src/models/trajectories/adam/tighten.js";
import { estimateTrajectories, waldTest } from "../../../../kernel-lib/src/models/trajectories/index.js";
import { predictFromDocument } from "../../../../kernel-lib/src/api/predict.js";
import { asTable, type TableLike } from "../../../../kernel-lib/src/data/as-table.js";
import { simulateTrajectories } from "../../../../kernel-lib/src/data/simulate/index.js";
import { seedTask, unevenTask } from "./adam-tasks.js";
import { unwatched } from "../../unwatched.js";

const quiet = { ...unwatched, cancelled: false };

describe("soft-assignment least squares", () => {
  it("has gradients that agree with differences, for people seen at times of their own", () => {
    const task = unevenTask();
    const { groups, columns, persons, groupColumns } = task;
    const size = groups * columns;
    const start = startOf(task, randomKey(4));
    const weights = uniform(randomKey(5), persons * groups).map((u) => 2 * u - 1);
    const x = Float64Array.from([...start.coefficients, ...weights]);
    const at = (values: Float64Array) =>
      squaredError(task, values.subarray(0, size), softmaxRows(values.subarray(size), groups));
    const gradient = new Float64Array(x.length);
    createGradient(task)(x.subarray(0, size), x.subarray(size), gradient);
    const free = new Set(groupColumns.flatMap((own, g) => Array.from(own, (j) => g * columns + j)));
    const scale = Math.max(...gradient.map(Math.abs));
    x.forEach((value, k) => {
      if (k < size && !free.has(k)) {
        expect(gradient[k]).toBe(0);
        expect(value).toBe(0);
        return;
      }
      const moved = (by: number) => at(x.map((each, l) => (l === k ? each + by : each)));
      expect(Math.abs((moved(1e-4) - moved(-1e-4)) / 2e-4 - gradient[k]!)).toBeLessThan(1e-7 * scale);
    });
  });

  it("starts with curves uniform on ±1/√G and with everybody equally of every group", () => {
    const { task } = seedTask(1);
    const starts = Array.from({ length: 500 }, (_, k) => startOf(task, randomKey(k)));
    const curves = starts.flatMap(({ coefficients }) => Array.from(coefficients));
    expect(Math.max(...curves)).toBeLessThan(Math.SQRT1_2);
    expect(Math.max(...curves)).toBeGreaterThan(0.99 * Math.SQRT1_2);
    expect(Math.min(...curves)).toBeLessThan(-0.99 * Math.SQRT1_2);
    expect(Math.abs(curves.reduce((sum, value) => sum + value, 0) / curves.length)).toBeLessThan(0.03);
    expect(new Set(starts[0]!.weights)).toEqual(new Set([0.5]));
    expect(startOf(task, randomKey(3))).toEqual(startOf(task, randomKey(3)));
  });

  it.each([
    // These data were drawn so that both the hard and the soft error are the published ones; the others are as they come.
    [11, 0.002],
    [78, 0.03],
  ])(
    "reaches the published errors and the true curves after 30,000 steps at 1e-4 (data %i)",
    async (seed, tolerance) => {
      const { task, truth, scaled } = seedTask(seed);
      const { best } = await searchSoft(task, { starts: 2, key: randomKey(1), backend: null, run: quiet });
      const hard = fitHard(task, best.memberships);
      expect(Math.abs(hard.sse - 0.937)).toBeLessThan(tolerance);
      expect(Math.abs(best.sse - 0.845)).toBeLessThan(tolerance);
      expect(best.status).toBe("converged");
      const curves = curvesOf(task, best.coefficients);
      const first = truth.memberOf.findIndex((group) => group === 1);
      const [one, two] = best.memberships[2 * first]! > 0.5 ? [0, 1] : [1, 0];
      for (let row = 0; row < 11; row++) {
        const t = scaled[row]!;
        expect(Math.abs(curves[2 * row + one]! - (1 + 0.5 * t))).toBeLessThan(0.1);
        expect(Math.abs(curves[2 * row + two]! - 1.5 * t * t)).toBeLessThan(0.1);
      }
      truth.memberOf.forEach((group, i) => expect(hard.groupOf[i]).toBe(group === 1 ? one : two));
    },
  );

  it("reports, of all fits of the same error, the one with the clearest memberships", async () => {
    const { task } = seedTask(5, { steps: 3000, learningRate: 1e-3 });
    const trained = await trainSoft(task, randomKey(1), quiet);
    const tight = tighten(task, trained);
    expect(tight.sse).toBeCloseTo(trained.sse, 9);
    expect(tight.clarity).toBeGreaterThan(trained.clarity);
    for (let i = 0; i < task.persons; i++) {
      const own = tight.memberships.subarray(2 * i, 2 * i + 2);
      expect(own[0]! + own[1]!).toBeCloseTo(1, 12);
      expect(Math.min(...own)).toBeGreaterThan(0.9e-3);
    }
    expect(Math.min(...tight.memberships)).toBeCloseTo(1e-3, 5);
    expect(tighten(task, tight).clarity).toBeCloseTo(tight.clarity, 6);
    // Drawn apart, it comes back, but for the thousandth that everybody keeps in every group.
    const apart = (share: number) => {
      const [a, b] = [tight.coefficients.subarray(0, 3), tight.coefficients.subarray(3)];
      const away = (x: Float64Array, y: Float64Array) => x.map((value, k) => value + share * (value - y[k]!));
      const s = tight.memberships.map((value) => (value + share) / (1 + 2 * share));
      const coefficients = Float64Array.from([...away(a, b), ...away(b, a)]);
      return { ...tight, coefficients, memberships: s, weights: s.map(Math.log) };
    };
    const back = tighten(task, apart(0.3));
    back.coefficients.forEach((value, k) => expect(value).toBeCloseTo(tight.coefficients[k]!, 2));
  });

  it("keeps the error when it tightens three groups, and leaves curves of different orders alone", async () => {
    const { task } = seedTask(4);
    const three = softTask({
      designs: Array<{ values: Float64Array; columns: number }>(3).fill({ values: task.design, columns: 3 }),
      response: task.response,
      personRows: task.personRows,
      steps: 1000,
      learningRate: 0.003,
    });
    const trained = await trainSoft(three, randomKey(3), quiet);
    const tight = tighten(three, trained);
    expect(tight.sse).toBeCloseTo(trained.sse, 9);
    expect(tight.clarity).toBeGreaterThanOrEqual(trained.clarity);
    const uneven = unevenTask();
    const fit = await trainSoft(uneven, randomKey(3), quiet);
    expect(tighten(uneven, fit)).toBe(fit);
  });

  it("errs less than hard groups, whose error no refit or move can lower", async () => {
    const task = unevenTask({ steps: 4000 });
    const { best } = await searchSoft(task, { starts: 3, key: randomKey(2), backend: null, run: quiet });
    const hard = fitHard(task, best.memberships);
    expect(best.sse).toBeLessThan(hard.sse);
    const one = new Float64Array(task.persons * task.groups);
    hard.groupOf.forEach((group, i) => (one[i * task.groups + group] = 1));
    expect(squaredError(task, hard.coefficients, one)).toBeCloseTo(hard.sse, 9);
    expect(fitHard(task, one).sse).toBeCloseTo(hard.sse, 12);
    for (let k = 0; k < hard.coefficients.length; k++) {
      if (hard.coefficients[k] === 0) continue;
      for (const by of [1e-3, -1e-3]) {
        const moved = hard.coefficients.map((value, l) => (l === k ? value + by : value));
        expect(squaredError(task, moved, one)).toBeGreaterThanOrEqual(hard.sse);
      }
    }
  });

  it("does not depend on the order of the people", async () => {
    const { task } = seedTask(3, { steps: 300, learningRate: 0.01 });
    const back = Float64Array.from({ length: 1100 }, (_, row) => {
      const person = 99 - Math.floor(row / 11);
      return task.response[11 * person + (row % 11)]!;
    });
    const a = await trainSoft(task, randomKey(1), quiet);
    const b = await trainSoft({ ...task, response: back }, randomKey(1), quiet);
    a.coefficients.forEach((value, k) => expect(b.coefficients[k]).toBeCloseTo(value, 9));
    for (let i = 0; i < 100; i++) expect(b.memberships[2 * (99 - i)]).toBeCloseTo(a.memberships[2 * i]!, 9);
  });

  it("reports its loss as it goes and keeps what it has when it is cancelled", async () => {
    const { task } = seedTask(1, { steps: 5_000_000 });
    const losses: number[] = [];
    const run = startRun("adam", (context) =>
      searchSoft(task, { starts: 4, key: randomKey(1), backend: null, run: context }),
    );
    run.onProgress(({ loss, step }) => {
      losses.push(loss!);
      if (step! >= 2000) run.cancel();
    });
    const { best, starts } = await run;
    expect(best.status).toBe("interrupted");
    expect(starts.length).toBe(1);
    expect(losses.length).toBeGreaterThanOrEqual(21);
    expect(best.losses.map(({ loss }) => loss).slice(0, losses.length)).toEqual(losses);
    expect(best.losses.at(-1)!.loss).toBe(best.sse);
    expect(best.sse).toBeLessThan(losses[0]!);
    for (let i = 0; i < 100; i++)
      expect(best.memberships[2 * i]! + best.memberships[2 * i + 1]!).toBeCloseTo(1, 12);
  });

  it("says when the loss still fell at the end", async () => {
    const { task } = seedTask(1, { steps: 5000 });
    const fit = await trainSoft(task, foldIn(randomKey(1), 0), quiet);
    expect(fit.status).toBe("stopped");
    expect(fit.lastFall).toBeGreaterThan(0.01);
  });

  it("stands beside the mixture with its groups paired", async () => {
    const { task, truth } = seedTask(2);
    const soft = await trainSoft(task, randomKey(1), quiet);
    const hard = fitHard(task, soft.memberships);
    // A mixture that knows the truth, its groups the other way round.
    const posteriors = Float64Array.from({ length: 200 }, (_, k) =>
      truth.memberOf[Math.floor(k / 2)] === (k % 2 === 0 ? 2 : 1) ? 1 : 0,
    );
    const mixture = {
      coefficients: Float64Array.from([0, 0, 1.5, 1, 0.5, 0]),
      posteriors,
      shares: [0.4, 0.6],
    };
    const { rows, notes } = comparisonTable(task, { soft, hard, mixture });
    const rising = soft.memberships[0]! > 0.5 ? 0 : 1;
    expect(rows[rising]).toMatchObject({
      group: rising + 1,
      hardShare: 0.5,
      mixtureShare: 0.6,
      mixtureClarity: 1,
    });
    expect(rows[1 - rising]).toMatchObject({ mixtureShare: 0.4 });
    expect(rows[rising]!.distance).toBeLessThan(0.3);
    expect((rows[0]!.softShare as number) + (rows[1]!.softShare as number)).toBeCloseTo(1, 12);
    expect(notes![1]).toBe("100 of 100 people are likeliest of the same group in both.");
  });
});

it.each([
  [{ family: "poisson" }, "knows no family but 'gaussian', got 'poisson'"],
  [{ groups: [1, 2] }, "has no likelihood to compare numbers of groups by"],
  [{ sigma: "separate" }, "has no 'sigma'"],
  [{ membership: ["x"] }, "'membership' gives columns of a membership logit"],
  [{ dual: { outcome: "z" } }, "'dual' gives a dual trajectory"],
  [{ bootstrap: 10 }, "'bootstrap' gives a bootstrap test"],
] as const)("refuses %j with method 'adam'", (options, sentence) => {
  const call = () => checkAdam({ id: "id", time: "t", outcome: "y", method: "adam", ...(options as object) });
  expect(call).toThrow(InputError);
  expect(call).toThrow(sentence);
  expect(() => checkAdam({ id: "id", time: "t", outcome: "y", groups: [3], folds: 0 })).not.toThrow();
});

it("is estimated in one call, and refuses to tell of people it has not seen and of errors", async () => {
  const { table } = simulateTrajectories({ people: 30, times: [0, 1, 2, 3] });
  const options = {
    id: "id",
    time: "time",
    outcome: "y",
    method: "adam",
    iterations: 2000,
    learningRate: 0.01,
  } as const;
  const { document, details } = await estimateTrajectories(
    asTable(table as TableLike, "test"),
    options,
    quiet,
  );
  const { sse, hardSse } = document.fit as { sse: number; hardSse: number };
  expect(sse).toBeLessThan(hardSse);
  expect(Object.keys(document.tables)).toEqual(
    expect.arrayContaining(["coefficients", "groups", "besideMixture"]),
  );
  expect(details.losses.at(-1)!.loss).toBeCloseTo(sse, 6);
  expect(document.tables["coefficients"]!.rows.length).toBe(6);
  expect(() => waldTest(document, { equal: "Linear" })).toThrow(
    "waldTest: a fit by 'adam' has a weight for everybody",
  );
  expect(() => predictFromDocument(document, table as TableLike)).toThrow(
    "predict: a fit by 'adam' has a weight for everybody",
  );
});

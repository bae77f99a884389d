import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldIn, randomKey, uniform } from "../../../../kernel-lib/src/compute/random/index.js";
import { startRun } from "../../../../kernel-lib/src/compute/run.js";
import { asTable } from "../../../../kernel-lib/src/data/as-table.js";
import { estimateRiskTerrain } from "../../../../kernel-lib/src/models/risk-terrain/index.js";
import { recordLosses } from "../../../../kernel-lib/src/models/risk-terrain/dropout-losses.js";
import {
  createChoices,
  type DropoutTask,
} from "../../../../kernel-lib/src/models/risk-terrain/dropout-plan.js";
import { simulatePlaces, whole } from "./places.js";

describe("createChoices()", () => {
  const sets = [{ members: [0, 1, 2] }, { members: [3] }, { members: [4, 5] }];

  /** All choices of a set at once, as they were once drawn. */
  const drawAll = (set: number, { key, count }: { key: ReturnType<typeof randomKey>; count: number }) =>
    Array.from(
      uniform(foldIn(key, set + 1), count),
      (u) => sets[set]!.members[Math.floor(u * sets[set]!.members.length)],
    );

  test("draws what drawing the whole burn-in at once draws, whatever its length", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 5000 }), (seed, burnIn) => {
        const key = randomKey(seed);
        const choose = createChoices({ sets, burnIn } as DropoutTask, key);
        const drawn = Array.from({ length: burnIn }, (_, step) => Array.from(choose(step)));
        for (const set of sets.keys())
          expect(drawn.map((choice) => choice[set])).toEqual(drawAll(set, { key, count: burnIn }));
      }),
      { numRuns: 20 },
    );
  });

  test("draws no more than a block of steps, however long the burn-in", () => {
    let drawn = 0;
    const members = new Proxy([0, 1, 2], {
      get(target, key) {
        if (/^\d+$/.test(String(key))) drawn++;
        return Reflect.get(target, key) as unknown;
      },
    });
    const choose = createChoices({ sets: [{ members }], burnIn: 1e9 } as DropoutTask, randomKey(3));
    for (let step = 0; step < 3000; step++) choose(step);
    expect(drawn).toBeGreaterThanOrEqual(3000);
    expect(drawn).toBeLessThan(6000);
  });

  test("draws the same at a step whenever it is asked for", () => {
    const choose = createChoices({ sets, burnIn: 10_000 } as DropoutTask, randomKey(3));
    const first = Array.from(choose(9000));
    choose(5);
    expect(Array.from(choose(9000))).toEqual(first);
  });
});

test.for(["fused", "tfjs"] as const)(
  "a burn-in of a billion steps begins at once, needs no memory of its length, and stops when asked (%s)",
  { timeout: 60_000 },
  async (engine) => {
    const run = startRun("test", (context) =>
      estimateRiskTerrain(
        asTable(simulatePlaces(9), "test"),
        { ...whole, method: "dropout", iterations: { burnIn: 1e9 }, engine, backend: "wasm" },
        context,
      ),
    );
    let memory = Infinity;
    run.onProgress(({ step, steps }) => {
      if (steps !== 1e9 || step < 300) return;
      memory = process.memoryUsage().arrayBuffers;
      run.cancel();
    });
    const { document } = await run;
    expect(document.status).toBe("interrupted");
    expect(run.progress!.step).toBeLessThan(100_000);
    // One byte a step would be more. Not the growth, which garbage of other tests, collected meanwhile, could hide.
    expect(memory).toBeLessThan(1e9);
  },
);

describe("recordLosses()", () => {
  /** How many points each of two phases had, and how many are kept at most. */
  const phases = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), fc.integer({ min: 4, max: 60 })); // prettier-ignore

  test("keeps the last of each phase, and between them evenly spaced ones", () => {
    fc.assert(
      fc.property(phases, ([burnIn, pruned, most]) => {
        const losses = recordLosses(most);
        const total = burnIn + pruned;
        const lasts = [burnIn - 1, total - 1];
        for (let step = 0; step < total; step++) losses.add(point(step), { isLast: lasts.includes(step) });
        const steps = losses.points.map(({ step }) => step);
        expect(steps).toEqual(expect.arrayContaining(lasts));
        expect(steps.length).toBeLessThanOrEqual(most);
        const rest = steps.filter((step) => !lasts.includes(step));
        const every = 2 ** Math.max(0, Math.ceil(Math.log2(total / most)) - 1);
        for (const step of rest) expect(step % every).toBe(0);
      }),
    );
  });

  const point = (step: number) => ({ phase: "burn-in" as const, step, loss: 1 / (step + 1) });
  const record = (count: number, most: number) => {
    const losses = recordLosses(most);
    for (let step = 0; step < count; step++) losses.add(point(step), { isLast: step === count - 1 });
    return losses.points;
  };

  test("keeps all of an ordinary training", () => {
    expect(record(100, 100)).toEqual(Array.from({ length: 100 }, (_, step) => point(step)));
  });

  test("keeps a bounded share of a longer one, in order, with the first and the last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 50 }), (count, half) => {
        const points = record(count, 2 * half);
        expect(points.length).toBeLessThanOrEqual(2 * half);
        expect(points.length).toBeGreaterThanOrEqual(Math.min(count, half));
        expect(points[0]).toEqual(point(0));
        expect(points.at(-1)).toEqual(point(count - 1));
        expect(points.every(({ step }, i) => i === 0 || step > points[i - 1]!.step)).toBe(true);
      }),
    );
  });
});

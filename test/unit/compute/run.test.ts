import { describe, expect, it } from "vitest";
import { CancelledError } from "../../../kernel-lib/src/contract/index.js";
import { cancelAllRuns, lastRun, quietly, startRun, withParts } from "../../../kernel-lib/src/compute/run.js";

describe("startRun", () => {
  it("resolves with what the body returns and passes its reports on", async () => {
    const seen: number[] = [];
    const run = startRun("test", async ({ report, breathe }) => {
      for (let step = 0; step < 3; step++) {
        report({ phase: "counting", step, steps: 3 });
        await breathe(0);
      }
      return 42;
    });
    run.onProgress(({ step }) => seen.push(step));
    expect(await run).toBe(42);
    expect(seen).toEqual([0, 1, 2]);
    expect(run.progress).toEqual({ phase: "counting", step: 2, steps: 3 });
    expect(lastRun()).toBe(run);
  });

  it("rejects a run cancelled before its first step, and lets a later one keep what it has", async () => {
    const early = startRun("early", async () => 1);
    early.cancel();
    await expect(early).rejects.toThrow(CancelledError);

    const late = startRun("late", async (context) => {
      let steps = 0;
      while (!context.cancelled) {
        steps++;
        await context.breathe(0);
      }
      return steps;
    });
    const cancelled = new Promise<number>((resolve) => setTimeout(() => resolve(cancelAllRuns()), 20));
    expect(await late).toBeGreaterThan(0);
    // Other files' tests may have left some that do not end.
    expect(cancelAllRuns()).toBeLessThan(await cancelled);
  });
});

describe("a pause", () => {
  const counting = (steps = Infinity) => {
    let step = 0;
    const run = startRun("counting", async (context) => {
      for (; step < steps && !context.cancelled; step++) await context.breathe(0);
      return step;
    });
    return { run, step: () => step };
  };
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it("holds the run at its next step, and its clock, until it is resumed", async () => {
    const { run, step } = counting(200_000);
    await wait(20);
    run.pause();
    run.pause();
    expect(run.paused).toBe(true);
    await wait(5);
    const [held, seconds] = [step(), run.seconds];
    await wait(60);
    expect([step(), run.seconds]).toEqual([held, seconds]);
    run.resume();
    run.resume();
    expect(run.paused).toBe(false);
    await wait(20);
    expect(step()).toBeGreaterThan(held);
    expect(run.seconds).toBeLessThan(seconds + 0.06);
    run.cancel();
    await run;
  });

  it("holds a run that has not begun", async () => {
    const { run, step } = counting(3);
    run.pause();
    await wait(20);
    expect(step()).toBe(0);
    run.resume();
    expect(await run).toBe(3);
  });

  it("ends when the run is cancelled, and no other begins", async () => {
    const { run } = counting();
    await wait(5);
    run.pause();
    await wait(5);
    run.cancel("monitor");
    run.cancel("code");
    run.pause();
    expect(run.paused).toBe(false);
    expect(await run).toBeGreaterThan(0);
    expect(run.cancelledBy).toBe("monitor");
  });

  it("does nothing to a run that is over", async () => {
    const { run } = counting(1);
    await run;
    run.pause();
    expect(run.paused).toBe(false);
    const { seconds } = run;
    await wait(10);
    expect(run.seconds).toBe(seconds);
  });

  it("is told to those who work on other threads, and interrupts are told from other ends", async () => {
    let heard = 0;
    const run = startRun("listening", async ({ onPause, breathe, signal }) => {
      const forget = onPause(() => heard++);
      while (!signal.aborted) await breathe(0);
      forget();
    });
    await wait(5);
    run.pause();
    run.resume();
    run.pause();
    cancelAllRuns();
    await run;
    expect(heard).toBe(2);
    expect(run.cancelledBy).toBe("interrupt");
  });
});

it("a run says what it computes on, but the small ones in it do not", async () => {
  const run = startRun("placed", async (context) => {
    context.runsOn({ backend: "fused", device: "cpu" });
    const small = quietly(context);
    small.runsOn({ backend: "wasm", device: null });
    small.report({ phase: "small", step: 1 });
    withParts(context, { name: "folds", done: 1, total: 2 }).report({ phase: "large", step: 1 });
    return small.cancelled;
  });
  expect(run.place).toBeNull();
  expect(await run).toBe(false);
  expect(run.place).toEqual({ backend: "fused", device: "cpu" });
  expect(run.progress).toEqual({ phase: "large", step: 1, parts: { name: "folds", done: 1, total: 2 } });
});

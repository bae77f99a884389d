import { describe, expect, it } from "vitest";
import { CancelledError } from "../../../kernel-lib/src/contract/index.js";
import { cancelAllRuns, lastRun, startRun } from "../../../kernel-lib/src/compute/run.js";

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
    setTimeout(cancelAllRuns, 20);
    expect(await late).toBeGreaterThan(0);
    expect(cancelAllRuns()).toBe(0);
  });
});

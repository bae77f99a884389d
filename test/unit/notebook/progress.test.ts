import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type RunContext, startRun } from "../../../kernel-lib/src/compute/run.js";
import { CancelledError } from "../../../kernel-lib/src/contract/index.js";
import { followRun } from "../../../kernel-lib/src/notebook/follow-run.js";
import { showProgress } from "../../../kernel-lib/src/notebook/progress.js";
import { endText, progressText } from "../../../kernel-lib/src/notebook/progress-text.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow<T>(body: (run: RunContext) => Promise<T>) {
  const lines: string[] = [];
  const run = startRun("glm", body);
  followRun(run, ({ reason }, text) => void lines.push(reason === null ? text : `${text} (end)`));
  return { run, lines };
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a short run shows nothing", async () => {
  const { run, lines } = follow(async (context) => {
    context.report({ phase: "fitting", step: 1, steps: 2 });
    await wait(300);
    return 7;
  });
  await vi.runAllTimersAsync();
  expect(await run).toBe(7);
  expect(lines).toEqual([]);
});

test("a long run shows where it is, at most five times a second, and how it ended", async () => {
  const { run, lines } = follow(async (context) => {
    for (let step = 1; step <= 100; step++) {
      await wait(20);
      context.report({ phase: "fitting", step, steps: 100, loss: 2.5 });
    }
    return { status: "converged" };
  });
  await vi.runAllTimersAsync();
  await run;
  expect(lines[0]).toMatch(
    /^glm: fitting \[#{4,5}-{15,16}\] 2\d %, 0\.5\d s, about 1\.\d s left, loss 2\.5$/,
  );
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.length).toBeLessThan(11);
  expect(lines.at(-1)).toBe("glm: done in 2.0 s (end)");
});

test("a run that leaves the event loop no time shows its reports all the same", async () => {
  const { run, lines } = follow(async (context) => {
    for (let step = 0; step < 4; step++) {
      vi.setSystemTime(Date.now() + 400);
      vi.advanceTimersByTime(0);
      await wait(400);
      context.report({ phase: "profiling theta", step });
    }
  });
  await vi.runAllTimersAsync();
  await run;
  expect(lines.some((line) => line.startsWith("glm: profiling theta, step "))).toBe(true);
});

test.each([
  ["interrupted", async () => ({ status: "interrupted" }), "glm: interrupted after 0.60 s (end)"],
  [
    "stopped",
    async () => ({ status: "stopped" }),
    "glm: stopped at a limit after 0.60 s, before it converged (end)",
  ],
  ["cancelled", () => Promise.reject(new CancelledError("x")), "glm: interrupted after 0.60 s (end)"],
  ["failed", () => Promise.reject(new Error("x")), "glm: failed after 0.60 s (end)"],
])("a run that is %s says so", async (_, end, line) => {
  const { run, lines } = follow(async () => {
    await wait(600);
    return await (end as () => Promise<unknown>)();
  });
  const settled = run.then(
    () => {},
    () => {},
  );
  await vi.runAllTimersAsync();
  await settled;
  expect(lines.at(-1)).toBe(line);
});

test("without a place to show it nothing is followed", async () => {
  const run = startRun("glm", async () => 1);
  followRun(run, null);
  await vi.runAllTimersAsync();
  expect(await run).toBe(1);
});

test("progress is one line of words", () => {
  expect(progressText("ols", null, 1.25)).toBe("ols: working, 1.3 s");
  expect(progressText("ols", { phase: "fitting", step: 50, steps: 100 }, 70, 60)).toBe(
    "ols: fitting [##########----------] 50 %, 1 min 10 s, about 1 min 0 s left",
  );
  expect(progressText("ols", { phase: "fitting", step: 100, steps: 100, loss: NaN }, 3)).toBe(
    `ols: fitting [${"#".repeat(20)}] 100 %, 3.0 s`,
  );
  expect(progressText("ols", { phase: "starts", step: 0, steps: 0 }, 3)).toBe("ols: starts, step 0, 3.0 s");
  const starts = { name: "starts", done: 2, total: 5 };
  expect(progressText("ols", { phase: "fitting", step: 1, parts: starts }, 3)).toBe(
    "ols: fitting, step 1, 3.0 s, 2 of 5 starts",
  );
  expect(endText("ols", "done", 7500)).toBe("ols: done in 2 h 5 min");
});

test("an output is updated rarely while a monitor follows, and always when the run is paused or ends", async () => {
  const world = globalThis as Record<symbol, unknown>;
  const [bridge, watching] = [Symbol.for("quetelet.kernel"), Symbol.for("quetelet.watching")];
  const shown: string[] = [];
  let say: (message: { data: unknown }) => void = () => {};
  const comm = {
    closed: false,
    send() {},
    close() {},
    onMessage: (listener: typeof say) => void (say = listener),
  };
  world[bridge] = {
    display: (data: Record<string, string>) => void shown.push(data["text/plain"]!),
    openComm: () => comm,
  };
  try {
    showProgress();
    for (const follows of [false, true]) {
      shown.length = 0;
      const run = startRun("glm", () => wait(12_000));
      await vi.advanceTimersByTimeAsync(1000);
      say({ data: { follows } });
      await vi.advanceTimersByTimeAsync(1000);
      say({ data: { action: "pause" } });
      expect(shown.at(-1)).toMatch(/\(paused\)$/);
      say({ data: { action: "resume" } });
      await vi.runAllTimersAsync();
      await run;
      expect(shown.at(-1)).toMatch(/^glm: done/);
      if (follows) expect(shown.length).toBeLessThan(9);
      else expect(shown.length).toBeGreaterThan(15);
    }
  } finally {
    delete world[bridge];
    delete world[watching];
    (world[Symbol.for("quetelet.runs")] as { onStart: Set<unknown> }).onStart.clear();
  }
});

test("in a notebook one output is updated in place, however often the library was loaded", async () => {
  const world = globalThis as Record<symbol, unknown>;
  const [bridge, watching] = [Symbol.for("quetelet.kernel"), Symbol.for("quetelet.watching")];
  const sent: { text: string; displayId: string; update: boolean }[] = [];
  world[bridge] = {
    display: (data: Record<string, string>, { displayId, update }: { displayId: string; update: boolean }) =>
      void sent.push({ text: data["text/plain"]!, displayId, update }),
  };
  try {
    showProgress();
    showProgress();
    const run = startRun("glm", () => wait(1100));
    await vi.runAllTimersAsync();
    await run;
    expect(sent[0]).toMatchObject({
      text: expect.stringMatching(/^glm: working, 0\.[56]\d? s$/),
      update: false,
    });
    expect(sent.slice(1).every(({ update, displayId }) => update && displayId === sent[0]!.displayId)).toBe(
      true,
    );
    expect(sent.at(-1)!.text).toBe("glm: done in 1.1 s");
    expect(sent.filter(({ text }) => text.includes("done"))).toHaveLength(1);
  } finally {
    delete world[bridge];
    delete world[watching];
  }
});

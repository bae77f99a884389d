import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type RunContext, startRun } from "../../../kernel-lib/src/compute/run.js";
import type { RunNews, RunReport } from "../../../kernel-lib/src/contract/index.js";
import { followRun } from "../../../kernel-lib/src/notebook/follow-run.js";
import type { Monitors } from "../../../kernel-lib/src/contract/kernel-bridge.js";
import { createMonitorLink } from "../../../kernel-lib/src/notebook/monitor-link.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const counting = async (context: RunContext) => {
  context.runsOn({ backend: "fused", device: "cpu" });
  let step = 0;
  for (; step < 200 && !context.cancelled; step++) {
    await wait(10);
    context.report({ phase: "steps", step: step + 1, steps: 200, loss: 200 - step });
    await context.breathe(0);
  }
  return { status: step < 200 ? "interrupted" : "converged" };
};

/** A front end that keeps what it is sent, and may command. */
function frontEnd() {
  const heard: { how: "open" | "message" | "close"; report: RunReport; kept?: number }[] = [];
  let obey: (message: { data: unknown }) => void = () => {};
  const hear = (how: "open" | "message" | "close") => (data: unknown) =>
    void heard.push({ how, ...structuredClone(data as RunNews) });
  const comm = {
    closed: false,
    send: hear("message"),
    close: hear("close"),
    onMessage: (listener: typeof obey) => void (obey = listener),
  };
  const open = (_: string, data: unknown) => {
    hear("open")(data);
    return comm as never;
  };
  return { heard, open, comm, command: (data: unknown) => obey({ data }) };
}

function watched(monitors?: Monitors) {
  const front = frontEnd();
  const run = startRun("test", counting);
  const shown: RunReport["commands"][] = [];
  const link = createMonitorLink({
    openComm: front.open,
    monitors,
    run,
    onChange: () => following.write(),
  });
  const following = followRun(run, (report) => void shown.push(link.send(report)));
  return { ...front, run, shown };
}

test("one comm carries a run's reports from half a second on to its end", async () => {
  const { heard, run, shown } = watched();
  await vi.advanceTimersByTimeAsync(400);
  expect(heard).toEqual([]);
  await vi.runAllTimersAsync();
  await run;
  expect(heard.map(({ how }) => how).filter((how) => how !== "message")).toEqual(["open", "close"]);
  expect(heard[0]!.report).toMatchObject({ state: "running", backend: "fused", commands: ["pause", "stop"] });
  expect(heard[0]!.report.secondsLeft).toBeGreaterThan(1);
  const last = heard.at(-1)!.report;
  expect(last).toMatchObject({ state: "done", best: 1, step: 200, secondsLeft: null, commands: [] });
  expect(last.memory).toBeGreaterThan(1e6);
  expect(new Set(heard.map(({ report }) => report.id)).size).toBe(1);
  expect(heard.length).toBeLessThan(12);
  expect(shown.at(-1)).toEqual([]);
});

test("commands are obeyed and answered at once; others are not", async () => {
  const { heard, command, run } = watched();
  await vi.advanceTimersByTimeAsync(700);
  for (const odd of [null, "pause", { action: "explode" }, {}]) command(odd);
  expect(run.paused).toBe(false);
  command({ action: "pause" });
  expect(heard.at(-1)!.report).toMatchObject({ state: "paused", commands: ["resume", "stop"] });
  await vi.advanceTimersByTimeAsync(100);
  const count = heard.length;
  await vi.advanceTimersByTimeAsync(2000);
  expect(heard.length - count).toBeLessThanOrEqual(1);
  command({ action: "resume" });
  expect(heard.at(-1)!.report.state).toBe("running");
  command({ action: "stop" });
  expect(heard.at(-1)!.report.commands).toEqual([]);
  await vi.runAllTimersAsync();
  await run;
  expect(heard.at(-1)!).toMatchObject({ how: "close", report: { state: "interrupted" } });
  expect(heard.at(-1)!.report.seconds).toBeLessThan(1.5);
});

test("only new losses are sent, and all to a monitor that begins to follow, and at the end", async () => {
  const { heard, command, run } = watched();
  await vi.advanceTimersByTimeAsync(1200);
  const count = heard.length;
  command({ follows: true });
  expect(heard).toHaveLength(count + 1);
  expect(heard.at(-1)!.report.losses[0]).toEqual({ step: 1, loss: 200 });
  await vi.runAllTimersAsync();
  await run;
  let losses: RunReport["losses"] = [];
  for (const { report, kept = 0 } of heard) losses = [...losses.slice(0, kept), ...report.losses];
  expect(losses.map(({ step }) => step)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  expect(heard.at(-1)!.report.losses).toEqual(losses);
  const messages = heard.filter(({ how, kept }) => how === "message" && kept !== undefined);
  expect(messages.length).toBeGreaterThan(3);
  for (const { report } of messages) expect(report.losses.length).toBeLessThan(40);
});

test("a monitor is told all anew when the losses were thinned", () => {
  const { heard, open } = frontEnd();
  const link = createMonitorLink({
    openComm: open,
    run: startRun("test", counting),
    onChange() {},
  });
  const points = [1, 2, 3, 4].map((step) => ({ step, loss: 1 / step }));
  const send = (losses: RunReport["losses"]) =>
    link.send({ state: "running", reason: null, losses } as unknown as RunReport);
  send(points.slice(0, 3));
  send(points);
  send([points[0]!, points[2]!]);
  expect(heard.map(({ report, kept }) => [kept, report.losses.length])).toEqual([
    [undefined, 3],
    [3, 1],
    [undefined, 2],
  ]);
});

test("says whether a monitor follows, until it closes the comm", () => {
  const { open, comm, command } = frontEnd();
  const link = createMonitorLink({
    openComm: open,
    run: startRun("test", counting),
    onChange() {},
  });
  link.send({ state: "running", reason: null, losses: [] } as unknown as RunReport);
  expect(link.isFollowed).toBe(false);
  command({ follows: true });
  expect(link.isFollowed).toBe(true);
  comm.closed = true;
  expect(link.isFollowed).toBe(false);
});

test("a front end that closes the comm is left alone", async () => {
  const { heard, comm, run, shown } = watched();
  await vi.advanceTimersByTimeAsync(700);
  comm.closed = true;
  const count = heard.length;
  await vi.runAllTimersAsync();
  await run;
  expect(heard).toHaveLength(count);
  expect(shown.at(-2)).toEqual([]);
});

describe("where monitors say that they are there", () => {
  function place() {
    const listeners = new Set<() => void>();
    const monitors = {
      isAny: false,
      onArrival(listener: () => void) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
    const come = () => {
      monitors.isAny = true;
      for (const listener of listeners) listener();
    };
    return { monitors, listeners, come };
  }

  test("a run that nobody shows opens no comm, and takes no commands", async () => {
    const { monitors, listeners } = place();
    const { heard, run, shown } = watched(monitors);
    await vi.runAllTimersAsync();
    await run;
    expect(heard).toEqual([]);
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.flat()).toEqual([]);
    expect(listeners.size).toBe(0);
  });

  test("a monitor that comes while a run goes on hears of it at once, and all of it", async () => {
    const { monitors, come } = place();
    const { heard, run } = watched(monitors);
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).toEqual([]);
    come();
    expect(heard.map(({ how }) => how)).toEqual(["open"]);
    expect(heard[0]!.report).toMatchObject({ state: "running", commands: ["pause", "stop"] });
    expect(heard[0]!.report.losses[0]).toEqual({ step: 1, loss: 200 });
    come();
    expect(heard).toHaveLength(1);
    await vi.runAllTimersAsync();
    await run;
    expect(heard.at(-1)).toMatchObject({ how: "close", report: { state: "done" } });
  });

  test("a run whose comm was closed opens another for a monitor that comes later", async () => {
    const { monitors, come } = place();
    const { heard, comm, run } = watched(monitors);
    come();
    await vi.advanceTimersByTimeAsync(1000);
    comm.closed = true;
    const count = heard.length;
    await vi.advanceTimersByTimeAsync(500);
    expect(heard).toHaveLength(count);
    come();
    expect(heard.at(-1)!.how).toBe("open");
    expect(heard.at(-1)!.report.losses[0]).toEqual({ step: 1, loss: 200 });
    run.cancel();
    await vi.runAllTimersAsync();
  });
});

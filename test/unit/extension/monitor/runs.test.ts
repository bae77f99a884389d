import { describe, expect, it, vi } from "vitest";
import { Runs } from "../../../../extension/src/monitor/runs";
import { fakeComm, noSource, runReport } from "./support";

describe("Runs", () => {
  it("keeps one run an id, the newest first, and tells when one begins or changes its state", () => {
    const runs = new Runs();
    const changed = vi.fn();
    runs.changed.connect(changed);
    const first = runs.take(runReport({ id: "a" }), noSource);
    runs.take(runReport({ id: "b" }), noSource);
    expect(runs.runs.map(({ report }) => report.id)).toEqual(["b", "a"]);
    expect(changed).toHaveBeenCalledTimes(2);
    expect(runs.take(runReport({ id: "a", seconds: 13 }), noSource)).toBe(first);
    expect(changed).toHaveBeenCalledTimes(2);
    runs.take(runReport({ id: "a", state: "paused", seconds: 13 }), noSource);
    expect(changed).toHaveBeenCalledTimes(3);
    expect(runs.active).toBe(2);
    runs.take(runReport({ id: "a", state: "done", seconds: 14 }), noSource);
    expect(runs.active).toBe(1);
    expect(runs.find("a")).toBe(first);
    expect(runs.find("c")).toBe(null);
  });

  it("forgets the oldest that have ended, and none that goes on", () => {
    const runs = new Runs();
    runs.take(runReport({ id: "going" }), noSource);
    for (let i = 0; i < 150; i++) runs.take(runReport({ id: String(i), state: "done" }), noSource);
    expect(runs.runs.length).toBeLessThanOrEqual(102);
    expect(runs.find("going")).not.toBe(null);
    expect(runs.find("149")).not.toBe(null);
    expect(runs.find("0")).toBe(null);
  });
});

describe("TrackedRun", () => {
  const tracked = (parts = {}) => new Runs().take(runReport(parts), noSource);

  it("tells of each report, none of which goes back in time", () => {
    const run = tracked({ seconds: 10 });
    const seen: number[] = [];
    run.changed.connect((_, report) => seen.push(report.seconds));
    run.update(runReport({ seconds: 11 }));
    run.update(runReport({ seconds: 10.5 }));
    run.update(runReport({ seconds: 12 }));
    expect(seen).toEqual([11, 12]);
    expect(run.report.seconds).toBe(12);
    expect(run.notebook).toBe("streets.ipynb");
  });

  it("stays as it ended", () => {
    const run = tracked();
    run.update(runReport({ state: "done", seconds: 20 }));
    run.update(runReport({ seconds: 21 }));
    run.breakOff("The kernel was restarted.");
    expect(run.report).toMatchObject({ state: "done", seconds: 20, reason: null });
  });

  it("sends commands over its comm where the kernel takes them", async () => {
    const run = tracked();
    const comm = fakeComm();
    run.link(comm as never);
    await run.command("pause");
    expect(comm.send).toHaveBeenCalledWith({ action: "pause" });
    await run.command("stop");
    expect(comm.send).toHaveBeenLastCalledWith({ action: "stop" });
    expect(noSource.interrupt).not.toHaveBeenCalled();
  });

  it("stops by an interrupt, and refuses to pause, where there is no comm", async () => {
    noSource.interrupt.mockClear();
    const run = tracked({ commands: [] });
    await expect(run.command("pause")).rejects.toThrow("cannot pause");
    await run.command("stop");
    expect(noSource.interrupt).toHaveBeenCalledTimes(1);
    const comm = fakeComm();
    run.link(comm as never);
    comm.isDisposed = true;
    await run.command("stop");
    expect(noSource.interrupt).toHaveBeenCalledTimes(2);
  });

  it("sends nothing once it has ended", async () => {
    noSource.interrupt.mockClear();
    const run = tracked({ state: "done", commands: ["stop"] });
    const comm = fakeComm();
    run.link(comm as never);
    await run.command("stop");
    expect(comm.send).not.toHaveBeenCalled();
    expect(noSource.interrupt).not.toHaveBeenCalled();
  });
});

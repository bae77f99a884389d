// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import type { RunReport } from "quetelet/contract";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mountRun, type MountedRun } from "../../../../extension/src/monitor/mount";
import { readRun } from "../../../../extension/src/monitor/read-run";
import { runs } from "../../../../extension/src/monitor/runs";
import { trans } from "../support";
import { preparePage } from "./page";
import { fakeComm, noSource, runReport } from "./support";

let output: MountedRun;
let setInSight: (inSight: boolean) => void;
const onEnd = vi.fn<(report: RunReport) => void>();
const show = (data: unknown, wasUpdated = false) => act(() => output.show(readRun(data), wasUpdated));
const group = () => screen.getByRole("group", { name: "Training: Group-based trajectories" });
/** Lets the kernel say something, and the page draw it. */
const say = (parts: Partial<RunReport>) =>
  act(async () => {
    runs.take(runReport(parts), noSource);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });
function linked(parts: Partial<RunReport> = {}) {
  const comm = fakeComm();
  runs.take(runReport(parts), noSource).link(comm as never);
  return comm;
}

beforeAll(() => {
  ({ setInSight } = preparePage());
});
beforeEach(() => {
  vi.clearAllMocks();
  document.body.innerHTML = "<div id='host'></div>";
  output = mountRun(document.getElementById("host")!, { trans, onEnd });
});
afterEach(() => {
  act(() => output.unmount());
  for (const run of runs.runs) runs.forget(run);
  cleanup();
});

describe("a run that goes on", () => {
  it("says what it does, how far it is and what it runs on", () => {
    linked();
    show(runReport());
    for (const text of [
      "Running",
      "fitting",
      "370 of 1,000",
      "37 of 50 starts",
      "4.50",
      "4.25",
      "fused, 2 threads",
      "312 MB",
    ]) {
      expect(group().textContent).toContain(text);
    }
    const bar = screen.getByRole("progressbar", { name: "Progress of Group-based trajectories" });
    expect(bar.getAttribute("aria-valuenow")).toBe("37");
    expect(bar.getAttribute("aria-valuetext")).toBe(
      "37 % of this phase, about 21 s left in it; 12.3 s so far",
    );
  });

  it("shows a bar without an end where nobody can tell it", () => {
    linked({ steps: null, secondsLeft: null });
    show(runReport());
    const bar = screen.getByRole("progressbar");
    expect(bar.hasAttribute("aria-valuenow")).toBe(false);
    expect(bar.getAttribute("aria-valuetext")).toBe("12.3 s so far");
  });

  it("follows its kernel, and waits while nobody can see it", async () => {
    linked();
    show(runReport());
    await say({ seconds: 13, step: 500 });
    expect(group().textContent).toContain("500 of 1,000");
    act(() => setInSight(false));
    await say({ seconds: 14, step: 600 });
    expect(group().textContent).toContain("500 of 1,000");
    act(() => setInSight(true));
    await say({ seconds: 14, step: 600 });
    expect(group().textContent).toContain("600 of 1,000");
  });

  it("is paused, resumed and stopped by its buttons", async () => {
    const comm = linked();
    show(runReport());
    fireEvent.click(screen.getByRole("button", { name: "Pause" }));
    fireEvent.click(screen.getByRole("button", { name: "Pause" })); // once is enough
    expect(comm.send.mock.calls).toEqual([[{ action: "pause" }]]);
    expect(screen.getByText("Pausing…")).toBeDefined();
    await say({ state: "paused", commands: ["resume", "stop"], seconds: 13 });
    expect(screen.queryByText("Pausing…")).toBe(null);
    expect(screen.queryByRole("button", { name: "Pause" })).toBe(null);
    fireEvent.click(screen.getByRole("button", { name: "Resume" }));
    fireEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(comm.send.mock.calls.slice(1)).toEqual([[{ action: "resume" }], [{ action: "stop" }]]);
  });

  it("offers no pause where the kernel cannot, and interrupts to stop", async () => {
    runs.take(runReport({ commands: [] }), noSource);
    show(runReport({ commands: [] }));
    expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["Stop"]);
    noSource.interrupt.mockRejectedValueOnce(new Error("no answer"));
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "Stop" })));
    expect(noSource.interrupt).toHaveBeenCalledTimes(1);
    expect(screen.getByRole("alert").textContent).toBe("Failed: no answer");
  });

  it("offers to interrupt the kernel when a stop is not heeded", async () => {
    vi.useFakeTimers();
    try {
      linked();
      show(runReport());
      fireEvent.click(screen.getByRole("button", { name: "Stop" }));
      expect(screen.queryByRole("button", { name: "Interrupt kernel" })).toBe(null);
      act(() => void vi.advanceTimersByTime(6000));
      fireEvent.click(screen.getByRole("button", { name: "Interrupt kernel" }));
      expect(noSource.interrupt).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("has no buttons where its kernel is not followed, and is told by its updates that it goes on", () => {
    show(runReport());
    expect(group().textContent).toContain("Was running when saved");
    show(runReport({ seconds: 13 }), true);
    expect(group().textContent).toContain("Running");
    expect(screen.queryByRole("button")).toBe(null);
  });
});

describe("a run that is over", () => {
  it("is one line, with the rest behind it", async () => {
    show(
      runReport({ state: "interrupted", reason: "It was stopped; the fit so far is kept.", commands: [] }),
    );
    const text = group().textContent!;
    expect(text).toContain("Interrupted");
    expect(text).toContain("12.3 s");
    expect(text).toContain("It was stopped; the fit so far is kept.");
    expect(text).not.toContain("37 of 50 starts");
    const details = group().querySelector("details")!;
    await act(async () => {
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
    });
    expect(group().textContent).toContain("37 of 50 starts");
    expect(screen.queryByRole("progressbar")).toBe(null);
  });

  it("takes the keyboard from its buttons to the line", async () => {
    linked();
    show(runReport());
    screen.getByRole("button", { name: "Stop" }).focus();
    await say({ state: "interrupted", reason: "Stopped.", seconds: 13 });
    expect(document.activeElement?.tagName).toBe("SUMMARY");
  });

  it("leaves the keyboard where it is when it was elsewhere", async () => {
    const other = document.body.appendChild(document.createElement("button"));
    linked();
    show(runReport());
    other.focus();
    await say({ state: "done", seconds: 13 });
    expect(document.activeElement).toBe(other);
  });

  it("shows its end out of sight too, and tells an output that does not know of it", async () => {
    linked();
    show(runReport());
    act(() => setInSight(false));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await say({ state: "interrupted", reason: "The kernel was restarted.", seconds: 13 });
      expect(group().textContent).toContain("The kernel was restarted.");
      expect(onEnd).not.toHaveBeenCalled();
      act(() => void vi.advanceTimersByTime(2500));
      expect(onEnd).toHaveBeenCalledWith(expect.objectContaining({ state: "interrupted" }));
    } finally {
      vi.useRealTimers();
    }
  });

  it("does not pretend to run when a notebook was saved while it ran", () => {
    show(runReport());
    expect(group().textContent).toContain("Was running when saved");
    expect(screen.queryByRole("button")).toBe(null);
    expect(screen.queryByRole("progressbar")).toBe(null);
  });
});

describe("a stranger's report", () => {
  it.each([
    [null, "not the report of a training"],
    [{ ...runReport(), version: 3 }, "version 3"],
    [{ ...runReport(), state: {} }, "“state”"],
  ])("that cannot be shown gives a message: %#", (data, words) => {
    show(data);
    expect(screen.getByRole("note").textContent).toContain(words);
  });

  it("is text, whatever it says", () => {
    const evil = "<img src=x onerror=alert(1)>";
    const strange = { name: evil, phase: evil, reason: evil, backend: evil, device: evil };
    show({ ...runReport({ ...strange, parts: { name: evil, done: 1, total: 2 } }), state: "done" });
    expect(document.querySelector("img")).toBe(null);
    expect(screen.getByRole("group", { name: `Training: ${evil}` })).toBeDefined();
  });

  it("gives way to the next one", () => {
    show("nothing");
    show(runReport({ state: "done" }));
    expect(group().textContent).toContain("Done");
  });
});

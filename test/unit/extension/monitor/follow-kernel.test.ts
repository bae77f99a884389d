// @vitest-environment jsdom
import { RUN_COMM_TARGET, RUN_MIME_TYPE } from "quetelet/contract";
import { describe, expect, it } from "vitest";
import { followKernel } from "../../../../extension/src/monitor/follow-kernel";
import { Runs } from "../../../../extension/src/monitor/runs";
import { trans } from "../support";
import { fakeComm, fakeKernel, news, runReport } from "./support";

function follow(fake = fakeKernel()) {
  const runs = new Runs();
  const following = followKernel(fake.kernel, { runs, notebook: () => "streets.ipynb", trans });
  return { ...fake, runs, following };
}

describe("followKernel", () => {
  it("follows a run over its comm until it is closed with the last report", async () => {
    const { runs, openComm } = follow();
    const comm = openComm(runReport());
    const run = runs.find("run-1")!;
    expect(run.notebook).toBe("streets.ipynb");
    expect(comm.send.mock.calls).toEqual([[{ follows: true }]]);
    comm.onMsg(news(runReport({ seconds: 13, step: 400 })));
    expect(run.report.step).toBe(400);
    await run.command("pause");
    expect(comm.send).toHaveBeenCalledWith({ action: "pause" });
    comm.onClose(news(runReport({ seconds: 14, state: "done", reason: "It converged." })));
    expect(run.report).toMatchObject({ state: "done", reason: "It converged." });
    expect(run.isLinked).toBe(false);
  });

  it("puts losses that come behind those that stay", () => {
    const { runs, openComm } = follow();
    const comm = openComm(runReport());
    const losses = () => runs.find("run-1")!.report.losses.map(({ step }) => step);
    const more = (seconds: number, steps: number[], kept: unknown) =>
      comm.onMsg({
        content: {
          data: { report: runReport({ seconds, losses: steps.map((step) => ({ step, loss: 1 })) }), kept },
        },
      });
    more(13, [400, 410], 2);
    expect(losses()).toEqual([1, 370, 400, 410]);
    const before = runs.find("run-1")!.report.losses;
    more(14, [], 4);
    expect(runs.find("run-1")!.report.losses).toBe(before);
    more(15, [420], 1);
    expect(losses()).toEqual([1, 420]);
    more(16, [1, 430], "all");
    expect(losses()).toEqual([1, 430]);
    for (let i = 0; i < 5; i++)
      more(
        17 + i,
        Array.from({ length: 900 }, (_, step) => step),
        1e9,
      );
    expect(losses()).toHaveLength(1000);
  });

  it("follows a run of another kernel by what it shows, and interrupts to stop it", async () => {
    const { runs, display, kernel } = follow();
    display({ "text/plain": "3" }, "display_data");
    expect(runs.runs).toEqual([]);
    display({ [RUN_MIME_TYPE]: runReport({ commands: [] }) }, "display_data");
    display({ [RUN_MIME_TYPE]: runReport({ commands: [], seconds: 13, step: 500 }) });
    const run = runs.find("run-1")!;
    expect(run.report.step).toBe(500);
    await run.command("stop");
    expect(kernel.interrupt).toHaveBeenCalledTimes(1);
  });

  it("does not hear a run twice", () => {
    const { runs, display, openComm } = follow();
    openComm(runReport());
    display({ [RUN_MIME_TYPE]: runReport({ seconds: 90, step: 900 }) });
    expect(runs.find("run-1")?.report.step).toBe(370);
    expect(runs.runs).toHaveLength(1);
  });

  it.each([
    ["restarting", "The kernel was restarted."],
    ["autorestarting", "The kernel died and was restarted."],
    ["dead", "The kernel has ended."],
  ] as const)("says of a run that goes on when the kernel is %s: %s", (status, reason) => {
    const fake = follow();
    fake.openComm(runReport());
    fake.openComm(runReport({ id: "over", state: "done" }), fakeComm("comm-2"));
    fake.status("busy");
    expect(fake.runs.find("run-1")?.report.state).toBe("running");
    fake.status(status);
    expect(fake.runs.find("run-1")?.report).toMatchObject({ state: "interrupted", reason, commands: [] });
    expect(fake.runs.find("over")?.report.state).toBe("done");
  });

  it("ends the runs of a kernel that is shut down, and forgets those of a notebook that is closed", () => {
    const down = follow();
    down.openComm(runReport());
    down.dispose();
    expect(down.runs.find("run-1")?.report.reason).toBe("The kernel was shut down.");

    const closed = follow();
    closed.openComm(runReport());
    closed.openComm(runReport({ id: "over", state: "done" }), fakeComm("comm-2"));
    closed.following.dispose();
    expect(closed.runs.find("run-1")).toBe(null);
    expect(closed.runs.find("over")).not.toBe(null);
    expect(closed.targets.size).toBe(0);
    closed.display({ [RUN_MIME_TYPE]: runReport({ id: "late" }) });
    expect(closed.runs.find("late")).toBe(null);
  });

  it("takes up runs that began before the page was opened", async () => {
    const comms = { "comm-9": { target_name: RUN_COMM_TARGET }, other: { target_name: "jupyter.widget" } };
    const { runs, created } = follow(fakeKernel({ comms }));
    await Promise.resolve();
    await Promise.resolve();
    expect(created.map(({ commId }) => commId)).toEqual(["comm-9"]);
    // A paused run says nothing unless it is asked.
    expect(created[0]!.send).toHaveBeenCalledWith({ follows: true });
    created[0]!.onMsg(news(runReport()));
    expect(runs.find("run-1")?.takes("stop")).toBe(true);
  });

  it("does without reports that cannot be read", () => {
    const { runs, openComm, display } = follow();
    const comm = openComm({ kind: "quetelet.run", version: 9 });
    comm.onMsg(news(null));
    comm.onMsg({ content: { data: runReport() } }); // not where a report belongs
    comm.onClose({ content: { data: {} } });
    display({ [RUN_MIME_TYPE]: "<script>" });
    expect(runs.runs).toEqual([]);
  });
});

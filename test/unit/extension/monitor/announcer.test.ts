// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { Announcer } from "../../../../extension/src/monitor/announcer";
import { Runs } from "../../../../extension/src/monitor/runs";
import { trans } from "../support";
import { noSource, runReport } from "./support";

let runs: Runs;
let announcer: Announcer;
/** What is announced after each of these reports. */
const said = (...parts: Parameters<typeof runReport>[0][]) =>
  parts.map((part) => {
    runs.take(runReport(part), noSource);
    return announcer.node.textContent;
  });

beforeEach(() => {
  runs = new Runs();
  announcer = new Announcer(runs, trans);
});

describe("Announcer", () => {
  it("is polite", () => expect(announcer.node.getAttribute("role")).toBe("status"));

  it("tells of what a run does and how it ends, not of its steps", () => {
    expect(
      said(
        { seconds: 0.2, phase: "starts" },
        { seconds: 1, phase: "starts" },
        { seconds: 3, phase: "starts" },
        { seconds: 4, phase: "starts", step: 400 },
        { seconds: 5, phase: "errors" }, // too soon after the last word
        { seconds: 9, phase: "errors" },
        { seconds: 10, phase: "errors", state: "paused" },
        { seconds: 11, phase: "errors", state: "stopped", reason: "It did not converge." },
      ),
    ).toEqual([
      "",
      "",
      "Group-based trajectories: running, starts",
      "Group-based trajectories: running, starts",
      "Group-based trajectories: running, starts",
      "Group-based trajectories: running, errors",
      "Group-based trajectories: paused, errors",
      "Group-based trajectories: stopped after 11.0 s. It did not converge.",
    ]);
  });

  it("says nothing of a run that is over at once, unless it failed", () => {
    expect(said({ id: "a", seconds: 0.1 }, { id: "a", seconds: 0.2, state: "done" })).toEqual(["", ""]);
    expect(
      said({ id: "b", seconds: 0.1 }, { id: "b", seconds: 0.2, state: "failed", reason: "No rows." }),
    ).toEqual(["", "Group-based trajectories: failed after 0.20 s. No rows."]);
  });
});

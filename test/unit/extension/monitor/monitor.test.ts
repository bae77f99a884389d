// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mountMonitor } from "../../../../extension/src/monitor/mount";
import { Runs } from "../../../../extension/src/monitor/runs";
import { trans } from "../support";
import { preparePage } from "./page";
import { noSource, runReport } from "./support";

let runs: Runs;
let unmount: () => void;
const reveal = vi.fn();
const take = (parts: Parameters<typeof runReport>[0]) =>
  act(async () => {
    runs.take(runReport(parts), noSource);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });

beforeAll(() => void preparePage());
beforeEach(() => {
  document.body.innerHTML = "<div id='host'></div>";
  runs = new Runs();
  act(() => {
    unmount = mountMonitor(document.getElementById("host")!, { trans, runs, reveal });
  });
});
afterEach(() => {
  act(() => unmount());
  cleanup();
});

describe("the monitor in the side bar", () => {
  it("says that there is nothing yet", () => {
    expect(document.body.textContent).toContain("Nothing has been trained yet.");
  });

  it("lists runs, the newest first: one that goes on in full, one that is over in a line", async () => {
    await take({ id: "a", name: "glm", state: "done", seconds: 3 });
    await take({ id: "b", name: "trajectories" });
    const items = within(screen.getByRole("list", { name: "Trainings, the newest first" })).getAllByRole(
      "listitem",
    );
    expect(items).toHaveLength(2);
    expect(
      within(items[0]!).getByRole("progressbar", { name: "Progress of Group-based trajectories" }),
    ).toBeDefined();
    expect(within(items[0]!).getByRole("button", { name: "Stop" })).toBeDefined();
    expect(items[1]!.textContent).toMatch(/^Count and binary regression Done 3\.0 s/);
    expect(within(items[1]!).queryByRole("progressbar")).toBe(null);
  });

  it("goes to the notebook of a run", async () => {
    await take({});
    fireEvent.click(screen.getByRole("button", { name: "Go to Group-based trajectories in streets.ipynb" }));
    expect(reveal).toHaveBeenCalledWith(runs.runs[0]);
  });
});

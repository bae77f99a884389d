import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Appearance } from "../../../../extension/src/monitor/appearance";
import { Runs } from "../../../../extension/src/monitor/runs";
import { noSource, runReport } from "./support";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Start {
  rightCollapsed?: boolean;
  saved?: string;
  /** Widths of what is in sight in the main area. */
  widths?: number[];
}

async function start({ rightCollapsed = true, saved, widths = [960] }: Start = {}) {
  const inSight = widths.map((clientWidth) => ({ isVisible: true, node: { clientWidth } }));
  const hidden = { isVisible: false, node: { clientWidth: 0 } };
  const shell = { rightCollapsed, activateById: vi.fn(), widgets: () => [hidden, ...inSight].values() };
  const state = { fetch: vi.fn(() => Promise.resolve(saved)), save: vi.fn(() => Promise.resolve()) };
  const runs = new Runs();
  const appearance = new Appearance({ shell: shell as never, panel: "panel", runs, state: state as never });
  await Promise.resolve();
  return { shell, state, runs, appearance };
}

describe("Appearance", () => {
  it("opens the monitor beside a run that takes a while", async () => {
    const { runs, shell } = await start();
    runs.take(runReport(), noSource);
    vi.advanceTimersByTime(1500);
    expect(shell.activateById).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(shell.activateById).toHaveBeenCalledWith("panel");
  });

  it("does not for one that is over soon", async () => {
    const { runs, shell } = await start();
    runs.take(runReport(), noSource);
    runs.take(runReport({ state: "done", seconds: 13 }), noSource);
    vi.advanceTimersByTime(5000);
    expect(shell.activateById).not.toHaveBeenCalled();
  });

  it("takes no other panel's place", async () => {
    const { runs, shell } = await start({ rightCollapsed: false });
    runs.take(runReport(), noSource);
    vi.advanceTimersByTime(5000);
    expect(shell.activateById).not.toHaveBeenCalled();
  });

  it("takes no room from a notebook and a builder that have little", async () => {
    const { runs, shell } = await start({ widths: [960, 480] });
    runs.take(runReport(), noSource);
    vi.advanceTimersByTime(5000);
    expect(shell.activateById).not.toHaveBeenCalled();
  });

  it("stays closed once the person has closed it, also after a reload, until they open it", async () => {
    const { runs, shell, state, appearance } = await start();
    appearance.toggled(true);
    appearance.toggled(false);
    expect(state.save).toHaveBeenLastCalledWith(expect.any(String), "closed");
    runs.take(runReport(), noSource);
    vi.advanceTimersByTime(5000);
    expect(shell.activateById).not.toHaveBeenCalled();
    appearance.toggled(true);
    runs.take(runReport({ id: "run-2" }), noSource);
    vi.advanceTimersByTime(5000);
    expect(shell.activateById).toHaveBeenCalledTimes(1);

    const later = await start({ saved: "closed" });
    later.runs.take(runReport(), noSource);
    vi.advanceTimersByTime(5000);
    expect(later.shell.activateById).not.toHaveBeenCalled();
  });
});

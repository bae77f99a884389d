import type { RunContext } from "../../kernel-lib/src/compute/run.js";

/** What a run of a test's own making needs beside whether it is cancelled. */
export const unwatched: Omit<RunContext, "cancelled"> = {
  signal: new AbortController().signal,
  report() {},
  runsOn() {},
  async breathe() {},
  onPause: () => () => {},
  clock: () => performance.now(),
};

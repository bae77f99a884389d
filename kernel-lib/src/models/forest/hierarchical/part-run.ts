import type { RunContext } from "../../../compute/run.js";
import type { Progress } from "../../../contract/index.js";

/** The same run, whose reports say which part of the model they are of. */
export const within = (run: RunContext, part: string): RunContext =>
  reporting(run, (progress) => run.report({ ...progress, phase: `${part}: ${progress.phase}` }));

/** The same run, whose parts report nothing. */
export const silent = (run: RunContext): RunContext => reporting(run, () => {});

const reporting = (run: RunContext, report: (progress: Progress) => void): RunContext => ({
  get cancelled() {
    return run.cancelled;
  },
  signal: run.signal,
  report,
  breathe: (everyMs) => run.breathe(everyMs),
});

import type { Run } from "../compute/run.js";
import type { RunReport } from "../contract/index.js";
import { type Ending, endingOf } from "./ending.js";
import { endText, pausedText, progressText } from "./progress-text.js";
import { recordRun } from "./run-recorder.js";

const firstAfter = 500;
const every = 250;

/** Takes a run's reports as they come; `text` says the same in one line. */
export type RunWriter = (report: RunReport, text: string) => void;

export interface Following {
  /** Writes how things stand at once, for a pause to show; not before half a second. */
  write(): void;
}

/** Writes how a run stands until it ends, at most every 250 ms, from half a second on; the last time how it ended. */
export function followRun(run: Run<unknown>, write: RunWriter | null): Following {
  if (!write) return { write() {} };
  const start = performance.now();
  const recorder = recordRun(run);
  let written = -Infinity;

  const writeNow = () => {
    const now = performance.now();
    if (now - start < firstAfter) return;
    written = now;
    const report = recorder.report();
    const text = progressText(run.name, run.progress, report.seconds, recorder.phaseSeconds);
    write(report, run.paused ? pausedText(text) : text);
  };
  let paused = false;
  const sample = () => {
    recorder.take();
    if (performance.now() - written < every) return;
    // Nothing changes in a pause.
    if (run.paused && paused) return;
    paused = run.paused;
    writeNow();
  };
  // Reports write too, because a run that leaves the event loop no time lets no timer fire.
  const forget = run.onProgress(sample);
  const timer = setInterval(sample, every);
  timer.unref?.();

  const end = (ending: Ending) => {
    forget();
    clearInterval(timer);
    if (written === -Infinity) return;
    const report = recorder.report(ending);
    write(report, endText(run.name, ending.state, report.seconds));
  };
  run.then(
    (value) => end(endingOf(run, { value })),
    (error) => end(endingOf(run, { error })),
  );
  return { write: writeNow };
}

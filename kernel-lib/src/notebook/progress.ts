import { randomUUID } from "node:crypto";
import { cancelAllRuns, onRunStart, type Run } from "../compute/run.js";
import { CancelledError } from "../contract/index.js";
import { type Environment, environment } from "./adapters/index.js";
import { lossCurve, recordLosses } from "./loss-curve.js";
import { type Ending, endText, progressText } from "./progress-text.js";

const firstAfter = 500;
const every = 200;
/** Fewer losses than this make no curve worth drawing. */
const fewestLosses = 8;

/**
 * Shows every run of more than half a second: in a notebook as one output updated in place, with the curve of the
 * loss where the run reports one, and its last frame stays; on a terminal as a status line on standard error, elsewhere not at all; and lets a kernel's interrupt cancel the runs. Called
 * when the library is loaded; a second copy of the library in the same process adds nothing.
 */
export function showProgress(): void {
  const shared = globalThis as Record<symbol, unknown>;
  const watching = Symbol.for("quetelet.watching");
  if (shared[watching]) return;
  shared[watching] = true;

  let listening = false;
  onRunStart((run) => {
    const place = environment();
    if (place.onInterrupt && !listening) {
      listening = true;
      place.onInterrupt(() => void cancelAllRuns());
    }
    followRun(run, writerFor(place));
  });
}

/** Shows one line and the losses so far, replacing what it showed before; `last` ends it. */
export type LineWriter = (text: string, last: boolean, losses: readonly number[]) => void;

function writerFor(place: Environment): LineWriter | null {
  switch (place.progress) {
    case "none":
      return null;
    case "line":
      return (text, last) =>
        process.stderr.write(
          `\r\u001b[2K${text.slice(0, (process.stderr.columns || 80) - 1)}${last ? "\n" : ""}`,
        );
    case "display": {
      const displayId = randomUUID();
      let update = false;
      return (text, _, losses) => {
        const curve = losses.length >= fewestLosses && { "image/svg+xml": lossCurve(text, losses) };
        void place.display({ "text/plain": text, ...curve }, { displayId, update });
        update = true;
      };
    }
  }
}

/** Draws a run's progress with `write` until it ends, at most every 200 ms, from half a second on. */
export function followRun(run: Run<unknown>, write: LineWriter | null): void {
  if (!write) return;
  const start = performance.now();
  let phase: string | undefined;
  let phaseStart = start;
  let drawn = -Infinity;
  const record = recordLosses();

  const draw = () => {
    const now = performance.now();
    record.add(run.progress);
    if (run.progress && run.progress.phase !== phase) {
      phase = run.progress.phase;
      phaseStart = now;
    }
    if (now - start < firstAfter || now - drawn < every) return;
    drawn = now;
    const text = progressText(run.name, run.progress, (now - start) / 1000, (now - phaseStart) / 1000);
    write(text, false, record.losses);
  };
  // Reports draw too, because a run that leaves the event loop no time lets no timer fire.
  const forget = run.onProgress(draw);
  const timer = setInterval(draw, every);
  timer.unref?.();

  const end = (ending: Ending) => {
    forget();
    clearInterval(timer);
    if (drawn === -Infinity) return;
    write(endText(run.name, ending, (performance.now() - start) / 1000), true, record.losses);
  };
  run.then(
    (value) => end(endingOf(value)),
    (reason) => end(reason instanceof CancelledError ? "interrupted" : "failed"),
  );
}

function endingOf(value: unknown): Ending {
  const status =
    typeof value === "object" && value !== null ? (value as { status?: unknown }).status : undefined;
  return status === "interrupted" || status === "stopped" ? status : "done";
}

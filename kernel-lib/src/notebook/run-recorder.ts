import { randomUUID } from "node:crypto";
import type { Run } from "../compute/run.js";
import type { RunReport } from "../contract/index.js";
import type { Ending } from "./ending.js";
import { recordLosses } from "./losses.js";

/** Follows a run's reports and tells at any time how things stand. */
export interface RunRecorder {
  /** Takes the run's latest report in. Cheap: called for every step. */
  take(): void;
  /** How things stand, or ended. */
  report(ending?: Ending): RunReport;
  /** Seconds of the present phase, pauses left out. */
  readonly phaseSeconds: number;
}

export function recordRun(run: Run<unknown>): RunRecorder {
  const id = randomUUID();
  const record = recordLosses();
  let phase: string | undefined;
  let phaseStart = 0;

  const take = () => {
    const { progress } = run;
    record.add(progress);
    if (!progress || progress.phase === phase) return;
    phase = progress.phase;
    phaseStart = run.seconds;
  };
  return {
    take,
    get phaseSeconds() {
      return run.seconds - phaseStart;
    },
    report(ending) {
      take();
      const { progress, place, seconds } = run;
      const { step = 0, steps = null, parts = null } = progress ?? {};
      return {
        kind: "quetelet.run",
        version: 1,
        id,
        name: run.name,
        state: ending?.state ?? (run.paused ? "paused" : "running"),
        reason: ending?.reason ?? null,
        phase: progress?.phase ?? null,
        step,
        steps,
        seconds,
        secondsLeft: ending ? null : secondsLeft(seconds - phaseStart, step, steps),
        losses: [...record.losses],
        best: record.best,
        parts,
        backend: place?.backend ?? null,
        device: place?.device ?? null,
        memory: process.memoryUsage.rss(),
        commands: [],
      };
    },
  };
}

/** What remains of a phase at its pace so far; null while too little is done to tell. */
export function secondsLeft(seconds: number, step: number, steps: number | null): number | null {
  if (steps === null || !(steps > 0)) return null;
  const share = Math.min(1, step / steps);
  return share > 0.02 && share < 1 ? (seconds * (1 - share)) / share : null;
}

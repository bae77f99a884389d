import type { ModelName, RunReport } from "quetelet/contract";
import { formatSeconds } from "../ui/format";
import { plainModelName } from "../ui/model-name";
import type { Trans } from "../ui/translation";
import type { RunProblem } from "./read-run";

/** A run's name as people say it, where it is a model's; else what its author called it. */
export function runName({ name }: RunReport, trans: Trans): string {
  return plainModelName(name as ModelName, trans) ?? name;
}

export function stateWords(state: RunReport["state"], trans: Trans): string {
  switch (state) {
    case "running":
      return trans.__("Running");
    case "paused":
      return trans.__("Paused");
    case "done":
      return trans.__("Done");
    case "stopped":
      return trans.__("Stopped");
    case "interrupted":
      return trans.__("Interrupted");
    case "failed":
      return trans.__("Failed");
  }
}

/** What part of its phase a run has done, from 0 to 1; null where nobody can tell. */
export function fractionDone({ step, steps }: RunReport): number | null {
  return steps === null ? null : Math.min(1, step / steps);
}

/**
 * `37 % of this phase, about 20 s left in it; 12.3 s so far`: what the bar shows, and says to a screen reader. A run has
 * phases that nobody can foresee, so what is left of it all is not told.
 */
export function progressWords(report: RunReport, trans: Trans): string {
  const { phase, seconds, secondsLeft } = report;
  const fraction = fractionDone(report);
  const ofPhase = [
    ...(fraction === null ? [] : [percentWords(Math.floor(100 * fraction), phase, trans)]),
    ...(secondsLeft === null ? [] : [leftWords(secondsLeft, phase, trans)]),
  ].join(trans.__(", "));
  const soFar = trans.__("%1 so far", formatSeconds(seconds));
  return ofPhase === "" ? soFar : trans.__("%1; %2", ofPhase, soFar);
}

function percentWords(percent: number, phase: string | null, trans: Trans): string {
  return phase === null ? trans.__("%1 %", percent) : trans.__("%1 % of this phase", percent);
}

function leftWords(seconds: number, phase: string | null, trans: Trans): string {
  const left = roughly(seconds, trans);
  return phase === null ? trans.__("%1 left", left) : trans.__("%1 left in it", left);
}

/** An estimate is told as one: no tenths of seconds, and no seconds beside minutes. */
function roughly(seconds: number, trans: Trans): string {
  if (seconds < 1) return trans.__("less than a second");
  if (seconds < 90) return trans.__("about %1 s", Math.round(seconds));
  if (seconds < 90 * 60) return trans.__("about %1 min", Math.round(seconds / 60));
  return trans.__("about %1 h", Math.round(seconds / 3600));
}

export function count(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 0 });
}

/** `370 of 1,000`, or `370` of a phase without a known end. */
export function stepWords({ step, steps }: RunReport, trans: Trans): string {
  return steps === null ? count(step) : trans.__("%1 of %2", count(step), count(steps));
}

/** `37 of 50 starts` */
export function partWords({ name, done, total }: NonNullable<RunReport["parts"]>, trans: Trans): string {
  return trans.__("%1 of %2 %3", count(done), count(total), name);
}

export function memoryWords(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1000).toFixed(1)} GB`;
}

/** `fused, 2 threads`; null before a backend is chosen. */
export function backendWords({ backend, device }: RunReport, trans: Trans): string | null {
  return [backend, device].filter(Boolean).join(trans.__(", ")) || null;
}

/** What a screen reader says when a run has ended. */
export function endWords(report: RunReport, trans: Trans): string {
  const end = trans.__(
    "%1: %2 after %3.",
    runName(report, trans),
    stateWords(report.state, trans).toLowerCase(),
    formatSeconds(report.seconds),
  );
  return report.reason === null ? end : `${end} ${report.reason}`;
}

export function problemWords(problem: RunProblem, trans: Trans): string {
  switch (problem.kind) {
    case "not-a-run":
      return trans.__("This output is not the report of a training.");
    case "version":
      return trans.__(
        "It has version %1 and was written by another version of Quetelet; this one reads version 1.",
        problem.version,
      );
    case "malformed":
      return trans.__("Its part “%1” is missing or of the wrong kind.", problem.where);
  }
}

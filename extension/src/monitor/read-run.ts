import type { RunCommand, RunReport } from "quetelet/contract";
import { isRecord } from "../ui/is-record";

/** Why a report cannot be shown; the view puts it into words. */
export type RunProblem =
  { kind: "not-a-run" } | { kind: "version"; version: string } | { kind: "malformed"; where: string };

export type ReadRun = { ok: true; report: RunReport } | { ok: false; problem: RunProblem };

const states: readonly string[] = ["running", "paused", "done", "stopped", "interrupted", "failed"];
const actions: readonly string[] = ["pause", "resume", "stop"];

/** More than a chart of this size can show; a kernel sends a few hundred. */
export const mostLosses = 1000;

/**
 * Checks a run's report from anywhere: a kernel, or the output of a stranger's notebook. Without an id, a name and a
 * state there is nothing to show; any other part of the wrong shape counts as not known. Never throws.
 */
export function readRun(input: unknown): ReadRun {
  if (!isRecord(input) || input.kind !== "quetelet.run") return { ok: false, problem: { kind: "not-a-run" } };
  const { version, state } = input;
  if (version !== 1) {
    const printed =
      typeof version === "number" || typeof version === "string" ? clip(String(version), 20) : "none";
    return { ok: false, problem: { kind: "version", version: printed } };
  }
  const id = text(input.id, 200);
  const name = text(input.name, 200);
  if (!id) return { ok: false, problem: { kind: "malformed", where: "id" } };
  if (!name) return { ok: false, problem: { kind: "malformed", where: "name" } };
  if (!isState(state)) return { ok: false, problem: { kind: "malformed", where: "state" } };
  return {
    ok: true,
    report: {
      kind: "quetelet.run",
      version: 1,
      id,
      name,
      state,
      reason: text(input.reason, 1000),
      phase: text(input.phase, 200),
      step: amount(input.step) ?? 0,
      steps: amount(input.steps) || null,
      seconds: amount(input.seconds) ?? 0,
      secondsLeft: amount(input.secondsLeft),
      losses: readLosses(input.losses),
      best: finite(input.best),
      parts: readParts(input.parts),
      backend: text(input.backend, 100),
      device: text(input.device, 200),
      memory: amount(input.memory) || null,
      commands: Array.isArray(input.commands) ? input.commands.slice(0, 10).filter(isAction) : [],
    },
  };
}

/** Whether a run is over, one way or another. */
export function isEnded({ state }: RunReport): boolean {
  return state !== "running" && state !== "paused";
}

function readLosses(value: unknown): RunReport["losses"] {
  if (!Array.isArray(value)) return [];
  // Every second, third … of too many, counted from the end, so that the last one stays.
  const every = Math.ceil(value.length / mostLosses);
  const losses: RunReport["losses"] = [];
  for (let i = value.length - 1; i >= 0; i -= every) {
    const point: unknown = value[i];
    if (!isRecord(point)) continue;
    const step = finite(point.step);
    const loss = finite(point.loss);
    if (step !== null && loss !== null) losses.push({ step, loss });
  }
  return losses.reverse();
}

function readParts(value: unknown): RunReport["parts"] {
  if (!isRecord(value)) return null;
  const name = text(value.name, 100);
  const done = amount(value.done);
  const total = amount(value.total);
  return name === null || done === null || total === null ? null : { name, done, total };
}

function isState(value: unknown): value is RunReport["state"] {
  return typeof value === "string" && states.includes(value);
}

function isAction(value: unknown): value is RunCommand["action"] {
  return typeof value === "string" && actions.includes(value);
}

/** Null for what is not text, and for text that shows nothing. */
function text(value: unknown, most: number): string | null {
  if (typeof value !== "string") return null;
  const printed = value.trim();
  return printed === "" ? null : clip(printed, most);
}

function clip(value: string, most: number): string {
  return value.length > most ? `${value.slice(0, most - 1)}…` : value;
}

function finite(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Null for what is not a number from zero up. */
function amount(value: unknown): number | null {
  const number = finite(value);
  return number === null || number < 0 ? null : number;
}

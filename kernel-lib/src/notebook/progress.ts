import { AsyncResource } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { cancelAllRuns, onRunStart, type Run } from "../compute/run.js";
import { RUN_MIME_TYPE } from "../contract/index.js";
import { type Environment, environment } from "./adapters/index.js";
import { followRun, type RunWriter } from "./follow-run.js";
import { lossCurve } from "./loss-curve.js";
import { createMonitorLink, type MonitorLink } from "./monitor-link.js";

/** Fewer losses than this make no curve worth drawing. */
const fewestLosses = 8;

/**
 * Milliseconds between updates of an output. Where a monitor follows the run by itself they are few: every one goes
 * into the notebook's document, which costs the page more than all else that a report does.
 */
const outputEvery = { alone: 500, followed: 5000 };

/**
 * Shows every run of more than half a second: in a notebook as one output updated in place, a report for the monitor
 * with the curve of the loss and a line of text beside it, whose last frame stays; on a terminal as a status line on
 * standard error, elsewhere not at all; and lets a kernel's interrupt cancel the runs. Called when the library is
 * loaded; a second copy of the library in the same process adds nothing.
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
    show(run, place);
  });
}

function show(run: Run<unknown>, place: Environment): void {
  if (place.progress === "none") return;
  if (place.progress === "line") return void followRun(run, lineWriter());
  const { openComm, monitors } = place;
  // What a monitor brings about belongs to the run's cell, not to the monitor's message.
  const onChange = AsyncResource.bind(() => following.write());
  const link = openComm && createMonitorLink({ openComm, monitors, run, onChange });
  const following = followRun(run, displayWriter(place, link ?? null));
}

function lineWriter(): RunWriter {
  return ({ reason }, text) => {
    const line = text.slice(0, (process.stderr.columns || 80) - 1);
    process.stderr.write(`\r\u001b[2K${line}${reason === null ? "" : "\n"}`);
  };
}

function displayWriter(place: Environment, link: MonitorLink | null): RunWriter {
  const displayId = randomUUID();
  let update = false;
  let shown = { at: -Infinity, state: "" };
  return (plain, text) => {
    const report = { ...plain, commands: link?.send(plain) ?? [] };
    const now = performance.now();
    const isNew = report.state !== shown.state;
    if (!isNew && now - shown.at < outputEvery[link?.isFollowed ? "followed" : "alone"]) return;
    shown = { at: now, state: report.state };
    const losses = report.losses.map(({ loss }) => loss);
    const curve = losses.length >= fewestLosses && { "image/svg+xml": lossCurve(text, losses) };
    void place.display({ [RUN_MIME_TYPE]: report, ...curve, "text/plain": text }, { displayId, update });
    update = true;
  };
}

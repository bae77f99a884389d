import type { RunReport } from "quetelet/contract";
import type { Trans } from "../ui/translation";
import { isEnded } from "./read-run";
import type { Runs } from "./runs";
import type { TrackedRun } from "./tracked-run";
import { endWords, runName, stateWords } from "./words";

/** Shorter runs say nothing, and phases are told of at most this often, in seconds. */
const shortest = 2;
const pause = 5;

/**
 * Tells a screen reader of runs: once for all places that show them, when one has gone on for a while, when it does
 * something else, and when it ends; not of its steps.
 */
export class Announcer {
  readonly node: HTMLElement;
  private readonly trans: Trans;
  private readonly heard = new Map<TrackedRun, { what: string; state: RunReport["state"]; at: number }>();
  private readonly known = new WeakSet<TrackedRun>();

  constructor(runs: Runs, trans: Trans) {
    this.trans = trans;
    this.node = document.createElement("div");
    this.node.className = "qt-hidden";
    this.node.setAttribute("role", "status");
    const listen = () => {
      for (const run of runs.runs) {
        if (this.known.has(run)) continue;
        this.known.add(run);
        run.changed.connect((_, report) => this.hear(run, report));
      }
    };
    runs.changed.connect(listen);
    listen();
  }

  private hear(run: TrackedRun, report: RunReport): void {
    const { trans } = this;
    const before = this.heard.get(run);
    const { phase, seconds, state } = report;
    if (isEnded(report)) {
      this.heard.delete(run);
      if (before || state === "failed") this.node.textContent = endWords(report, trans);
      return;
    }
    if (seconds < shortest) return;
    const what = [stateWords(state, trans).toLowerCase(), phase].filter(Boolean).join(trans.__(", "));
    if (before?.what === what) return;
    if (before && before.state === state && seconds - before.at < pause) return;
    this.heard.set(run, { what, state, at: seconds });
    this.node.textContent = trans.__("%1: %2", runName(report, trans), what);
  }
}

import { Signal, type ISignal } from "@lumino/signaling";
import type { RunReport } from "quetelet/contract";
import type { IRuns } from "../tokens";
import { isEnded } from "./read-run";
import { TrackedRun, type RunSource } from "./tracked-run";

/** More than anybody looks through; the oldest that have ended are forgotten. */
const mostRuns = 100;

/** The runs that kernels have told of since this page was opened, the newest first. */
export class Runs implements IRuns {
  /** Emitted when a run begins, ends, is paused, resumed or forgotten; each run tells of its own progress. */
  readonly changed: ISignal<this, void>;
  private readonly signal = new Signal<this, void>(this);
  private list: readonly TrackedRun[] = [];

  constructor() {
    this.changed = this.signal;
  }

  get runs(): readonly TrackedRun[] {
    return this.list;
  }

  /** How many are under way. */
  get active(): number {
    return this.list.filter(({ report }) => !isEnded(report)).length;
  }

  find(id: string): TrackedRun | null {
    return this.list.find(({ report }) => report.id === id) ?? null;
  }

  /** Takes a report and gives the run that it is about: a new one when it is the first. */
  take(report: RunReport, source: RunSource): TrackedRun {
    const known = this.find(report.id);
    if (known) {
      known.update(report);
      return known;
    }
    const run = new TrackedRun(report, source);
    let { state } = report;
    run.changed.connect((_, next) => {
      if (next.state === state) return;
      state = next.state;
      this.signal.emit();
    });
    const ended = this.list.filter((one) => isEnded(one.report));
    const forgotten = new Set(ended.slice(mostRuns - 1));
    this.list = [run, ...this.list.filter((one) => !forgotten.has(one))];
    this.signal.emit();
    return run;
  }

  /** Forgets a run of which nothing more can be known. */
  forget(run: TrackedRun): void {
    this.list = this.list.filter((one) => one !== run);
    this.signal.emit();
  }
}

/**
 * The runs of this page. JupyterLab makes the renderers of outputs without plugins, so they find here what the
 * plugin `jupyterlab-quetelet:runs` hears from the kernels.
 */
export const runs = new Runs();

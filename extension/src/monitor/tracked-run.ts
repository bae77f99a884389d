import type { Kernel } from "@jupyterlab/services";
import { Signal, type ISignal } from "@lumino/signaling";
import type { RunCommand, RunReport } from "quetelet/contract";
import type { ITrackedRun } from "../tokens";
import { isEnded } from "./read-run";

/** Where a run's reports come from. */
export interface RunSource {
  /** Path of the notebook; null when it has none. */
  notebook(): string | null;
  interrupt(): Promise<void>;
}

/** A run that a kernel has told of since this page was opened. */
export class TrackedRun implements ITrackedRun {
  readonly changed: ISignal<this, RunReport>;
  private readonly signal = new Signal<this, RunReport>(this);
  private readonly source: RunSource;
  private comm: Kernel.IComm | null = null;
  private latest: RunReport;

  constructor(first: RunReport, source: RunSource) {
    this.changed = this.signal;
    this.latest = first;
    this.source = source;
  }

  get report(): RunReport {
    return this.latest;
  }

  get notebook(): string | null {
    return this.source.notebook();
  }

  /** Whether reports come, and commands go, over a channel of the run's own. */
  get isLinked(): boolean {
    return this.comm !== null && !this.comm.isDisposed;
  }

  /** The channel that the kernel has opened for the run; null when it has closed it. */
  link(comm: Kernel.IComm | null): void {
    this.comm = comm;
  }

  /** Takes a further report. A run that has ended stays as it ended, and none goes back in time. */
  update(report: RunReport): void {
    if (isEnded(this.latest)) return;
    if (!isEnded(report) && report.seconds < this.latest.seconds) return;
    this.latest = report;
    this.signal.emit(report);
  }

  /** The kernel can no longer say how the run ended. */
  breakOff(reason: string): void {
    this.update({ ...this.latest, state: "interrupted", reason, secondsLeft: null, commands: [] });
  }

  async command(action: RunCommand["action"]): Promise<void> {
    if (isEnded(this.latest)) return;
    if (this.takes(action)) {
      const command: RunCommand = { action };
      this.comm!.send({ ...command });
      return;
    }
    if (action !== "stop") throw new Error("This kernel cannot pause a run.");
    await this.interrupt();
  }

  /** Whether the kernel takes a command; to stop is always possible, by an interrupt. */
  takes(action: RunCommand["action"]): boolean {
    return this.isLinked && this.latest.commands.includes(action);
  }

  interrupt(): Promise<void> {
    return this.source.interrupt();
  }
}

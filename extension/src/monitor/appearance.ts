import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { IStateDB } from "@jupyterlab/statedb";
import { isEnded } from "./read-run";
import type { Runs } from "./runs";

/** A run that is over sooner than this many milliseconds needs no monitor. */
const longEnough = 2000;
const stateKey = "jupyterlab-quetelet:monitor";

interface AppearanceOptions {
  shell: JupyterFrontEnd.IShell;
  /** Id of the panel. */
  panel: string;
  runs: Runs;
  /** Where it is remembered that the person has closed the monitor; null for this page only. */
  state: IStateDB | null;
}

/**
 * Opens the monitor beside a run that takes a while, unless the person has closed it before. It takes no keyboard
 * focus and no place that another panel has.
 */
export class Appearance {
  private readonly options: AppearanceOptions;
  private readonly waiting = new Set<string>();
  private isUnwanted = false;

  constructor(options: AppearanceOptions) {
    this.options = options;
    const { runs, state } = options;
    void state?.fetch(stateKey).then((value) => {
      this.isUnwanted ||= value === "closed";
    });
    runs.changed.connect(() => this.watch());
  }

  /** The panel has come into sight, or was closed. */
  toggled(isShown: boolean): void {
    this.isUnwanted = !isShown;
    void this.options.state?.save(stateKey, isShown ? "open" : "closed");
  }

  private watch(): void {
    const newest = this.options.runs.runs[0];
    if (!newest || isEnded(newest.report) || this.waiting.has(newest.report.id)) return;
    this.waiting.add(newest.report.id);
    setTimeout(() => {
      if (!isEnded(newest.report)) this.open();
    }, longEnough);
  }

  private open(): void {
    // Both JupyterLab's shell and Notebook's have it, though the interface that they share has not.
    const shell = this.options.shell as JupyterFrontEnd.IShell & { readonly rightCollapsed?: boolean };
    if (this.isUnwanted || shell.rightCollapsed !== true) return;
    shell.activateById(this.options.panel);
  }
}

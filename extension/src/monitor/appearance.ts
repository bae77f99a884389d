import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { IStateDB } from "@jupyterlab/statedb";
import { isEnded } from "./read-run";
import type { Runs } from "./runs";

/** A run that is over sooner than this many milliseconds needs no monitor. */
const longEnough = 2000;
/** What stands in the main area has to be at least as wide, in pixels, to give the monitor some of its room. */
const wideEnough = 640;
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
 * focus, no place that another panel has, and none from a notebook or a builder that has little: the cell shows the run
 * as well.
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
    if (this.isUnwanted || shell.rightCollapsed !== true || isCrowded(shell)) return;
    shell.activateById(this.options.panel);
  }
}

/** Whether anything in sight in the main area is narrow already. */
function isCrowded(shell: JupyterFrontEnd.IShell): boolean {
  return [...shell.widgets("main")].some(({ isVisible, node }) => isVisible && node.clientWidth < wideEnough);
}

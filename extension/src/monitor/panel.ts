import { LabIcon } from "@jupyterlab/ui-components";
import type { Message } from "@lumino/messaging";
import { monitorIcon } from "../icons";
import { KeyedWidget } from "../ui/keyed-widget";
import type { Trans } from "../ui/translation";
import type { Runs } from "./runs";
import type { TrackedRun } from "./tracked-run";

interface PanelOptions {
  trans: Trans;
  runs: Runs;
  reveal: (run: TrackedRun) => void;
  /** Called when it comes into sight and when it goes. */
  onToggle: (isShown: boolean) => void;
}

/** The training monitor in the side bar. */
export class MonitorPanel extends KeyedWidget {
  static readonly panelId = "quetelet-monitor";
  private readonly options: PanelOptions;
  private unmount: (() => void) | null = null;

  constructor(options: PanelOptions) {
    super();
    this.options = options;
    this.id = MonitorPanel.panelId;
    this.addClass("qt-Monitor");
    this.addClass("qt-mod-panel");
    this.node.tabIndex = -1;
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", options.trans.__("Training monitor"));
    this.title.icon = new LabIcon(monitorIcon);
    this.title.closable = false;
    options.runs.changed.connect(this.tellActive, this);
    this.tellActive();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.options.runs.changed.disconnect(this.tellActive, this);
    this.unmount?.();
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.options.onToggle(true);
    void this.mount();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.options.onToggle(false);
  }

  private async mount(): Promise<void> {
    const { mountMonitor } = await import("./mount");
    if (!this.isDisposed) this.unmount ??= mountMonitor(this.node, this.options);
  }

  /** In the side bar: a mark on the icon while something trains, and how many in its caption. */
  private tellActive(): void {
    const { runs, trans } = this.options;
    const { active } = runs;
    this.title.caption =
      active === 0
        ? trans.__("Training monitor")
        : trans._n("Training monitor: %1 model trains", "Training monitor: %1 models train", active, active);
    this.title.className = active === 0 ? "" : "qt-mod-training";
  }
}

import { Signal, type ISignal } from "@lumino/signaling";

/**
 * Tells charts that the page has other colours. The renderer is made by JupyterLab without plugins, so the
 * ordinary plugin of this extension passes the theme manager's word on through here.
 */
class ThemeChange {
  readonly changed: ISignal<this, void>;
  private readonly signal = new Signal<this, void>(this);

  constructor() {
    this.changed = this.signal;
  }

  emit(): void {
    this.signal.emit();
  }
}

export const themeChange = new ThemeChange();

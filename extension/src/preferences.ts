import { Signal, type ISignal } from "@lumino/signaling";
import type { Preferences } from "./tokens";

export const defaultPreferences: Preferences = {
  engine: "fused",
  backend: "auto",
  threads: 0,
  level: 0.95,
  chartTheme: "jupyterlab",
  digits: 4,
};

/**
 * The person's preferences, for the viewers too: JupyterLab makes those without plugins, so the plugin that reads the
 * settings puts them here.
 */
class CurrentPreferences {
  readonly changed: ISignal<this, Preferences>;
  private readonly signal = new Signal<this, Preferences>(this);
  private current = defaultPreferences;

  constructor() {
    this.changed = this.signal;
  }

  get value(): Preferences {
    return this.current;
  }

  set(value: Preferences): void {
    this.current = value;
    this.signal.emit(value);
  }
}

export const preferences = new CurrentPreferences();

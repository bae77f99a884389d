import { Signal, type ISignal } from "@lumino/signaling";

/**
 * A person wants to compare the result that they see. JupyterLab makes viewers without plugins, so a viewer says here
 * where in the page it is, and the plugin finds out which result that is.
 */
class CompareRequest {
  readonly made: ISignal<this, Element>;
  private readonly signal = new Signal<this, Element>(this);
  private heard = false;

  constructor() {
    this.made = this.signal;
  }

  /** Whether anybody listens; without the plugin there is nothing to offer. */
  get isHeard(): boolean {
    return this.heard;
  }

  connect(onRequest: (viewer: Element) => void): void {
    this.heard = true;
    this.signal.connect((_sender, viewer) => onRequest(viewer));
  }

  emit(viewer: Element): void {
    this.signal.emit(viewer);
  }
}

export const compareRequest = new CompareRequest();

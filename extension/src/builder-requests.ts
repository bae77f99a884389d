import { Signal, type ISignal } from "@lumino/signaling";

/** A person wants the config of a result in the builder; `node` shows the result. */
export interface ConfigRequest {
  config: unknown;
  node: Element;
}

/**
 * Leads from results to the builder. JupyterLab makes the viewers without plugins, so a plugin listens here, where
 * there is a builder.
 */
class BuilderRequests {
  readonly requested: ISignal<this, ConfigRequest>;
  private readonly signal = new Signal<this, ConfigRequest>(this);
  /** Whether anyone listens: without a notebook application there is no builder to go to. */
  available = false;

  constructor() {
    this.requested = this.signal;
  }

  request(request: ConfigRequest): void {
    this.signal.emit(request);
  }
}

export const builderRequests = new BuilderRequests();

/** The documents that viewers show, by the node of the viewer, for commands of the context menu. */
export const shownResults = new WeakMap<Element, unknown>();

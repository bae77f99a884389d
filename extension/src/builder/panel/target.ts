import type { INotebookTracker, NotebookPanel } from "@jupyterlab/notebook";
import type { IDisposable } from "@lumino/disposable";
import { Signal, type ISignal } from "@lumino/signaling";

/** As much of the notebook tracker as is needed. */
export type Notebooks = Pick<INotebookTracker, "find" | "forEach" | "widgetAdded">;

/**
 * The notebook that a builder's code goes into: one that is open, one that will be opened again (after a reload it
 * comes later than the builder), or a new one.
 */
export class Target implements IDisposable {
  readonly changed: ISignal<this, void>;
  private readonly signal = new Signal<this, void>(this);
  private bound: NotebookPanel | null = null;
  private named: string | null;
  private disposed = false;

  /** @param path Path of the notebook; null for one that is still to be made. */
  constructor(
    private readonly notebooks: Notebooks,
    path: string | null,
  ) {
    this.changed = this.signal;
    this.named = path;
    this.bind(path === null ? null : this.openAt(path));
    notebooks.widgetAdded.connect(this.onAdded, this);
  }

  get path(): string | null {
    return this.named;
  }

  /** The open notebook; null while it is closed or not made. */
  get panel(): NotebookPanel | null {
    return this.bound;
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Another notebook by path, or a new one. */
  choose(path: string | null): void {
    if (path === this.named && this.bound) return;
    this.named = path;
    this.bind(path === null ? null : this.openAt(path));
    this.signal.emit();
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.notebooks.widgetAdded.disconnect(this.onAdded, this);
    this.bind(null);
    Signal.clearData(this);
  }

  private openAt(path: string): NotebookPanel | null {
    return this.notebooks.find(({ context }) => context.path === path) ?? null;
  }

  private bind(panel: NotebookPanel | null): void {
    this.bound?.context.pathChanged.disconnect(this.onPath, this);
    this.bound?.disposed.disconnect(this.onClosed, this);
    this.bound = panel;
    panel?.context.pathChanged.connect(this.onPath, this);
    panel?.disposed.connect(this.onClosed, this);
  }

  private onAdded(_: unknown, panel: NotebookPanel): void {
    if (this.bound || panel.context.path !== this.named) return;
    this.bind(panel);
    this.signal.emit();
  }

  private onPath(_: unknown, path: string): void {
    this.named = path;
    this.signal.emit();
  }

  private onClosed(): void {
    this.bind(null);
    this.signal.emit();
  }
}

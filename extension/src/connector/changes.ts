import { PathExt } from "@jupyterlab/coreutils";
import type { Contents } from "@jupyterlab/services";
import type { IDisposable } from "@lumino/disposable";
import { Signal, type ISignal } from "@lumino/signaling";

const settle = 150;

/** One word for what changes together: several cells that end at once, files that are written one after another. */
export class Changes implements IDisposable {
  readonly changed: ISignal<this, void>;
  private readonly signal = new Signal<this, void>(this);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;

  constructor(
    private readonly contents: Pick<Contents.IManager, "fileChanged">,
    private readonly folder: () => string,
  ) {
    this.changed = this.signal;
    contents.fileChanged.connect(this.onFile, this);
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  tell(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.disposed || this.signal.emit(), settle);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    clearTimeout(this.timer);
    this.contents.fileChanged.disconnect(this.onFile, this);
    Signal.clearData(this);
  }

  private onFile(_: unknown, { oldValue, newValue }: Contents.IChangedArgs): void {
    const here = (path?: string) => path !== undefined && PathExt.dirname(path) === this.folder();
    if (here(oldValue?.path) || here(newValue?.path)) this.tell();
  }
}

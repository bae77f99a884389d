import type { Contents } from "@jupyterlab/services";
import { Signal, type ISignal } from "@lumino/signaling";
import type { IWorkspace } from "../tokens";
import { Changes } from "./changes";
import type { FolderFiles } from "./folder-files";
import type { Ask } from "./question-channel";
import { unknownWithoutKernel } from "./unknown";

/** The data files of a folder, for a config that belongs to no notebook. */
export class FolderWorkspace implements IWorkspace {
  readonly state = "files";
  readonly busy = false;
  readonly changed: ISignal<this, void>;
  readonly busyChanged: ISignal<this, void>;
  readonly names = unknownWithoutKernel.names;
  readonly cohorts = unknownWithoutKernel.cohorts;
  readonly doctor = unknownWithoutKernel.doctor;
  private readonly signal = new Signal<this, void>(this);
  private readonly changes: Changes;

  constructor(
    readonly folder: string,
    private readonly options: { contents: Contents.IManager; files: FolderFiles },
  ) {
    this.changed = this.signal;
    this.busyChanged = new Signal<this, void>(this);
    this.changes = new Changes(options.contents, () => folder);
    this.changes.changed.connect(() => this.signal.emit());
  }

  get isDisposed(): boolean {
    return this.changes.isDisposed;
  }

  refresh(): void {
    this.changes.tell();
  }

  tables() {
    return this.options.files.tables(this.folder);
  }

  describe({ table }: Ask<"describe">) {
    return this.options.files.describe(this.folder, table);
  }

  varying(ask: Ask<"varying">) {
    return this.options.files.varying(this.folder, ask.table, ask);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.changes.dispose();
    Signal.clearData(this);
  }
}

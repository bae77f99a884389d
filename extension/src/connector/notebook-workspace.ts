import type { Contents } from "@jupyterlab/services";
import { Signal, type ISignal } from "@lumino/signaling";
import type { IWorkspace } from "../tokens";
import { Changes } from "./changes";
import type { FolderFiles } from "./folder-files";
import { folderOf } from "./folder-of";
import { KernelLink, type WatchedSession } from "./kernel-link";
import { type Answer, type Ask, ChannelLost, type QuestionName } from "./question-channel";
import { refuse, unknownWithoutKernel } from "./unknown";

interface Options {
  /** The notebook's document. */
  document: { readonly path: string; readonly pathChanged: ISignal<unknown, string> };
  session: WatchedSession;
  contents: Contents.IManager;
  files: FolderFiles;
}

/** How long a question may take before the person is told that the kernel is busy. */
const patience = 2000;

/** Tables of a notebook: its kernel's while that is a Quetelet kernel, else the data files beside it. */
export class NotebookWorkspace implements IWorkspace {
  readonly changed: ISignal<this, void>;
  readonly busyChanged: ISignal<this, void>;
  private readonly changedSignal = new Signal<this, void>(this);
  private readonly busySignal = new Signal<this, void>(this);
  private readonly link: KernelLink;
  private readonly changes: Changes;
  private waiting = 0;

  constructor(private readonly options: Options) {
    this.changed = this.changedSignal;
    this.busyChanged = this.busySignal;
    const { document, session, contents } = options;
    this.link = new KernelLink(session);
    this.changes = new Changes(contents, () => this.folder);
    this.link.stateChanged.connect(() => this.changedSignal.emit());
    this.link.news.connect(() => this.changes.tell());
    this.changes.changed.connect(() => this.changedSignal.emit());
    document.pathChanged.connect(this.refresh, this);
  }

  get state(): IWorkspace["state"] {
    return this.link.state;
  }

  get busy(): boolean {
    return this.waiting > 0;
  }

  get folder(): string {
    return folderOf(this.options.contents, this.options.document.path);
  }

  get isDisposed(): boolean {
    return this.link.isDisposed;
  }

  refresh(): void {
    if (!this.isDisposed) this.changes.tell();
  }

  tables() {
    return this.ask("tables", {}, (files) => files.tables(this.folder));
  }

  describe(ask: Ask<"describe">) {
    return this.ask("describe", ask, (files) => files.describe(this.folder, ask.table));
  }

  varying(ask: Ask<"varying">) {
    return this.ask("varying", ask, (files) => files.varying(this.folder, ask.table, ask));
  }

  cohorts(ask: Ask<"cohorts">) {
    return this.ask("cohorts", ask, unknownWithoutKernel.cohorts);
  }

  names() {
    return this.ask("names", {}, unknownWithoutKernel.names);
  }

  doctor() {
    return this.ask("doctor", {}, unknownWithoutKernel.doctor);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.link.dispose();
    this.changes.dispose();
    this.changedSignal.emit(); // wakes the questions that wait, which then end
    Signal.clearData(this);
  }

  /** Asks the kernel, or the files where there is none to ask. A restart on the way asks the new kernel again. */
  private async ask<K extends QuestionName>(
    question: K,
    ask: Ask<K>,
    instead: (files: FolderFiles) => Promise<Answer<K>>,
  ): Promise<Answer<K>> {
    for (;;) {
      if (this.isDisposed) throw new Error("The notebook was closed.");
      const { state, channel } = this.link;
      if (state === "files") return instead(this.options.files);
      if (state === "dead") return refuse("The kernel has ended; restart it to go on.");
      if (channel === null) {
        await this.nextChange();
        continue;
      }
      try {
        return await this.patiently(channel.ask(question, ask));
      } catch (error) {
        if (!(error instanceof ChannelLost)) throw error;
        // The comm went before the kernel's status told why; give that a moment to come.
        await new Promise((resolve) => setTimeout(resolve, 50));
        this.link.update();
      }
    }
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.changedSignal.disconnect(wake);
        resolve();
      };
      this.changedSignal.connect(wake);
    });
  }

  /** Counts a question that waits for long, as it does while a cell computes without a break. */
  private async patiently<T>(answer: Promise<T>): Promise<T> {
    let counted = false;
    const timer = setTimeout(() => {
      counted = true;
      this.count(1);
    }, patience);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      if (counted) this.count(-1);
    }
  }

  private count(step: 1 | -1): void {
    const before = this.busy;
    this.waiting += step;
    if (before !== this.busy && !this.isDisposed) this.busySignal.emit();
  }
}

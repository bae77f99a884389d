import type { ISessionContext } from "@jupyterlab/apputils";
import type { Kernel, KernelMessage } from "@jupyterlab/services";
import type { IDisposable } from "@lumino/disposable";
import { Signal, type ISignal } from "@lumino/signaling";
import type { IWorkspace } from "../tokens";
import { kernelPhase, takesComms } from "./kernel-phase";
import { QuestionChannel } from "./question-channel";

/** The part of a notebook's session that is watched. */
export type WatchedSession = Pick<
  ISessionContext,
  | "session"
  | "isReady"
  | "hasNoKernel"
  | "ready"
  | "kernelChanged"
  | "sessionChanged"
  | "statusChanged"
  | "connectionStatusChanged"
  | "iopubMessage"
>;

/** Keeps one channel open to whichever kernel a notebook has, over restarts, changes and lost connections. */
export class KernelLink implements IDisposable {
  readonly stateChanged: ISignal<this, void>;
  /** A cell has run to its end, whoever asked for it; or the kernel found out more of its tables. */
  readonly news: ISignal<this, void>;
  private readonly stateSignal = new Signal<this, void>(this);
  private readonly newsSignal = new Signal<this, void>(this);
  private current: IWorkspace["state"] = "starting";
  private kernel: Kernel.IKernelConnection | null = null;
  private open: QuestionChannel | null = null;
  private disposed = false;

  constructor(private readonly session: WatchedSession) {
    this.stateChanged = this.stateSignal;
    this.news = this.newsSignal;
    session.kernelChanged.connect(this.update, this);
    session.sessionChanged.connect(this.update, this);
    session.statusChanged.connect(this.update, this);
    session.connectionStatusChanged.connect(this.update, this);
    session.iopubMessage.connect(this.onMessage, this);
    void session.ready.then(() => this.update());
    this.update();
  }

  get state(): IWorkspace["state"] {
    return this.current;
  }

  /** The open channel; there is one exactly when the state is `ready`. */
  get channel(): QuestionChannel | null {
    return this.open;
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Looks at the kernel again, and opens a channel where there should be one. */
  update(): void {
    if (this.disposed) return;
    const phase = kernelPhase(this.session);
    if (phase.kind === "asks") {
      const lost = this.current === "ready" && this.open?.isUsable !== true;
      if (phase.kernel === this.kernel && !lost) return;
      this.become("starting");
      this.kernel = phase.kernel;
      void this.connect(phase.kernel);
      return;
    }
    this.kernel = null;
    this.become(phase.kind === "waits" ? "starting" : phase.kind === "dead" ? "dead" : "files");
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.close();
    Signal.clearData(this);
  }

  private async connect(kernel: Kernel.IKernelConnection): Promise<void> {
    const asks = await takesComms(kernel).catch(() => false);
    if (this.disposed || this.kernel !== kernel || this.current !== "starting") return;
    if (!asks) return this.become("files");
    const channel = new QuestionChannel(kernel);
    channel.closed.connect(() => {
      if (this.open === channel) this.become("files");
    });
    channel.noticed.connect(() => this.newsSignal.emit());
    this.open = channel;
    this.become("ready");
  }

  private become(state: IWorkspace["state"]): void {
    if (state !== "ready") this.close();
    if (state === this.current) return;
    this.current = state;
    this.stateSignal.emit();
  }

  private close(): void {
    const channel = this.open;
    this.open = null;
    channel?.dispose();
  }

  private onMessage(_: unknown, message: KernelMessage.IMessage): void {
    if (message.header.msg_type !== "status") return;
    const { execution_state } = message.content as { execution_state?: string };
    const parent = message.parent_header as { msg_type?: string };
    if (execution_state === "idle" && parent.msg_type === "execute_request") this.newsSignal.emit();
  }
}

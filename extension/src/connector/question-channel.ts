import type { Kernel, KernelMessage } from "@jupyterlab/services";
import type { JSONValue } from "@lumino/coreutils";
import { DisposableDelegate, type IDisposable } from "@lumino/disposable";
import { Signal, type ISignal } from "@lumino/signaling";
import { WORKSPACE_COMM_TARGET, type WorkspaceQuestions } from "quetelet/contract";
import { isRecord } from "../ui/is-record";

export type QuestionName = keyof WorkspaceQuestions;
export type Ask<K extends QuestionName> = WorkspaceQuestions[K]["ask"];
export type Answer<K extends QuestionName> = WorkspaceQuestions[K]["answer"];

/** The channel closed before the answer came: the kernel was restarted, or the connection lost. */
export class ChannelLost extends Error {
  constructor() {
    super("The kernel was restarted before it answered.");
  }
}

/** As much of a kernel connection as asking takes. */
export type QuestionKernel = Pick<Kernel.IKernelConnection, "createComm">;

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

/** Questions to one kernel over one comm; each answer finds its question by number. */
export class QuestionChannel implements IDisposable {
  /** The kernel closed the comm, which it does at once when it knows no such comm. */
  readonly closed: ISignal<this, void>;
  /** The kernel found out more, without having been asked. */
  readonly noticed: ISignal<this, void>;
  private readonly noticedSignal = new Signal<this, void>(this);
  private readonly closedSignal = new Signal<this, void>(this);
  private readonly waiting = new Map<number, Waiting>();
  private readonly comm: Kernel.IComm;
  private readonly release: IDisposable;
  private next = 1;

  constructor(kernel: QuestionKernel) {
    this.closed = this.closedSignal;
    this.noticed = this.noticedSignal;
    this.comm = kernel.createComm(WORKSPACE_COMM_TARGET);
    this.comm.onMsg = (message) => this.receive(message);
    this.comm.onClose = () => {
      this.closedSignal.emit();
      this.dispose();
    };
    this.comm.open({});
    this.release = new DisposableDelegate(() => {
      // A restart has disposed the comm already; closing it then would throw.
      if (!this.comm.isDisposed) this.comm.close();
    });
  }

  get isDisposed(): boolean {
    return this.release.isDisposed;
  }

  /** Whether questions get through: a restart disposes the comm without a word. */
  get isUsable(): boolean {
    return !this.isDisposed && !this.comm.isDisposed;
  }

  ask<K extends QuestionName>(question: K, ask: Ask<K>): Promise<Answer<K>> {
    return new Promise((resolve, reject) => {
      if (!this.isUsable) return reject(new ChannelLost());
      const id = this.next++;
      this.waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      this.comm.send({ id, question, ask } as unknown as JSONValue);
    });
  }

  dispose(): void {
    if (this.isDisposed) return;
    try {
      this.release.dispose();
    } catch {
      // The connection is gone, and the comm with it.
    }
    for (const { reject } of this.waiting.values()) reject(new ChannelLost());
    this.waiting.clear();
    Signal.clearData(this);
  }

  private receive({ content: { data } }: KernelMessage.ICommMsgMsg): void {
    if (!isRecord(data)) return;
    if (data.changed === "tables") this.noticedSignal.emit();
    if (typeof data.id !== "number") return;
    const { id, ok, answer, message } = data;
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id);
    if (ok === true) waiting.resolve(answer);
    else waiting.reject(new Error(typeof message === "string" ? message : "The kernel could not answer."));
  }
}

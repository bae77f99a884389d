import type { Kernel } from "@jupyterlab/services";
import { Signal } from "@lumino/signaling";
import type { WatchedSession } from "../../../../extension/src/connector/kernel-link";

/** A comm as JupyterLab gives it, with what was sent over it and means to answer. */
export class FakeComm {
  isDisposed = false;
  onMsg: (message: object) => void = () => {};
  onClose: (message: object) => void = () => {};
  readonly sent: { id: number; question: string; ask: Record<string, unknown> }[] = [];

  open(): void {}

  send(data: never): void {
    this.sent.push(data);
  }

  close(): void {
    this.isDisposed = true;
  }

  /** The kernel answers the question that was sent last, or says anything else. */
  answers(answer: unknown): void {
    this.says({ id: this.sent.at(-1)!.id, ok: true, answer });
  }

  says(data: unknown): void {
    this.onMsg({ content: { data } });
  }
}

/** The session of a notebook whose kernel does what a test says. */
export class FakeSession {
  readonly comms: FakeComm[] = [];
  readonly kernel = {
    status: "idle" as Kernel.Status,
    connectionStatus: "connected" as Kernel.ConnectionStatus,
    handleComms: true,
    implementation: "quetelet",
    get info() {
      return Promise.resolve({ implementation: this.implementation });
    },
    createComm: () => {
      const comm = new FakeComm();
      this.comms.push(comm);
      return comm;
    },
  };
  session: { kernel: FakeSession["kernel"] } | null = { kernel: this.kernel };
  isReady = true;
  hasNoKernel = false;
  ready = Promise.resolve();
  kernelChanged = new Signal<this, unknown>(this);
  sessionChanged = new Signal<this, unknown>(this);
  statusChanged = new Signal<this, unknown>(this);
  connectionStatusChanged = new Signal<this, unknown>(this);
  iopubMessage = new Signal<this, unknown>(this);

  get watched(): WatchedSession {
    return this as unknown as WatchedSession;
  }

  get comm(): FakeComm {
    return this.comms.at(-1)!;
  }

  becomes(status: Kernel.Status): void {
    this.kernel.status = status;
    this.statusChanged.emit(status);
  }

  /** A cell ends. */
  executes(): void {
    this.iopubMessage.emit({
      header: { msg_type: "status" },
      parent_header: { msg_type: "execute_request" },
      content: { execution_state: "idle" },
    });
  }
}

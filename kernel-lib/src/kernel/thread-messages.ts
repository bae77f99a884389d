import type { ConnectionInfo, Message, Outgoing } from "./wire.js";

/** What the socket thread is started with. */
export interface SocketThreadData {
  connection: ConnectionInfo;
  /** Content of kernel_info_reply, which the thread answers by itself. */
  kernelInfo: Record<string, unknown>;
  /** See termination.ts. */
  shared: Int32Array;
}

export type ToMain =
  | { kind: "request"; message: Message }
  /** `forced`: the main thread did not answer, so its JavaScript was terminated. */
  | { kind: "interrupt"; number: number; forced: boolean }
  | { kind: "shutdown" };

export type ToSockets =
  | { kind: "send"; socket: "iopub" | "shell"; message: Outgoing }
  /** stdout and stderr; pieces that follow each other are joined into one message. */
  | { kind: "stream"; name: "stdout" | "stderr"; text: string; parent: Outgoing["parent"] }
  /** The answer to `interrupt`: the main thread's event loop turns. */
  | { kind: "alive"; interrupt: number };

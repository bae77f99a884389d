import { AsyncLocalStorage } from "node:async_hooks";
import { StringDecoder } from "node:string_decoder";
import type { MessagePort, Worker } from "node:worker_threads";
import type { ToSockets } from "./thread-messages.js";
import type { Header, Message, Outgoing } from "./wire.js";

/** What the code that runs at the moment belongs to: a request, and a cell where that request is one. */
export interface Context {
  parent: Header;
  /** True once an interrupt has ended the cell, though parts of its code may still be awaiting something. */
  ended: boolean;
}

export interface MessageParts {
  metadata?: object;
  buffers?: Uint8Array[];
}

/** The way out: every message that the kernel's main thread sends. */
export interface Channel {
  /** Runs code whose output, also from its timers and promises later on, belongs to `context`. */
  within<T>(context: Context, body: () => T): T;
  /** Whose output the running code writes; between cells the last cell's. */
  current(): Context | null;
  publish(type: string, content: object, parts?: MessageParts & { parent?: Header }): void;
  reply(request: Message, type: string, content: object): void;
  status(state: "busy" | "idle", parent: Header): void;
  stream(name: "stdout" | "stderr", text: string): void;
  /** Answers an interrupt: the event loop turns. */
  alive(interrupt: number): void;
}

export function createChannel(sockets: Worker | MessagePort): Channel {
  const contexts = new AsyncLocalStorage<Context>();
  let last: Context | null = null;
  const post = (message: ToSockets) => sockets.postMessage(message);
  const current = () => contexts.getStore() ?? last;

  function send(socket: "iopub" | "shell", identities: Uint8Array[], message: Omit<Outgoing, "identities">) {
    post({ kind: "send", socket, message: { identities, ...message } });
  }

  return {
    within(context, body) {
      if (context.parent.msg_type === "execute_request") last = context;
      return contexts.run(context, body);
    },
    current,
    publish(type, content, { metadata = {}, buffers = [], parent = current()?.parent } = {}) {
      send("iopub", [], {
        type,
        parent: parent ?? null,
        content: JSON.stringify(content),
        metadata: JSON.stringify(metadata),
        buffers,
      });
    },
    reply(request, type, content) {
      const { identities, header: parent } = request;
      send("shell", identities, {
        type,
        parent,
        content: JSON.stringify(content),
        metadata: "{}",
        buffers: [],
      });
    },
    status(state, parent) {
      const content = JSON.stringify({ execution_state: state });
      send("iopub", [], { type: "status", parent, content, metadata: "{}", buffers: [] });
    },
    stream(name, text) {
      if (text !== "") post({ kind: "stream", name, text, parent: current()?.parent ?? null });
    },
    alive: (interrupt) => post({ kind: "alive", interrupt }),
  };
}

/** Sends what the process writes to stdout and stderr to the notebook. */
export function captureOutput(channel: Channel): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder();
    const write = (
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | ((error?: Error) => void),
      done?: (error?: Error) => void,
    ): boolean => {
      channel.stream(name, typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)));
      const callback = typeof encoding === "function" ? encoding : done;
      if (callback) process.nextTick(callback);
      return true;
    };
    process[name].write = write;
  }
}

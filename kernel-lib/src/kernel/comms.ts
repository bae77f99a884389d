import { randomUUID } from "node:crypto";
import type { Comm, CommListener, CommMessage, CommMessageOptions } from "../contract/kernel-bridge.js";
import type { Channel } from "./channel.js";
import type { Message } from "./wire.js";

export interface Comms {
  register(target: string, listener: CommListener): () => void;
  open(target: string, data?: unknown, options?: CommMessageOptions): Comm;
  /** Content of comm_info_reply. */
  info(target?: string): { status: "ok"; comms: Record<string, { target_name: string }> };
  /** Takes in comm_open, comm_msg and comm_close; waits for the listeners. */
  handle(message: Message): Promise<void>;
}

interface OpenComm extends Comm {
  receive(message: CommMessage): Promise<void>;
  closeHere(message: CommMessage): void;
}

export function createComms(channel: Channel): Comms {
  const targets = new Map<string, CommListener>();
  const open = new Map<string, OpenComm>();

  function publish(type: string, content: object, { metadata, buffers = [] }: CommMessageOptions = {}): void {
    const bytes = buffers.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    channel.publish(type, content, { metadata, buffers: bytes });
  }

  function create(id: string, target: string): OpenComm {
    const onMessage = new Set<(message: CommMessage) => void | Promise<void>>();
    const onClose = new Set<(message: CommMessage) => void>();
    let closed = false;
    const comm: OpenComm = {
      id,
      target,
      get closed() {
        return closed;
      },
      send(data, options) {
        if (closed) throw new Error(`comm '${target}' is closed`);
        publish("comm_msg", { comm_id: id, data: data ?? {} }, options);
      },
      close(data) {
        if (closed) return;
        closed = true;
        open.delete(id);
        publish("comm_close", { comm_id: id, data: data ?? {} });
      },
      onMessage: (listener) => subscribe(onMessage, listener),
      onClose: (listener) => subscribe(onClose, listener),
      async receive(message) {
        await Promise.all([...onMessage].map(async (listener) => listener(message)));
      },
      closeHere(message) {
        closed = true;
        open.delete(id);
        for (const listener of onClose) listener(message);
      },
    };
    open.set(id, comm);
    return comm;
  }

  return {
    register(target, listener) {
      targets.set(target, listener);
      return () => {
        if (targets.get(target) === listener) targets.delete(target);
      };
    },
    open(target, data, options) {
      const comm = create(randomUUID(), target);
      const content = { comm_id: comm.id, target_name: target, target_module: null, data: data ?? {} };
      publish("comm_open", content, options);
      return comm;
    },
    info(target) {
      const comms = [...open.values()].filter((comm) => target === undefined || comm.target === target);
      return {
        status: "ok",
        comms: Object.fromEntries(comms.map((comm) => [comm.id, { target_name: comm.target }])),
      };
    },
    async handle({ header, content, metadata, buffers }) {
      const id = String(content.comm_id);
      const message: CommMessage = { data: content.data, metadata, buffers };
      if (header.msg_type === "comm_open") {
        const target = String(content.target_name);
        const listener = targets.get(target);
        if (listener) await listener(create(id, target), message);
        else publish("comm_close", { comm_id: id, data: {} });
      } else if (header.msg_type === "comm_msg") {
        await open.get(id)?.receive(message);
      } else {
        open.get(id)?.closeHere(message);
      }
    },
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** The Jupyter messaging version that the kernel speaks. */
export const protocolVersion = "5.3";

export interface ConnectionInfo {
  transport: string;
  ip: string;
  key: string;
  signature_scheme: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
}

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** A message as it came over a socket. */
export interface Message {
  /** ZeroMQ routing prefix, to be sent back with the reply. */
  identities: Uint8Array[];
  header: Header;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  buffers: Uint8Array[];
}

/** A message to send; content and metadata are JSON text already, so that they cross threads as they are. */
export interface Outgoing {
  identities: Uint8Array[];
  type: string;
  parent: Header | null;
  content: string;
  metadata: string;
  buffers: Uint8Array[];
}

const delimiter = Buffer.from("<IDS|MSG>");

/**
 * Reads the frames of one message (https://jupyter-client.readthedocs.io/en/stable/messaging.html).
 * Throws when the delimiter is missing, the signature is wrong or a part is not JSON.
 */
export function decode(connection: ConnectionInfo, frames: Uint8Array[]): Message {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  const parts = frames.slice(at + 2, at + 6);
  if (at < 0 || parts.length < 4) throw new Error("message without delimiter or with parts missing");
  if (connection.key !== "") {
    const given = Buffer.from(Buffer.from(frames[at + 1]!).toString(), "hex");
    const wanted = Buffer.from(sign(connection, parts), "hex");
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw new Error("message with a wrong signature");
    }
  }
  const [header, , metadata, content] = parts.map((part) => JSON.parse(Buffer.from(part).toString()));
  return { identities: frames.slice(0, at), header, metadata, content, buffers: frames.slice(at + 6) };
}

/** The frames of one message from this kernel, signed. */
export function encode(connection: ConnectionInfo, session: string, message: Outgoing): Uint8Array[] {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: message.type,
    session,
    username: "kernel",
    date: new Date().toISOString(),
    version: protocolVersion,
  };
  const parts = [
    JSON.stringify(header),
    JSON.stringify(message.parent ?? {}),
    message.metadata,
    message.content,
  ].map((part) => Buffer.from(part));
  const signature = connection.key === "" ? "" : sign(connection, parts);
  return [...message.identities, delimiter, Buffer.from(signature), ...parts, ...message.buffers];
}

function sign(connection: ConnectionInfo, parts: Uint8Array[]): string {
  const hmac = createHmac(connection.signature_scheme.replace(/^hmac-/, ""), connection.key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

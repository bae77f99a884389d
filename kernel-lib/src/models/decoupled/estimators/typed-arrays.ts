import type { JsonObject } from "../../../contract/index.js";

const kinds = { Int32Array, Uint32Array, Uint8Array, Float64Array };

export type StorableArray = Int32Array | Uint32Array | Uint8Array | Float64Array;

/** A typed array as JSON: its kind and its little-endian bytes in base64, bit for bit and a third of their decimals. */
export function arrayToJson(array: StorableArray): JsonObject {
  const bytes = new Uint8Array(array.byteLength);
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return { type: array.constructor.name, data: Buffer.from(bytes.buffer).toString("base64") };
}

/** The inverse of `arrayToJson`; null for anything it did not make. */
export function arrayFromJson<K extends keyof typeof kinds>(
  json: unknown,
  kind: K,
): InstanceType<(typeof kinds)[K]> | null {
  const { type, data } = (json ?? {}) as { type?: unknown; data?: unknown };
  if (type !== kind || typeof data !== "string") return null;
  const bytes = Uint8Array.from(Buffer.from(data, "base64"));
  const Kind = kinds[kind];
  if (bytes.byteLength % Kind.BYTES_PER_ELEMENT !== 0) return null;
  return new Kind(bytes.buffer) as InstanceType<(typeof kinds)[K]>;
}

import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { TreeArrays } from "../../compute/trees/walk.js";
import { InputError, type JsonObject } from "../../contract/index.js";

const kinds = { Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array };
type Kind = keyof typeof kinds;
type Packable = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Numbers of one array at most: what a document may make this process allocate. */
const MAX_LENGTH = 2 ** 28;

/** A typed array as JSON: its bytes, little-endian, deflated, in base64. */
export function pack(values: Packable): JsonObject {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return {
    type: values.constructor.name,
    length: values.length,
    data: deflateRawSync(bytes, { level: 6 }).toString("base64"),
  };
}

/**
 * The typed array that `pack` made into JSON, on shared memory.
 * @throws InputError when it is of another type, or its bytes are damaged.
 */
export function unpack<K extends Kind>(
  packed: unknown,
  type: K,
  where: string,
): InstanceType<(typeof kinds)[K]> {
  const broken = () => new InputError(`${where}: the document's forest is damaged`);
  const { type: own, length, data } = (packed ?? {}) as Record<string, unknown>;
  if (own !== type || typeof data !== "string") throw broken();
  if (!Number.isSafeInteger(length) || (length as number) < 0 || (length as number) > MAX_LENGTH)
    throw broken();
  const array = kinds[type] as unknown as {
    BYTES_PER_ELEMENT: number;
    new (buffer: SharedArrayBuffer): object;
  };
  const size = (length as number) * array.BYTES_PER_ELEMENT;
  const buffer = new SharedArrayBuffer(size);
  if (size > 0) {
    let bytes: Buffer;
    try {
      bytes = inflateRawSync(Buffer.from(data, "base64"), { maxOutputLength: size });
    } catch {
      throw broken();
    }
    if (bytes.length !== size) throw broken();
    new Uint8Array(buffer).set(bytes);
  }
  return new array(buffer) as InstanceType<(typeof kinds)[K]>;
}

/** The trees of a forest as JSON. */
export function packTrees(trees: TreeArrays): JsonObject {
  return Object.fromEntries(Object.entries(trees).map(([name, values]) => [name, pack(values as Packable)]));
}

/**
 * The inverse of `packTrees`. Whether walks down these trees end is for `areTrees` to say.
 * @throws InputError when an array is missing, of another type, or its bytes are damaged.
 */
export function unpackTrees(packed: unknown, where: string): TreeArrays {
  const arrays = (packed ?? {}) as Record<string, unknown>;
  return {
    nodeStart: unpack(arrays.nodeStart, "Int32Array", where),
    leafStart: unpack(arrays.leafStart, "Int32Array", where),
    bitStart: unpack(arrays.bitStart, "Int32Array", where),
    feature: unpack(arrays.feature, "Int32Array", where),
    threshold: unpack(arrays.threshold, "Float64Array", where),
    child: unpack(arrays.child, "Int32Array", where),
    missingLeft: unpack(arrays.missingLeft, "Uint8Array", where),
    levelBits: unpack(arrays.levelBits, "Uint32Array", where),
    values: unpack(arrays.values, "Float64Array", where),
  };
}

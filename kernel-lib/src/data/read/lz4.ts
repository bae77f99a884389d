/**
 * Unpacks an LZ4 frame, as Arrow files use (LZ4 Frame Format 1.6). Blocks may refer back to earlier ones, which
 * decoders of single blocks cannot follow. Checksums are not verified.
 * @throws Error when the bytes are no such frame.
 */
export function decompressLz4Frame(input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== 0x184d2204) throw new Error("not an LZ4 frame");
  const flags = input[4]!;
  const [hasBlockChecksum, hasSize, hasDictionary] = [flags & 16, flags & 8, flags & 1];
  let at = 6 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1;
  const output = new Output(hasSize ? Number(view.getBigUint64(6, true)) : input.length * 4);
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return output.bytes.subarray(0, output.length);
    const length = size & 0x7fffffff;
    const block = input.subarray(at, at + length);
    if (block.length < length) throw new Error("the LZ4 frame ends early");
    if (size >>> 31) output.append(block);
    else unpackBlock(block, output);
    at += length + (hasBlockChecksum ? 4 : 0);
  }
}

function unpackBlock(input: Uint8Array, output: Output): void {
  let at = 0;
  const longer = (length: number) => {
    if (length < 15) return length;
    for (;;) {
      const more = input[at++];
      if (more === undefined) throw new Error("the LZ4 block ends early");
      length += more;
      if (more < 255) return length;
    }
  };
  while (at < input.length) {
    const token = input[at++]!;
    const literals = longer(token >> 4);
    output.append(input.subarray(at, at + literals));
    at += literals;
    if (at >= input.length) return;
    const distance = input[at]! | (input[at + 1]! << 8);
    at += 2;
    output.repeat(distance, longer(token & 15) + 4);
  }
}

/** Bytes that grow. */
class Output {
  length = 0;
  bytes: Uint8Array;

  constructor(guess: number) {
    this.bytes = new Uint8Array(guess);
  }

  append(more: Uint8Array): void {
    this.reserve(more.length);
    this.bytes.set(more, this.length);
    this.length += more.length;
  }

  /** Appends `count` bytes that begin `distance` before the end; they may run into themselves. */
  repeat(distance: number, count: number): void {
    if (distance === 0 || distance > this.length) throw new Error("an LZ4 block refers to what is not there");
    this.reserve(count);
    for (let end = this.length + count; this.length < end; this.length++) {
      this.bytes[this.length] = this.bytes[this.length - distance]!;
    }
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
